package org.ooni.pipeline.raw;

import java.io.IOException;
import java.io.UncheckedIOException;
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
    /** Of a bucket without reports. */
    public static final ReportsRaw NONE = new ReportsRaw(List.of(), List.of());

    /**
     * Lists {@code directory}.
     *
     * @throws BadInputException naming every file that is no report: wrong names, symbolic links, directories
     */
    public static ReportsRaw list(Path directory) throws IOException {
        List<RawReport> reports = new ArrayList<>();
        List<String> leftAlone = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (String file : names(directory)) {
            if (isUnfinished(file)) {
                leftAlone.add(file);
                continue;
            }
            BasicFileAttributes attributes = attributes(directory.resolve(file));
            Optional<ReportName> name = ReportName.parse(file);
            if (name.isPresent() && attributes.isRegularFile()) {
                reports.add(new RawReport(name.get(), attributes.size()));
            } else {
                wrong.add(printable(file) + what(attributes));
            }
        }
        if (!wrong.isEmpty()) {
            throw new BadInputException(directory + ": not report files: " + String.join(", ", wrong));
        }
        return new ReportsRaw(List.copyOf(reports), List.copyOf(leftAlone));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (UncheckedIOException e) {
            throw BadInputException.unreadable("bucket " + directory, e.getCause());
        } catch (IOException e) {
            throw BadInputException.unreadable("bucket " + directory, e);
        }
    }

    private static BasicFileAttributes attributes(Path file) throws BadInputException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw BadInputException.unreadable("report " + file, e);
        }
    }

    private static boolean isUnfinished(String file) {
        return file.startsWith(".") || file.endsWith(".tmp") || file.endsWith(".part") || file.endsWith("~");
    }

    private static String what(BasicFileAttributes attributes) {
        if (attributes.isSymbolicLink()) {
            return " (a symbolic link)";
        }
        return attributes.isDirectory() ? " (a directory)" : "";
    }

    /** A stranger chose the name: it stays on its line and sends no commands to a terminal. */
    private static String printable(String file) {
        return file.chars()
                .mapToObj(c -> c < ' ' || c >= 0x7f ? String.format("\\u%04x", c) : Character.toString(c))
                .collect(Collectors.joining());
    }
}
