package org.ooni.pipeline.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
    private static final String DAY = "2016-09-28";

    @TempDir
    Path root;

    @Test
    void aSecondWriterIsToldWhichBucketIsBusy() throws IOException {
        try (DirectoryLock held = DirectoryLock.exclusive(root, DAY)) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> DirectoryLock.exclusive(root, DAY))
                    .isInstanceOf(BusyException.class)
                    .hasMessage("bucket 2016-09-28 is busy: another run works in " + root.resolve(DAY));
        }
        DirectoryLock.exclusive(root, DAY).close();
    }

    @Test
    void readersShareAndKeepWritersOutUntilTheLastOfThemIsGone() throws IOException {
        DirectoryLock first = DirectoryLock.shared(root, DAY);
        DirectoryLock second = DirectoryLock.shared(root, DAY);
        assertExclusiveIsBusy();
        first.close();
        assertExclusiveIsBusy();
        second.close();
        DirectoryLock.exclusive(root, DAY).close();
    }

    @Test
    void aWriterKeepsReadersOut() throws IOException {
        try (DirectoryLock held = DirectoryLock.exclusive(root, DAY)) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> DirectoryLock.shared(root, DAY)).isInstanceOf(BusyException.class);
        }
    }

    @Test
    void bucketsAreLockedApart() throws IOException {
        try (DirectoryLock one = DirectoryLock.exclusive(root, DAY);
                DirectoryLock other = DirectoryLock.exclusive(root, "2016-09-29")) {
            assertThat(one).isNotSameAs(other);
        }
    }

    @Test
    void closingTwiceReleasesOnce() throws IOException {
        DirectoryLock first = DirectoryLock.shared(root, DAY);
        try (DirectoryLock second = DirectoryLock.shared(root, DAY)) {
            assertThat(second).isNotNull();
            first.close();
            first.close();
            assertExclusiveIsBusy();
        }
    }

    @Test
    void aRootReachedByALinkIsTheSameRoot() throws IOException {
        Path link = Files.createSymbolicLink(root.resolve("link"), root);
        try (DirectoryLock held = DirectoryLock.exclusive(root, DAY)) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> DirectoryLock.exclusive(link, DAY)).isInstanceOf(BusyException.class);
        }
    }

    @Test
    void aReaderDoesNotCreateTheRoot() throws IOException {
        Path absent = root.resolve("absent");
        DirectoryLock.shared(absent, DAY).close();
        assertThat(absent).doesNotExist();
    }

    @Test
    void aRootThatCannotBeMadeIsAFailureToWrite() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "");
        assertThatThrownBy(() -> DirectoryLock.exclusive(file, DAY))
                .isInstanceOf(CannotWriteException.class)
                .hasMessageStartingWith("cannot write " + file.resolve(".pipeline/2016-09-28.lock") + ": ");
    }

    @Test
    void aReaderWhoMayNotWriteLocksForReading() throws IOException {
        DirectoryLock.exclusive(root, DAY).close();
        Path state = root.resolve(".pipeline");
        Files.setPosixFilePermissions(state.resolve(DAY + ".lock"), PosixFilePermissions.fromString("r--r--r--"));
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeFalse(Files.isWritable(state), "root writes everywhere");
        try (DirectoryLock held = DirectoryLock.shared(root, DAY)) {
            assertThat(held).isNotNull();
            assertExclusiveIsBusy();
        }
        // Of this one there is no lock file, and none can be made.
        DirectoryLock.shared(root, "2016-09-29").close();
    }

    @Test
    void ofManyThreadsOneGetsTheLock() throws Exception {
        int threads = 8;
        CyclicBarrier start = new CyclicBarrier(threads);
        Callable<DirectoryLock> attempt = () -> {
            start.await();
            try {
                return DirectoryLock.exclusive(root.resolve("new"), DAY);
            } catch (BusyException e) {
                return null;
            }
        };
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<DirectoryLock> held = new ArrayList<>();
        for (Future<DirectoryLock> result : pool.invokeAll(Collections.nCopies(threads, attempt))) {
            if (result.get() != null) {
                held.add(result.get());
            }
        }
        pool.shutdown();
        assertThat(held).hasSize(1);
        held.get(0).close();
    }

    private void assertExclusiveIsBusy() {
        assertThatThrownBy(() -> DirectoryLock.exclusive(root, DAY)).isInstanceOf(BusyException.class);
    }
}
