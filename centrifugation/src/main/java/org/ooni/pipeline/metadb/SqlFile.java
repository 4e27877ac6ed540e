package org.ooni.pipeline.metadb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** SQL that lies as a resource beside the class that runs it. */
public final class SqlFile {
    private SqlFile() {}

    /** The text of {@code name} in the package of {@code owner}; that it is missing is an error of the build. */
    public static String beside(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(owner.getName() + " has no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
