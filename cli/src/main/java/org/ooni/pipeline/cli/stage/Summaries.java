package org.ooni.pipeline.cli.stage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.ooni.pipeline.autoclaving.AutoclavingResult;
import org.ooni.pipeline.canning.CanningResult;
import org.ooni.pipeline.centrifugation.CentrifugationResult;
import org.ooni.pipeline.centrifugation.FileChange;

/** The summaries of the three stages. */
public final class Summaries {
    private Summaries() {}

    public static Summary of(CanningResult result) {
        StringJoiner parts = new StringJoiner(", ");
        switch (result.state()) {
            case ABSENT -> parts.add("no raw reports of that day");
            case UNCHANGED -> parts.add("nothing new, " + Words.count(result.present(), "can") + " as before");
            case CANNED, EXTENDED ->
                parts.add(Words.count(result.reports(), "report")
                        + " (" + Words.bytes(result.textBytes()) + ") into "
                        + Words.count(result.cans(), "can") + " (" + Words.bytes(result.fileBytes()) + ")");
        }
        if (result.state() == CanningResult.State.EXTENDED) {
            parts.add("beside " + Words.count(result.present(), "can") + " from before");
        }
        addIfAny(parts, result.replaced(), "can", " in place of an older one, with late reports");
        if (result.leftAlone() > 0) {
            parts.add(Words.count(result.leftAlone(), "unfinished upload") + " left alone");
        }
        addIfAny(parts, result.deleted(), "deleted report", " left out");
        parts.add(Words.seconds(result.duration()));
        Map<String, Object> figures =
                Summary.figures(result.bucket(), "canning", result.state().name());
        figures.put("reports", result.reports());
        figures.put("cans", result.cans());
        figures.put("cans_replaced", result.replaced());
        figures.put("cans_before", result.present());
        figures.put("left_alone", result.leftAlone());
        figures.put("deleted", result.deleted());
        figures.put("text_bytes", result.textBytes());
        figures.put("file_bytes", result.fileBytes());
        figures.put("seconds", Words.seconds(result.duration().toMillis()));
        boolean absent = result.state() == CanningResult.State.ABSENT && result.leftAlone() + result.deleted() == 0;
        return new Summary(Summary.line(result.bucket(), "canning", parts), figures, absent("no raw reports", absent));
    }

    public static Summary of(AutoclavingResult result) {
        StringJoiner parts = new StringJoiner(", ");
        switch (result.state()) {
            case ABSENT -> parts.add("no cans of that day");
            case UNCHANGED -> parts.add("nothing new, " + Words.count(result.present(), "file") + " as before");
            case AUTOCLAVED, EXTENDED ->
                parts.add(Words.count(result.data(), "measurement")
                        + " of " + Words.count(result.reports(), "report") + " (" + Words.bytes(result.rawBytes())
                        + ") into " + Words.count(result.files(), "file") + " (" + Words.bytes(result.fileBytes())
                        + ")");
        }
        if (result.state() == AutoclavingResult.State.EXTENDED && result.present() > 0) {
            parts.add("beside " + Words.count(result.present(), "file") + " from before");
        }
        addIfAny(parts, result.replaced(), "file", " in place of an older one");
        addIfAny(parts, result.same(), "file", " with the same bytes as before");
        addIfAny(parts, result.removed(), "file", " of deleted reports removed");
        addIfAny(parts, result.behind(), "can", " without a file as it is to be (--missing makes it)");
        addIfAny(parts, result.held(), "report", " held back");
        addIfAny(parts, result.badBlobs(), "bad blob", "");
        addIfAny(parts, result.cutOffs(), "report", " cut off");
        addIfAny(parts, result.empty(), "empty document", " skipped");
        result.scrubbed().forEach((rule, count) -> addIfAny(parts, count, "measurement", " scrubbed by " + rule));
        parts.add(Words.seconds(result.duration()));
        Map<String, Object> figures =
                Summary.figures(result.bucket(), "autoclaving", result.state().name());
        figures.put("files", result.files());
        figures.put("files_replaced", result.replaced());
        figures.put("files_same", result.same());
        figures.put("files_removed", result.removed());
        figures.put("files_before", result.present());
        figures.put("files_missing", result.behind());
        figures.put("held", result.held());
        figures.put("reports", result.reports());
        figures.put("measurements", result.data());
        figures.put("bad_blobs", result.badBlobs());
        figures.put("cut_offs", result.cutOffs());
        figures.put("empty_documents", result.empty());
        figures.put("scrubbed", result.scrubbed());
        figures.put("raw_bytes", result.rawBytes());
        figures.put("text_bytes", result.textBytes());
        figures.put("file_bytes", result.fileBytes());
        figures.put("seconds", Words.seconds(result.duration().toMillis()));
        boolean absent = result.state() == AutoclavingResult.State.ABSENT;
        return new Summary(Summary.line(result.bucket(), "autoclaving", parts), figures, absent("no cans", absent));
    }

