package org.ooni.pipeline.cli.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import java.util.Set;

/**
 * How to reach the server of a directory: what {@code server.properties} holds.
 *
 * @param port where the server was last started; 0 before the first start
 * @param password of the user {@code metadb}
 */
record ServerProperties(int port, String password) {
    static final String HOST = "127.0.0.1";
    static final String USER = "metadb";
    static final String DATABASE = "metadb";

    private static final int PASSWORD_BYTES = 24;

    static ServerProperties withRandomPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return new ServerProperties(0, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    static ServerProperties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " is missing: it holds the password of the database beside it.", e);
        }
        String port = properties.getProperty("port", "");
        String password = properties.getProperty("password", "");
        if (!port.matches("\\d{1,5}") || password.isEmpty()) {
            throw new IOException(file + " lacks a port or a password.");
        }
        return new ServerProperties(Integer.parseInt(port), password);
    }

    ServerProperties onPort(int other) {
        return new ServerProperties(other, password);
    }

    /** Replaces the file in one step; nobody but its owner can read it at any time. */
    void write(Path file) throws IOException {
        Path temporary = file.resolveSibling(".tmp-" + file.getFileName());
        Files.deleteIfExists(temporary);
        try (FileChannel channel = FileChannel.open(
                temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ServerHome.OWNER_ONLY)) {
            ByteBuffer text = ByteBuffer.wrap(text().getBytes(StandardCharsets.ISO_8859_1));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private String text() {
        return "# The embedded PostgreSQL server of this directory; it runs while a command uses it.\n"
                + "host=" + HOST + "\nport=" + port + "\ndatabase=" + DATABASE + "\nuser=" + USER + "\n"
                + "password=" + password + "\n";
    }

    @Override
    public String toString() {
        return HOST + ":" + port;
    }
}
