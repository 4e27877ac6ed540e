package org.ooni.pipeline.centrifugation;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.ooni.pipeline.autoclaved.IndexLine.BadBlob;
import org.ooni.pipeline.io.Sha1;
import org.ooni.pipeline.metadb.CopyText;

/**
 * What an index or the database says of a file that its bytes do not tell: its reports and bad blobs, as hashes. Texts
 * are hashed as the database can store them.
 */
final class Listing {
    private final Set<Long> reports = new HashSet<>();
    /** The sum does not depend on the order. */
    private long badBlobs;

    private long wanted;

    void addReport(String textname, Sha1 origSha1, OptionalLong badTail) {
        reports.add(hash(textname, origSha1, badTail));
    }

    boolean hasReport(String textname, Sha1 origSha1, OptionalLong badTail) {
        return reports.contains(hash(textname, origSha1, badTail));
    }

    /** Counts a report that has measurements and is not left out. */
    void addWanted() {
        wanted++;
    }

    /** Reports of which the database has a row, or refused all measurements. */
    long wanted() {
        return wanted;
    }

    void addBadBlob(String textname, BadBlob blob) {
        Hasher hasher = hasher(textname, blob.origSha1()).putLong(blob.srcOff()).putLong(blob.srcSize());
        badBlobs += hasher.putUnencodedChars(CopyText.clean(blob.info())).hash().asLong();
    }

    boolean hasBadBlobsOf(Listing other) {
        return badBlobs == other.badBlobs;
    }

    private static long hash(String textname, Sha1 origSha1, OptionalLong badTail) {
        return hasher(textname, origSha1).putLong(badTail.orElse(-1)).hash().asLong();
    }

    private static Hasher hasher(String textname, Sha1 origSha1) {
        String name = CopyText.clean(textname);
        return Hashing.sha256()
                .newHasher()
                .putInt(name.length())
                .putUnencodedChars(name)
                .putBytes(origSha1.bytes());
    }
}
