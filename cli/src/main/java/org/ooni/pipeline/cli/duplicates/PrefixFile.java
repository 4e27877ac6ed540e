package org.ooni.pipeline.cli.duplicates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.READ;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.can.CannedText;
import org.ooni.pipeline.io.CannotWriteException;
import org.ooni.pipeline.io.DirectoryLock;
import org.ooni.pipeline.io.Leftovers;
import org.ooni.pipeline.io.Sha1;
import org.ooni.pipeline.raw.Bucket;

/**
 * The first eight bytes of the SHA-1 of each report in a bucket's cans, sorted as signed numbers, in a file that may be
 * deleted at any time: {@code <canned root>/.pipeline/texts/<bucket>} (docs/formats.md, "Beginnings of digests"). Empty
 * reports are not in it.
 */
final class PrefixFile {
    private static final String DIRECTORY = "texts";
    private static final String UNFINISHED = ".unfinished-";

    private static final byte[] MAGIC = "OOTEXTS1".getBytes(UTF_8);

    private final Path file;
    private final long start;
    private final long count;

    private PrefixFile(Path file, long start, long count) {
        this.file = file;
        this.start = start;
        this.count = count;
    }

    /**
     * The file as it is, or made of the index if it was made of another one.
     *
     * @param stamp of the index, taken before
     */
    static PrefixFile of(Path cannedRoot, Bucket bucket, IndexStamp stamp) throws IOException {
        Path file = directory(cannedRoot).resolve(bucket.toString());
        byte[] head = head(stamp);
        long size = sizeIfMadeFrom(file, head);
        if (size < 0) {
            long[] prefixes = prefixes(IndexStamp.index(cannedRoot, bucket));
            write(file, head, prefixes);
            size = prefixes.length;
        }
        return new PrefixFile(file, head.length + (long) Long.BYTES, size);
    }

    private static Path directory(Path cannedRoot) {
        return DirectoryLock.state(cannedRoot).resolve(DIRECTORY);
    }

    /** Removes what those who were killed have half written; others may be writing now. */
    static void removeLeftovers(Path cannedRoot) throws IOException {
        Leftovers.remove(directory(cannedRoot), UNFINISHED + "*");
    }

    static long prefix(Sha1 sha1) {
        return ByteBuffer.wrap(sha1.bytes()).getLong();
    }

    private static byte[] head(IndexStamp stamp) {
        byte[] text = stamp.text().getBytes(UTF_8);
        return ByteBuffer.allocate(MAGIC.length + Integer.BYTES + text.length)
                .put(MAGIC)
                .putInt(text.length)
                .put(text)
                .array();
    }

    /** How many numbers the file has; negative if it is of another index, or none of ours, or not whole. */
    private static long sizeIfMadeFrom(Path file, byte[] head) throws IOException {
        ByteBuffer found = ByteBuffer.allocate(head.length + Long.BYTES);
        try (FileChannel channel = FileChannel.open(file, READ)) {
            if (channel.size() < found.capacity()) {
                return -1;
            }
            fill(found, channel, 0);
            long count = found.getLong(head.length);
            boolean same = Arrays.equals(found.array(), 0, head.length, head, 0, head.length)
                    && count == (channel.size() - found.capacity()) / Long.BYTES;
            return same ? count : -1;
        } catch (FileSystemException notThere) {
            return -1;
        }
    }

    private static long[] prefixes(Path index) throws IOException {
        LongStream.Builder prefixes = LongStream.builder();
        try (CanIndex.Reader cans = CanIndex.open(index)) {
            for (Can can = cans.next(); can != null; can = cans.next()) {
                for (CannedText report : can.reports()) {
                    if (report.digest().size() > 0) {
                        prefixes.add(prefix(report.digest().sha1()));
                    }
                }
            }
        }
        return prefixes.build().sorted().toArray();
    }

    /** Two may write the same at the same time. */
    private static void write(Path file, byte[] head, long[] prefixes) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(head.length + Long.BYTES + prefixes.length * Long.BYTES)
                .put(head)
                .putLong(prefixes.length);
        bytes.asLongBuffer().put(prefixes);
        try {
            Files.createDirectories(file.getParent());
            Path temporary = Files.createTempFile(file.getParent(), UNFINISHED, "");
            try {
                Files.write(temporary, bytes.array());
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (FileSystemException e) {
            throw new CannotWriteException(file, e);
        }
    }

    long count() {
        return count;
    }

    /** Those that are not less than {@code first} and not greater than {@code last}, sorted. */
    long[] section(long first, long last) throws IOException {
        try (FileChannel channel = FileChannel.open(file, READ)) {
            long from = first == Long.MIN_VALUE ? 0 : firstNotBelow(channel, first);
            long to = last == Long.MAX_VALUE ? count : firstNotBelow(channel, last + 1);
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact((to - from) * Long.BYTES));
            fill(bytes, channel, start + from * Long.BYTES);
            long[] section = new long[Math.toIntExact(to - from)];
            bytes.flip().asLongBuffer().get(section);
            return section;
        }
    }

    private long firstNotBelow(FileChannel channel, long bound) throws IOException {
        ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
        long low = 0;
        long high = count;
        while (low < high) {
            long middle = (low + high) >>> 1;
            fill(number.clear(), channel, start + middle * Long.BYTES);
            if (number.getLong(0) < bound) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static void fill(ByteBuffer buffer, FileChannel channel, long position) throws IOException {
        long place = position;
        while (buffer.hasRemaining()) {
            int n = channel.read(buffer, place);
            if (n < 0) {
                throw new EOFException("a file of .pipeline/" + DIRECTORY + " has become shorter");
            }
            place += n;
        }
    }
}
