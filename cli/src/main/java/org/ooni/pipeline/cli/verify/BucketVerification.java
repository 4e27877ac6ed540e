package org.ooni.pipeline.cli.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.ooni.pipeline.centrifugation.RowVerification;
import org.ooni.pipeline.cli.verify.Damage.Area;
import org.ooni.pipeline.io.DirectoryLock;
import org.ooni.pipeline.io.Finding;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.raw.Bucket;

/** Verifies buckets, of which others may read but not write meanwhile. Thread-safe. */
public final class BucketVerification {
    private final Scope scope;

    public BucketVerification(Scope scope) {
        this.scope = scope;
    }

    /**
     * Verifies a bucket to its end, whatever is found.
     *
     * @param damages is told of each finding as it comes
     * @param progress is told of bytes of compressed files, when every byte is read
     */
    public BucketState run(Bucket bucket, Consumer<? super Damage> damages, Progress progress)
            throws IOException, SQLException {
        BucketState state = new BucketState(bucket);
        Consumer<Damage> all = damage -> {
            state.add(damage);
            damages.accept(damage);
        };
        DirectoryLock cans = lock(scope.canned(), bucket);
        try (cans) {
            DirectoryLock archive = lock(scope.autoclaved(), bucket);
            try (archive) {
                verify(bucket, state, all, progress);
            }
        }
        return state;
    }

    private void verify(Bucket bucket, BucketState state, Consumer<Damage> all, Progress progress)
            throws IOException, SQLException {
        if (has(scope.canned(), bucket)) {
            Consumer<Finding> findings = of(bucket, Area.CANNED, all);
            state.canned(new CannedCheck(scope.canned().get(), scope, findings, progress).run(bucket));
        }
        if (has(scope.autoclaved(), bucket)) {
            archive(bucket, state, all, progress);
        } else if (scope.metaDb().isPresent()) {
            rows(bucket, state, all, Optional.empty(), progress);
        }
    }

    private void archive(Bucket bucket, BucketState state, Consumer<Damage> all, Progress progress)
            throws IOException, SQLException {
        ArchiveCheck check = new ArchiveCheck(scope.autoclaved().get(), scope, of(bucket, Area.AUTOCLAVED, all));
        Optional<Set<String>> files = check.compare(bucket, state.cans());
        state.archived(files, check.late());
        if (files.isEmpty()) {
            return;
        }
        if (scope.metaDb().isPresent()) {
            rows(bucket, state, all, Optional.of(check), progress);
        } else if (scope.readData()) {
            check.<RuntimeException>read(bucket, progress, (line, facts) -> {});
        }
    }

    /** @param check empty if the archive does not have the bucket */
    private void rows(
            Bucket bucket, BucketState state, Consumer<Damage> all, Optional<ArchiveCheck> check, Progress progress)
            throws IOException, SQLException {
        scope.metaDb().orElseThrow().<Void, IOException>inTransaction(connection -> {
            RowVerification rows = new RowVerification(connection, bucket, of(bucket, Area.METADB, all));
            if (check.isPresent() && scope.readData()) {
                check.get().read(bucket, progress, rows);
            } else if (check.isPresent()) {
                rows.run(PublishedIndex.of(scope.autoclaved().orElseThrow(), bucket));
            }
            rows.end();
            state.rows(rows.rows(), rows.pending());
            return null;
        });
    }

    private static Consumer<Finding> of(Bucket bucket, Area area, Consumer<Damage> all) {
        return finding -> all.accept(new Damage(bucket, area, finding));
    }

    private static boolean has(Optional<Path> root, Bucket bucket) {
        return root.isPresent() && Files.isDirectory(bucket.under(root.get()));
    }

    private static DirectoryLock lock(Optional<Path> root, Bucket bucket) throws IOException {
        return root.isPresent() ? DirectoryLock.shared(root.get(), bucket.toString()) : null;
    }

    /** Demands that the database has the schema that this program knows. */
    public static void requireSchema(MetaDb metaDb) throws SQLException {
        metaDb.<Void, RuntimeException>inTransaction((Connection connection) -> {
            MetaDb.requireSchema(connection);
            return null;
        });
    }
}
