package org.ooni.pipeline.cli.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.can.CanVerification;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.DirectoryProof;
import org.ooni.pipeline.io.Finding;
import org.ooni.pipeline.io.OrderedPool;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.Bucket;

/** The cans of a bucket: index, directory, and if wanted every byte, as many cans at a time as there are threads. */
final class CannedCheck {
    private final Path root;
    private final Scope scope;
    private final Consumer<? super Finding> findings;
    private final Progress progress;

    CannedCheck(Path root, Scope scope, Consumer<? super Finding> findings, Progress progress) {
        this.root = root;
        this.scope = scope;
        this.findings = findings;
        this.progress = progress;
    }

    /** What the cans hold; empty if the index does not tell. */
    Optional<CannedReports> run(Bucket bucket) throws IOException {
        if (!PublishedIndex.isWhole(root, bucket, findings)) {
            return Optional.empty();
        }
        Path index = PublishedIndex.of(root, bucket);
        CannedReports reports = new CannedReports();
        DirectoryProof directory = DirectoryProof.of(bucket.under(root), findings);
        try (CanIndex.Reader cans = CanIndex.open(index);
                OrderedPool<List<Finding>> pool = new OrderedPool<>(scope.threads())) {
            for (Can can = cans.next(); can != null; can = cans.next()) {
                if (!reports.add(can)) {
                    findings.accept(Finding.of(index.toString(), "a second row for " + can.filename()));
                }
                directory.file(can.filename(), can.file().size());
                if (scope.readData()) {
                    submit(can, pool);
                }
            }
            drain(pool);
            directory.end();
            return Optional.of(reports);
        } catch (CorruptFileException e) {
            findings.accept(e.finding());
            return Optional.empty();
        }
    }

    private void submit(Can can, OrderedPool<List<Finding>> pool) throws IOException {
        while (pool.isFull()) {
            pool.next().forEach(findings);
        }
        pool.submit(
                () -> {
                    List<Finding> found = new ArrayList<>();
                    new CanVerification(root, found::add, progress).run(can);
                    return found;
                },
                0);
    }

    private void drain(OrderedPool<List<Finding>> pool) throws IOException {
        for (List<Finding> found = pool.next(); found != null; found = pool.next()) {
            found.forEach(findings);
        }
    }
}
