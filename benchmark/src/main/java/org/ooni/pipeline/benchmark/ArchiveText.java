package org.ooni.pipeline.benchmark;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.ooni.pipeline.io.Lz4Reader;

/** The JSON lines of an autoclaved bucket, as anyone would read them who knows nothing of its index. */
final class ArchiveText {
    private static final int BUFFER = 1 << 16;

    private ArchiveText() {}

    /** What is done with the lines of one report. */
    interface Consumer {
        void accept(InputStream lines) throws IOException;
    }

    /** Hands over the reports of a directory one after the other. */
    static void forEachReport(Path directory, Consumer consumer) throws IOException {
        for (Path file : files(directory)) {
            String name = file.getFileName().toString();
            try (InputStream text = new Lz4Reader(new BufferedInputStream(Files.newInputStream(file), BUFFER), name)) {
                if (name.endsWith(".tar.lz4")) {
                    entries(text, consumer);
                } else {
                    consumer.accept(text);
                }
            }
        }
    }

    private static void entries(InputStream text, Consumer consumer) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(text)) {
            while (tar.getNextEntry() != null) {
                consumer.accept(tar);
            }
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".lz4"))
                    .sorted()
                    .toList();
        }
    }
}
