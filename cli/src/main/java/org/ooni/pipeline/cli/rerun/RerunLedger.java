package org.ooni.pipeline.cli.rerun;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ooni.pipeline.cli.rerun.RerunState.Effort;
import org.ooni.pipeline.cli.rerun.RerunState.Turn;
import org.ooni.pipeline.io.BusyException;
import org.ooni.pipeline.io.CannotWriteException;
import org.ooni.pipeline.io.DirectoryLock;
import org.ooni.pipeline.raw.Bucket;

/**
 * What a rerun was asked for and how far it has come, durably: {@code <canned root>/.pipeline/rerun/<name>.jsonl}, for
 * the operator alone, as long as something is left. Lines are only added. One without an end was being written when the
 * machine stopped, and is none.
 *
 * <p>Whoever holds it is the one process that works on this rerun. Not thread-safe.
 */
public final class RerunLedger implements Closeable {
    static final String SUFFIX = ".jsonl";

    private static final String DIRECTORY = "rerun";

    private final RerunRequest request;
    private final Path file;
    private final DirectoryLock lock;
    /** Another thread may tell of it when the process ends. */
    private volatile RerunState state;

    private RerunLedger(RerunRequest request, Path file, DirectoryLock lock) {
        this.request = request;
        this.file = file;
        this.lock = lock;
    }

    /** Where ledgers lie. */
    static Path directory(Path cannedRoot) {
        return DirectoryLock.state(cannedRoot).resolve(DIRECTORY);
    }

    private static Path file(Path cannedRoot, RerunRequest request) {
        return directory(cannedRoot).resolve(request.name() + SUFFIX);
    }

    /** Of the lock that who works on a rerun holds. */
    private static String lockName(String name) {
        return DIRECTORY + "-" + name;
    }

    /**
     * Takes the ledger of what is asked for, begun or not.
     *
     * @param anew whether what was begun is forgotten
     * @throws BusyException if another process is at it
     */
    public static RerunLedger open(Path cannedRoot, RerunRequest request, boolean anew) throws IOException {
        DirectoryLock lock;
        try {
            lock = DirectoryLock.exclusive(cannedRoot, lockName(request.name()));
        } catch (BusyException e) {
            throw new BusyException("another process is at this rerun already");
        }
        RerunLedger ledger = new RerunLedger(request, file(cannedRoot, request), lock);
        try {
            if (anew) {
                Files.deleteIfExists(ledger.file);
            }
            ledger.cutTornLine();
            ledger.state = read(ledger.file).orElse(null);
            return ledger;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** A look at how far it has come, which takes and writes nothing; empty if it has not begun. */
    public static Optional<RerunState> look(Path cannedRoot, RerunRequest request) throws IOException {
        return read(file(cannedRoot, request));
    }

    /** @return empty if there is no such file, or no whole line in it */
    static Optional<RerunState> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        List<String> lines = new String(
                        text.substring(0, text.lastIndexOf('\n') + 1).getBytes(StandardCharsets.ISO_8859_1),
                        StandardCharsets.UTF_8)
                .lines()
                .toList();
        return Optional.ofNullable(LedgerLines.read(lines, file.toString()));
    }

    public boolean isBegun() {
        return state != null;
    }

    /** How far it is; only once it has begun. */
    public RerunState state() {
        return state;
    }

    /** Puts down what was asked for. */
    public void begin(List<Bucket> buckets, Instant now) throws IOException {
        try {
            Files.createDirectories(file.getParent());
            create();
        } catch (IOException e) {
            throw new CannotWriteException(file, e);
        }
        append(LedgerLines.begun(now, request, buckets));
        state = read(file).orElseThrow();
    }

    private void create() throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            // Its first line was never finished.
            return;
        }
        try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    void done(Turn turn, Effort effort, Instant now) throws IOException {
        append(LedgerLines.done(now, turn, effort));
        state = state.withDone(turn, effort);
    }

    void failed(Turn turn, int exit, Instant now) throws IOException {
        append(LedgerLines.failed(now, turn, exit));
        state = state.withFailed(turn.bucket(), exit);
    }

    /** A thread that is interrupted still finishes its line: what is done is not done again. */
    private void append(String line) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.getFD().sync();
        } catch (IOException e) {
            throw new CannotWriteException(file, e);
        }
    }

    /** Removes the beginning of a line that was not finished. */
    private void cutTornLine() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long end = bytes.length();
            while (end > 0 && !endsLine(bytes, end)) {
                end--;
            }
            bytes.setLength(end);
        } catch (IOException e) {
            throw new CannotWriteException(file, e);
        }
    }

    private static boolean endsLine(RandomAccessFile bytes, long end) throws IOException {
        bytes.seek(end - 1);
        return bytes.read() == '\n';
    }

    /** Nothing is left. */
    void finish() throws IOException {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new CannotWriteException(file, e);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
