package org.ooni.pipeline.io;

import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One file on its way into a directory: written under a temporary name beside its target, synced, made read-only, and
 * only then given its name. Nothing is visible before, and a failure leaves nothing behind.
 *
 * <pre>
 * try (Publication p = Publication.of(target)) {
 *     p.out().write(bytes);
 *     p.publish(bytes.length);
 * }
 * </pre>
 */
public final class Publication implements Closeable {
    /** What begins with it is debris for whoever holds the directory's lock. */
    public static final String TEMPORARY_PREFIX = ".tmp-";

    private static final String READ_ONLY = "r--r--r--";

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private final OutputStream out;
    private boolean handedOver;

    private Publication(Path target, Path temporary, FileChannel channel) {
        this.target = target;
        this.temporary = temporary;
        this.channel = channel;
        this.out = new Sink(Channels.newOutputStream(channel), target);
    }

    /** Starts a file that is to become {@code target}, whose directory exists. */
    public static Publication of(Path target) throws CannotWriteException {
        // Not the target's name with a prefix: that could be longer than a name may be.
        Path temporary = target.resolveSibling(
                TEMPORARY_PREFIX + Long.toHexString(ThreadLocalRandom.current().nextLong()));
        try {
            return new Publication(
                    target,
                    temporary,
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw new CannotWriteException(target, e);
        }
    }

    /**
     * Unbuffered; a failure to write is a {@link CannotWriteException}. Closing it changes nothing: what is written
     * through encoders that close what they write to is still to be published.
     */
    public OutputStream out() {
        return out;
    }

    /**
     * Gives the file its name, which must be free, and syncs the directory.
     *
     * @param size what the writer believes to have written
     */
    public void publish(long size) throws IOException {
        seal(size);
        try {
            link();
            syncDirectory(target.getParent());
        } catch (IOException e) {
            throw new CannotWriteException(target, e);
        }
    }

    /** Syncs the file, makes it read-only and leaves it under its temporary name, for {@link Replacement}. */
    Path handOver(long size) throws IOException {
        if (!handedOver) {
            seal(size);
            handedOver = true;
        }
        return temporary;
    }

    Path target() {
        return target;
    }

    private void seal(long size) throws IOException {
        if (channel.size() != size) {
            throw new CorruptFileException(target.toString(), channel.size(), "file size", size, channel.size());
        }
        try {
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString(READ_ONLY));
            channel.force(true);
            channel.close();
        } catch (IOException e) {
            throw new CannotWriteException(target, e);
        }
    }

    private void link() throws IOException {
        try {
            Files.createLink(target, temporary);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // A file system without hard links; the directory's lock keeps others out between check and rename.
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            Files.move(temporary, target);
        }
    }

    /** Forgets the file unless it was published. */
    @Override
    public void close() throws IOException {
        channel.close();
        if (!handedOver) {
            Files.deleteIfExists(temporary);
        }
    }

    /** Makes the names in {@code directory} as durable as the files. */
    static void syncDirectory(Path directory) throws IOException {
        try (FileChannel d = FileChannel.open(directory, StandardOpenOption.READ)) {
            d.force(true);
        }
    }

    /** Tells a failure to write from a failure to read. */
    private static final class Sink extends FilterOutputStream {
        private final Path target;

        Sink(OutputStream out, Path target) {
            super(out);
            this.target = target;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int off, int length) throws IOException {
            try {
                out.write(bytes, off, length);
            } catch (IOException e) {
                throw new CannotWriteException(target, e);
            }
        }

        @Override
        public void close() {
            // The file is closed when it is sealed, or with its publication.
        }
    }
}
