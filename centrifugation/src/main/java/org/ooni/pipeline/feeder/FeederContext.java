package org.ooni.pipeline.feeder;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.ooni.pipeline.metadb.NumberedFingerprint;

/** What is handed to a {@link Feeder} when it is opened for a bucket, by a thread that is to feed from it. */
public final class FeederContext {
    private final BlockPages blockPages;
    private final SimhashCache simhashes;
    private final ResponseBodies bodies;

    /** @param simhashes of bodies that are known already; is told of those that are computed */
    public FeederContext(BlockPages blockPages, SimhashCache simhashes) {
        this.blockPages = blockPages;
        this.simhashes = simhashes;
        this.bodies = new ResponseBodies(simhashes);
    }

    /**
     * What the database knows: its fingerprints, and the similarity hashes of files that are read again; and, if there
     * is something new, those of {@code bucket} and of the latest one before it, which often met the same pages.
     *
     * @param rewritten names of the files that are read again
     * @param hasNew whether there are files, or files with other bytes, that the database does not have
     */
    public static FeederContext of(
            Connection connection, LocalDate bucket, Collection<String> rewritten, boolean hasNew) throws SQLException {
        SimhashCache simhashes = new SimhashCache();
        KnownSimhashes.of(bucket, rewritten, hasNew, connection, simhashes);
        return new FeederContext(new BlockPages(NumberedFingerprint.all(connection)), simhashes);
    }

    /** The same knowledge for another thread. */
    public FeederContext another() {
        return new FeederContext(blockPages, simhashes);
    }

    /** What there is to know without a database: neither a fingerprint nor a similarity hash. */
    public static FeederContext withoutDatabase() {
        return new FeederContext(new BlockPages(List.of()), new SimhashCache());
    }

    BlockPages blockPages() {
        return blockPages;
    }

    /** Of bodies: what is put there before the first measurement need not be computed. */
    public SimhashCache simhashes() {
        return simhashes;
    }

    ResponseBodies bodies() {
        return bodies;
    }
}
