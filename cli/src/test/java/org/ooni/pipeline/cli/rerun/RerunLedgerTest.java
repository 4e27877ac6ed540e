package org.ooni.pipeline.cli.rerun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.cli.rerun.RerunState.Effort;
import org.ooni.pipeline.cli.rerun.RerunState.Turn;
import org.ooni.pipeline.cli.state.StageName;
import org.ooni.pipeline.io.BusyException;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.raw.Bucket;

class RerunLedgerTest {
    private static final Bucket ONE = Bucket.parse("2017-01-01");
    private static final Bucket TWO = Bucket.parse("2017-01-02");
    private static final Instant NOW = Instant.parse("2026-11-20T03:00:00Z");
    private static final Effort EFFORT = new Effort(1000, Duration.ofSeconds(2));

    @TempDir
    private Path root;

    private final RerunRequest request = request("dns");

    private Path file;

    private static RerunRequest request(String... tests) {
        return new RerunRequest(
                List.of(ONE, TWO),
                Set.of(StageName.CENTRIFUGATION, StageName.AUTOCLAVING),
                new TreeSet<>(Arrays.asList(tests)),
                "/data/autoclaved",
                "host=db");
    }

    @BeforeEach
    void place() {
        file = RerunLedger.directory(root).resolve(request.name() + RerunLedger.SUFFIX);
    }

    private RerunLedger open() throws IOException {
        return RerunLedger.open(root, request, false);
    }

    private static Turn turn(Bucket bucket, StageName stage) {
        return new Turn(bucket, stage);
    }

    /** Goes on with what is there to the end, and returns how many turns that took. */
    private int goOn() throws IOException {
        try (RerunLedger ledger = open()) {
            if (!ledger.isBegun()) {
                ledger.begin(List.of(ONE, TWO), NOW);
            }
            List<Turn> left = ledger.state().turnsLeft();
            for (Turn turn : left) {
                ledger.done(turn, EFFORT, NOW);
            }
            assertThat(ledger.state().bucketsLeft()).isEmpty();
            assertThat(RerunLedger.read(file)).contains(ledger.state());
            return left.size();
        }
    }

    @Test
    void aRerunThatWasKilledAnywhereDoesTheRestAndNothingTwice() throws IOException {
        assertThat(goOn()).isEqualTo(4);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length <= whole.length; length += 1 + length % 17) {
            byte[] written = Arrays.copyOf(whole, length);
            long lines = new String(written, StandardCharsets.UTF_8)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            Files.write(file, written);
            assertThat(goOn()).as("killed at byte %d", length).isEqualTo(lines == 0 ? 4 : 5 - (int) lines);
            assertThat(file).hasBinaryContent(whole);
        }
    }

    @Test
    void whatWasAskedForAndDoneIsReadAgain() throws IOException {
        try (RerunLedger ledger = open()) {
            ledger.begin(List.of(ONE, TWO), NOW);
            ledger.done(turn(ONE, StageName.AUTOCLAVING), EFFORT, NOW);
            ledger.failed(turn(ONE, StageName.CENTRIFUGATION), 65, NOW);
        }
        RerunState state = RerunLedger.look(root, request).orElseThrow();
        assertThat(state.begun()).isEqualTo(NOW);
        assertThat(state.stages()).containsExactly(StageName.AUTOCLAVING, StageName.CENTRIFUGATION);
        assertThat(state.testNames()).containsExactly("dns");
        assertThat(state.failed()).containsEntry(ONE, 65);
        assertThat(state.done()).containsEntry(turn(ONE, StageName.AUTOCLAVING), EFFORT);
        assertThat(state.stagesLeft(ONE)).containsExactly(StageName.CENTRIFUGATION);
        assertThat(state.withDone(turn(ONE, StageName.CENTRIFUGATION), EFFORT).failed())
                .isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void anotherWishIsAnotherRerun() throws IOException {
        try (RerunLedger ledger = open();
                RerunLedger other = RerunLedger.open(root, request("dns", "tcp"), false)) {
            ledger.begin(List.of(ONE), NOW);
            assertThat(other.isBegun()).isFalse();
            assertThatThrownBy(this::open).isInstanceOf(BusyException.class).hasMessageContaining("at this rerun");
        }
        assertThat(request("a", "b").name()).isEqualTo(request("b", "a").name());
    }

    @Test
    void aDamagedLedgerIsNamedAndMayBeForgotten() throws IOException {
        goOn();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            for (String damage : List.of("{}", "nonsense", lines.get(i).replace("2017-01-0", "2017-13-0"))) {
                List<String> damaged = new ArrayList<>(lines);
                damaged.set(i, damage);
                Files.write(file, damaged);
                assertThatThrownBy(this::open)
                        .isInstanceOf(CorruptFileException.class)
                        .hasMessageContaining(file.toString())
                        .hasMessageContaining("line " + (i + 1) + " ");
            }
        }
        try (RerunLedger anew = RerunLedger.open(root, request, true)) {
            assertThat(anew.isBegun()).isFalse();
            assertThat(file).doesNotExist();
        }
    }
}
