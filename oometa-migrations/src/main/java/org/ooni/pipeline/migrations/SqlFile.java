package org.ooni.pipeline.migrations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Text that belongs to this module; that it is missing is an error of the build. */
final class SqlFile {
    private SqlFile() {}

    /** @param name beside this class, or absolute */
    static String read(String name) {
        try (InputStream in = SqlFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("there is no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
