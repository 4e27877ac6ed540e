package org.ooni.pipeline.report;

import java.util.ArrayList;
import java.util.List;

/** The framing rules on a report that is wholly in memory, as plainly as they can be put: what slicers are held to. */
final class SlicerModel {
    private final String report;
    private final int maxBlob;
    private final List<String> words = new ArrayList<>();
    private int at;

    private SlicerModel(String report, int maxBlob) {
        this.report = report;
        this.maxBlob = maxBlob;
    }

    static List<String> json(String report, int maxBlob) {
        SlicerModel model = new SlicerModel(report, maxBlob);
        while (model.at < report.length()) {
            int end = report.indexOf("}\n", model.at);
            if (report.charAt(model.at) != '{') {
                return model.cut(BadReason.BROKEN_FRAME);
            }
            if (end < 0) {
                return model.cut(BadReason.TRUNCATED);
            }
            model.blob(end + 1, end + 2);
        }
        return model.words;
    }

    static List<String> yaml(String report, int maxBlob) {
        SlicerModel model = new SlicerModel(report, maxBlob);
        while (model.at < report.length()) {
            boolean blob = report.startsWith("---\n", model.at);
            boolean comment = report.charAt(model.at) == '#';
            boolean enough = report.length() - model.at >= 4;
            int end = report.indexOf(blob ? "\n...\n" : "\n", model.at);
            if (enough && report.startsWith("...\n", model.at)) {
                model.at += 4;
            } else if (enough && !blob && !comment) {
                return model.cut(BadReason.BROKEN_FRAME);
            } else if (!enough || end < 0) {
                return model.cut(BadReason.TRUNCATED);
            } else if (blob) {
                model.blob(end + 5, end + 5);
            } else {
                model.at = end + 1;
            }
        }
        return model.words;
    }

    private void blob(int end, int next) {
        words.add(SlicedReport.range(end - at > maxBlob ? "OVERFLOW" : "blob", at, end - at));
        at = next;
    }

    private List<String> cut(BadReason reason) {
        words.add(reason + " " + at);
        return words;
    }
}
