package org.ooni.pipeline.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock between processes. */
class DirectoryLockProcessTest {
    private static final String DAY = "2016-09-28";

    @TempDir
    Path root;

    @Test
    void aWriterInAnotherProcessKeepsAllOutUntilItIsKilled() throws Exception {
        try (ChildJvm holder = hold("exclusive")) {
            assertThatThrownBy(() -> DirectoryLock.exclusive(root, DAY)).isInstanceOf(BusyException.class);
            assertThatThrownBy(() -> DirectoryLock.shared(root, DAY)).isInstanceOf(BusyException.class);
            holder.kill();
            DirectoryLock.exclusive(root, DAY).close();
        }
    }

    @Test
    void aReaderInAnotherProcessKeepsOnlyWritersOut() throws Exception {
        try (ChildJvm holder = hold("shared")) {
            assertThatThrownBy(() -> DirectoryLock.exclusive(root, DAY)).isInstanceOf(BusyException.class);
            DirectoryLock.shared(root, DAY).close();
            holder.kill();
            DirectoryLock.exclusive(root, DAY).close();
        }
    }

    private ChildJvm hold(String how) throws IOException {
        ChildJvm child = ChildJvm.start(root, LockHolder.class, root.toString(), how);
        assertThat(child.readLine()).isEqualTo("held");
        return child;
    }

    /** Takes the lock, says so, and holds it until it is killed. */
    static final class LockHolder {
        public static void main(String[] args) throws IOException, InterruptedException {
            Path root = Path.of(args[0]);
            DirectoryLock lock =
                    args[1].equals("shared") ? DirectoryLock.shared(root, DAY) : DirectoryLock.exclusive(root, DAY);
            System.out.println("held");
            Thread.sleep(60_000);
            lock.close();
        }
    }
}
