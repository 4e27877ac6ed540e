package org.ooni.pipeline.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Sample days for the tests of this package, and what is on disk of them. */
final class Days {
    static final LocalDate BUCKET = LocalDate.of(2017, 11, 23);

    private Days() {}

    static WrittenDay small(long seed, Path root) throws IOException {
        return new SampleDay(seed, BUCKET, Shape.small()).writeTo(root);
    }

    static List<Path> files(WrittenDay day) throws IOException {
        try (Stream<Path> files = Files.list(day.directory())) {
            return files.sorted().toList();
        }
    }

    /** Hex SHA-256 over all names and contents, in the order of the names. */
    static String digest(WrittenDay day) throws IOException {
        MessageDigest sha256 = sha256();
        for (Path file : files(day)) {
            sha256.update(file.getFileName().toString().getBytes(StandardCharsets.US_ASCII));
            sha256.update(Files.readAllBytes(file));
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
