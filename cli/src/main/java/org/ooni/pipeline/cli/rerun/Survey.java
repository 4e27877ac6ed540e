package org.ooni.pipeline.cli.rerun;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ooni.pipeline.autoclaved.AutoclavedIndex;
import org.ooni.pipeline.autoclaved.IndexLine;
import org.ooni.pipeline.autoclaved.IndexLine.FileStart;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.can.CannedText;
import org.ooni.pipeline.cli.rerun.BucketWork.Amount;
import org.ooni.pipeline.cli.state.Roots;
import org.ooni.pipeline.cli.state.StageName;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.raw.Bucket;
import org.ooni.pipeline.raw.RawReport;
import org.ooni.pipeline.raw.ReportName;
import org.ooni.pipeline.raw.ReportsRaw;

/**
 * Finds out how much there is to do, from listings and the indexes of cans; that of the archive, which is long, is read
 * only where the cans do not tell which test a file is of. Writes nothing and asks no database.
 */
public final class Survey {
    /** A report is some three times as long as the file that is made of it. */
    private static final int COMPRESSION = 3;

    private final Roots roots;
    private final Set<StageName> stages;
    private final Set<String> testNames;

    /** @param testNames of which files are wanted; none for all */
    public Survey(Roots roots, Set<StageName> stages, Set<String> testNames) {
        this.roots = roots;
        this.stages = Set.copyOf(stages);
        this.testNames = Set.copyOf(testNames);
    }

    /** Buckets of which there is something to do, in the order given. */
    public List<BucketWork> of(List<Bucket> buckets) throws IOException {
        List<BucketWork> works = new ArrayList<>();
        for (Bucket bucket : buckets) {
            BucketWork work = of(bucket);
            if (!work.isNothing()) {
                works.add(work);
            }
        }
        return works;
    }

    /** What is damaged is told with the bucket. */
    BucketWork of(Bucket bucket) throws IOException {
        try {
            return new OneBucket(bucket).work();
        } catch (BadInputException e) {
            return new BucketWork(bucket, Map.of(), e.getMessage());
        }
    }

    /** Names of the cans, as {@code <bucket>/<file>}, that are wanted. */
    public Set<String> cans(Bucket bucket) throws IOException {
        return Set.copyOf(new OneBucket(bucket).wantedCans.keySet());
    }

    private boolean wants(String textname) {
        return testNames.isEmpty()
                || ReportName.parse(textname.substring(textname.indexOf('/') + 1))
                        .filter(name -> testNames.contains(name.testName()))
                        .isPresent();
    }

    /** What was found of a bucket. */
    private final class OneBucket {
        private final Bucket bucket;
        private final Set<String> texts = new HashSet<>();
        private final Set<String> cans = new HashSet<>();
        /** Bytes of compressed files by name. */
        private final Map<String, Long> wantedCans = new HashMap<>();

        private long wantedTexts;

        OneBucket(Bucket bucket) throws IOException {
            this.bucket = bucket;
            Path index = bucket.under(roots.canned()).resolve(PublishedDirectory.INDEX);
            if (Files.exists(index)) {
                try (CanIndex.Reader reader = CanIndex.open(index)) {
                    for (Can can = reader.next(); can != null; can = reader.next()) {
                        add(can);
                    }
                }
            }
        }

        private void add(Can can) {
            cans.add(can.filename());
            can.reports().forEach(report -> texts.add(report.textname()));
            if (can.reports().stream().map(CannedText::textname).anyMatch(Survey.this::wants)) {
                wantedCans.put(can.filename(), can.file().size());
                for (CannedText report : can.reports()) {
                    wantedTexts += report.digest().size();
                }
            }
        }

        BucketWork work() throws IOException {
            Amount waiting = stages.contains(StageName.CANNING) ? waiting() : Amount.NOTHING;
            Map<StageName, Amount> amounts = new EnumMap<>(StageName.class);
            for (StageName stage : stages) {
                amounts.put(
                        stage,
                        switch (stage) {
                            case CANNING -> waiting;
                            case AUTOCLAVING ->
                                new Amount(wantedCans.size() + waiting.files(), wantedTexts + waiting.bytes());
                            case CENTRIFUGATION -> ingested(waiting);
                        });
            }
            return new BucketWork(bucket, amounts, "");
        }

        private Amount waiting() throws IOException {
            Path directory = bucket.under(roots.reportsRaw());
            if (!Files.isDirectory(directory)) {
                return Amount.NOTHING;
            }
            int files = 0;
            long bytes = 0;
            for (RawReport report : ReportsRaw.list(directory).reports()) {
                String textname = bucket + "/" + report.name().file();
                if (!texts.contains(textname) && wants(textname)) {
                    files++;
                    bytes += report.size();
                }
            }
            return new Amount(files, bytes);
        }

        /** Files that are there, and, if they are made before, those that are not there yet. */
        private Amount ingested(Amount waiting) throws IOException {
            Map<String, Long> archive = archive();
            Set<String> unknown = new HashSet<>(archive.keySet());
            unknown.removeAll(cans);
            Set<String> wanted = new HashSet<>(wantedCans.keySet());
            wanted.addAll(testNames.isEmpty() || unknown.isEmpty() ? unknown : ofTests());
            boolean made = stages.contains(StageName.AUTOCLAVING);
            int files = made ? waiting.files() : 0;
            long bytes = made ? waiting.bytes() / COMPRESSION : 0;
            for (String file : wanted) {
                Optional<Long> size = Optional.ofNullable(archive.get(file))
                        .or(() -> made ? Optional.ofNullable(wantedCans.get(file)) : Optional.empty());
                files += size.isPresent() ? 1 : 0;
                bytes += size.orElse(0L);
            }
            return new Amount(files, bytes);
        }

        /** Sizes by name. */
        private Map<String, Long> archive() throws IOException {
            Map<String, Long> sizes = new HashMap<>();
            try (DirectoryStream<Path> files = Files.newDirectoryStream(bucket.under(roots.autoclaved()))) {
                for (Path file : files) {
                    String name = file.getFileName().toString();
                    if (!name.equals(PublishedDirectory.INDEX) && !name.startsWith(".")) {
                        sizes.put(bucket + "/" + name, Files.size(file));
                    }
                }
            } catch (NoSuchFileException e) {
                return Map.of();
            }
            return sizes;
        }

        private Set<String> ofTests() throws IOException {
            Path index = bucket.under(roots.autoclaved()).resolve(PublishedDirectory.INDEX);
            Set<String> files = new HashSet<>();
            if (Files.exists(index)) {
                try (AutoclavedIndex lines = AutoclavedIndex.open(index)) {
                    String current = null;
                    for (IndexLine line = lines.next(); line != null; line = lines.next()) {
                        if (line instanceof FileStart start) {
                            current = start.filename();
                        } else if (line instanceof ReportStart report && wants(report.textname())) {
                            files.add(current);
                        }
                    }
                }
            }
            return files;
        }
    }
}
