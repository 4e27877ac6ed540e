package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.autoclaving.AutoclavingResult.State;
import org.ooni.pipeline.io.BusyException;
import org.ooni.pipeline.io.DirectoryLock;

class AutoclavingLockTest {
    @TempDir
    private Path temp;

    private TestBucket bucket;

    @BeforeEach
    void aCannedBucket() throws IOException {
        bucket = new TestBucket(temp.resolve("home")).reports("ndt", 0, 3).can();
    }

    @Test
    void aBucketThatAnotherThreadWritesIsBusy() throws IOException {
        try (DirectoryLock held = DirectoryLock.exclusive(bucket.autoclavedRoot(), "2016-09-28")) {
            assertThat(held).isNotNull();
            assertThatThrownBy(bucket::run)
                    .isInstanceOf(BusyException.class)
                    .hasMessageContaining("bucket 2016-09-28 is busy");
        }
        assertThat(bucket.run().state()).isEqualTo(State.AUTOCLAVED);
    }

    @Test
    void aBucketThatAnotherProcessWritesIsBusyUntilThatDies() throws Exception {
        try (ChildJvm other =
                ChildJvm.start(Holder.class, bucket.autoclavedRoot().toString())) {
            assertThat(other.readLine()).isEqualTo("held");
            assertThatThrownBy(bucket::run).isInstanceOf(BusyException.class);
            other.kill();
        }
        assertThat(bucket.run().state()).isEqualTo(State.AUTOCLAVED);
    }

    @Test
    void cansThatAreBeingChangedAreNotRead() throws IOException {
        try (DirectoryLock held = DirectoryLock.exclusive(bucket.cannedRoot(), "2016-09-28")) {
            assertThat(held).isNotNull();
            assertThatThrownBy(bucket::run)
                    .isInstanceOf(BusyException.class)
                    .hasMessageContaining(bucket.canned("").toString());
        }
    }

    @Test
    void cansAreHeldForReadingWhileTheyAreRead() throws IOException {
        AtomicReference<Exception> writer = new AtomicReference<>();
        AtomicReference<Exception> reader = new AtomicReference<>();
        bucket.autoclaving(TestBucket.MAX_MEASUREMENT, 1).run(TestBucket.DAY, bytes -> {
            attempt(() -> DirectoryLock.exclusive(bucket.cannedRoot(), "2016-09-28"), writer);
            attempt(() -> DirectoryLock.shared(bucket.cannedRoot(), "2016-09-28"), reader);
        });
        assertThat(writer.get()).isInstanceOf(BusyException.class);
        assertThat(reader.get()).isNull();
        DirectoryLock.exclusive(bucket.cannedRoot(), "2016-09-28").close();
    }

    private interface Locking {
        DirectoryLock lock() throws IOException;
    }

    private static void attempt(Locking locking, AtomicReference<Exception> failure) {
        try {
            locking.lock().close();
        } catch (IOException e) {
            failure.set(e);
        }
    }

    /** Holds the bucket below the root that is its argument, until it is killed. */
    static final class Holder {
        public static void main(String[] args) throws Exception {
            try (DirectoryLock held = DirectoryLock.exclusive(Path.of(args[0]), "2016-09-28")) {
                System.out.println(held == null ? "free" : "held");
                Thread.sleep(60_000);
            }
        }
    }
}