    public static Summary of(CentrifugationResult result) {
        StringJoiner parts = new StringJoiner(", ");
        CentrifugationResult.Files files = result.files();
        switch (result.outcome()) {
            case ABSENT -> parts.add("no archive of that day");
            case IN_SYNC -> parts.add("nothing new, " + Words.count(files.skipped(), "file") + " as before");
            case INGESTED, UPDATED -> {
                if (files.ingested() + files.reingested() > 0) {
                    parts.add(Words.count(result.measurements(), "measurement")
                            + " of " + Words.count(result.reports(), "report") + " from "
                            + Words.count(files.ingested() + files.reingested(), "file") + " ("
                            + Words.bytes(result.bytesRead()) + ")");
                }
                addIfAny(parts, files.reingested(), "file", " changed");
                addIfAny(parts, files.reprocessed(), "file", " reprocessed");
                addIfAny(parts, files.forgotten(), "file", " forgotten");
                result.changes()
                        .forEach(change -> parts.add(change.filename() + ": " + change.matched() + " matched, "
                                + change.fresh() + " new, " + change.gone() + " gone"));
                if (files.skipped() > 0) {
                    parts.add("beside " + Words.count(files.skipped(), "file") + " from before");
                }
            }
        }
        addIfAny(parts, files.left(), "file", " left");
        result.absentPlugIns().forEach(table -> parts.add("no Feeder for the table " + table));
        addIfAny(parts, result.badBlobs(), "bad blob", "");
        addIfAny(parts, result.badMeta(), "measurement", " refused for its metadata");
        addIfAny(parts, result.badRows(), "row", " refused by PostgreSQL");
        parts.add(Words.seconds(result.duration()));
        Map<String, Object> figures = Summary.figures(
                result.bucket(), "centrifugation", result.outcome().name());
        figures.put("files", files.ingested());
        figures.put("files_before", files.skipped());
        figures.put("files_reingested", files.reingested());
        figures.put("files_reprocessed", files.reprocessed());
        figures.put("files_forgotten", files.forgotten());
        figures.put("files_left", files.left());
        figures.put("changes", changes(result));
        figures.put("absent_plug_ins", result.absentPlugIns());
        figures.put("reports", result.reports());
        figures.put("measurements", result.measurements());
        figures.put("reprocessed", result.reprocessed());
        figures.put("bad_blobs", result.badBlobs());
        figures.put("bad_metadata", result.badMeta());
        figures.put("bad_rows", result.badRows());
        figures.put("file_bytes", result.bytesRead());
        figures.put("text_bytes", result.textBytes());
        figures.put("seconds", Words.seconds(result.duration().toMillis()));
        boolean absent = result.outcome() == CentrifugationResult.Outcome.ABSENT;
        return new Summary(
                Summary.line(result.bucket(), "centrifugation", parts), figures, absent("no archive", absent));
    }

    private static Map<String, Object> changes(CentrifugationResult result) {
        Map<String, Object> changes = new LinkedHashMap<>();
        for (FileChange change : result.changes()) {
            Map<String, Object> counts = new LinkedHashMap<>();
            counts.put("matched", change.matched());
            counts.put("new", change.fresh());
            counts.put("gone", change.gone());
            changes.put(change.filename(), counts);
        }
        return changes;
    }

    private static Optional<String> absent(String what, boolean absent) {
        return absent ? Optional.of(what) : Optional.empty();
    }

    private static void addIfAny(StringJoiner parts, long n, String noun, String rest) {
        if (n > 0) {
            parts.add(Words.count(n, noun) + rest);
        }
    }
}
