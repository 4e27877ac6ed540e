package org.ooni.pipeline.raw;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ooni.pipeline.io.BadInputException;

/**
 * The listing of one bucket of {@code reports-raw}.
 *
 * @param reports in byte order of their names
 * @param leftAlone names of what an uploader has not finished yet
 */
public record ReportsRaw(List<RawReport> reports, List<String> leftAlone) {
    private static final int NAMES_SHOWN = 100;

    /**
     * Lists {@code directory}.
     *
     * @throws BadInputException naming every file that is no report: wrong names, symbolic links, directories
     */
    public static ReportsRaw list(Path directory) throws IOException {
        List<RawReport> reports = new ArrayList<>();
        List<String> leftAlone = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                String file = entry.getFileName().toString();
                if (isUnfinished(file)) {
                    leftAlone.add(file);
                    continue;
                }
                Optional<ReportName> name = ReportName.parse(file);
                BasicFileAttributes attributes =
                        Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (name.isPresent() && attributes.isRegularFile()) {
                    reports.add(new RawReport(name.get(), attributes.size()));
                } else {
                    wrong.add(file);
                }
            }
        }
        if (!wrong.isEmpty()) {
            throw new BadInputException(message(directory, wrong));
        }
        reports.sort(Comparator.comparing(report -> report.name().file()));
        leftAlone.sort(Comparator.naturalOrder());
        return new ReportsRaw(List.copyOf(reports), List.copyOf(leftAlone));
    }

    private static boolean isUnfinished(String file) {
        return file.startsWith(".") || file.endsWith(".tmp") || file.endsWith(".part") || file.endsWith("~");
    }

    private static String message(Path directory, List<String> wrong) {
        String names = wrong.stream().sorted().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
        String more = wrong.size() > NAMES_SHOWN ? " and " + (wrong.size() - NAMES_SHOWN) + " more" : "";
        return directory + ": not report files: " + names + more;
    }
}
