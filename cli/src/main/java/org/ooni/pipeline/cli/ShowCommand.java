package org.ooni.pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.ooni.pipeline.autoclaved.DatumFinder;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.reading.Indexes;
import org.ooni.pipeline.cli.reading.StandardOutput;
import org.ooni.pipeline.cli.stage.Words;
import org.ooni.pipeline.io.DirectoryLock;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.metadb.KnownPlace;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.raw.Bucket;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pipeline show}. */
@Command(
        name = "show",
        description = {
            "Prints one measurement of the public archive as it is stored; of its file just one frame is read.",
            "By the name of its report no database is needed: the index of the day tells where it is."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline show --root demo 2017-11-23/20171123T…-probe.json:3 | jq .",
            "  pipeline show --root demo --msm-no 17",
            "  pipeline show --root demo --report-id 20171123T…_AS30722_… --input http://example.org/",
            "  pipeline show --autoclaved-root /mirror --postgres 'host=db.example dbname=metadb' --msm-no 17"
        })
final class ShowCommand implements Callable<Integer> {
    @Mixin
    private RootOptions root;

    @Mixin
    private RootOptions.Autoclaved autoclaved;

    @Mixin
    private DatabaseOptions databaseOptions;

    @Parameters(
            paramLabel = "TEXTNAME[:INDEX]",
            arity = "0..1",
            description = "The report with its bucket, and the measurement's number in it; from 0, and 0 by default.")
    private String name;

    @Option(names = "--msm-no", paramLabel = "N", description = "The measurement of this number in the database.")
    private Long msmNo;

    @Option(
            names = "--report-id",
            paramLabel = "ID",
            description = "A measurement of this report in the database: the first, if there are several.")
    private String reportId;

    @Option(names = "--input", paramLabel = "URL", description = "With --report-id: the one that measured this.")
    private String input;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException {
        requireOneWay();
        Optional<ExplanationTarget> target =
                Optional.ofNullable(name).map(text -> ExplanationTarget.parse("TEXTNAME", text));
        Path archive = autoclaved.of(root);
        if (target.isEmpty()) {
            databaseOptions.requireGiven(root);
        }
        RootOptions.existing(archive);
        print(target.isPresent() ? indexed(target.get(), archive) : known(archive));
        return ExitCode.DONE.number();
    }

    private void requireOneWay() {
        long ways = Stream.of(name, msmNo, reportId).filter(way -> way != null).count();
        if (ways != 1) {
            throw CommandException.usage((ways == 0 ? "Which measurement?" : "One measurement at a time.")
                    + " Give TEXTNAME[:INDEX], --msm-no N or --report-id ID.");
        }
        if (input != null && reportId == null) {
            throw CommandException.usage("--input goes with --report-id.");
        }
    }

    private static byte[] indexed(ExplanationTarget target, Path archive) throws IOException {
        Bucket bucket =
                Bucket.parse(target.textname().substring(0, target.textname().indexOf('/')));
        DirectoryLock reading = PublishedDirectory.read(archive, bucket.toString());
        try {
            return DatumFinder.find(Indexes.of(archive, bucket), target.textname(), target.number())
                    .read(archive);
        } finally {
            reading.close();
        }
    }

    private byte[] known(Path archive) throws IOException, SQLException {
        try (Database database = databaseOptions.open(root)) {
            KnownPlace found = new MetaDb(database.dataSource())
                    .inTransaction(connection -> {
                        MetaDb.requireSchema(connection);
                        return msmNo != null
                                ? KnownPlace.ofNumber(connection, msmNo)
                                : KnownPlace.ofReport(connection, reportId, input);
                    })
                    .orElseThrow(
                            () -> new CommandException(ExitCode.BAD_INPUT, "the database has no such measurement"));
            if (found.alike() > 1) {
                spec.commandLine()
                        .getErr()
                        .println("the first of " + Words.count(found.alike(), "measurement")
                                + (input == null ? "; --input chooses" : " with this input"));
            }
            return found.read(archive);
        }
    }

    private static void print(byte[] datum) throws IOException {
        try (StandardOutput out = StandardOutput.open()) {
            out.write(datum);
            out.write('\n');
            out.flush();
        } catch (StandardOutput.ClosedException e) {
            // Whoever asked has seen enough.
            return;
        }
    }
}
