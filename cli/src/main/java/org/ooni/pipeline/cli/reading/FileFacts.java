package org.ooni.pipeline.cli.reading;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ooni.pipeline.autoclaved.FileContent;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CannedText;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.raw.ReportName;

/** What an index says of a file, by name: numbers, texts, and numbers by name. */
final class FileFacts {
    private FileFacts() {}

    static Map<String, Object> of(FileContent content) {
        Map<String, Object> facts = begin(content.filename(), "autoclaved", content.tests());
        facts.put("reports", content.reports());
        facts.put("measurements", content.measurements());
        facts.put("bad_blobs", content.badBlobs());
        facts.put("cut_offs", content.cutOffs());
        facts.put("frames", content.frames());
        facts.put("raw_bytes", content.rawSize());
        end(facts, content.textSize(), content.file());
        return facts;
    }

    static Map<String, Object> of(Can can) {
        SortedMap<String, Long> tests = new TreeMap<>();
        long rawBytes = 0;
        for (CannedText report : can.reports()) {
            rawBytes += report.digest().size();
            String file = report.textname().substring(report.textname().indexOf('/') + 1);
            tests.merge(ReportName.parse(file).map(ReportName::testName).orElse(""), 1L, Long::sum);
        }
        Map<String, Object> facts = begin(can.filename(), "can", tests);
        facts.put("reports", (long) can.reports().size());
        facts.put("raw_bytes", rawBytes);
        end(facts, can.textSize(), can.file());
        return facts;
    }

    private static Map<String, Object> begin(String filename, String kind, Map<String, Long> tests) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", filename);
        facts.put("kind", kind);
        facts.put("tests", tests);
        return facts;
    }

    private static void end(Map<String, Object> facts, long textSize, FileDigest file) {
        facts.put("text_bytes", textSize);
        facts.put("file_bytes", file.size());
        facts.put("ratio", ratio(textSize, file.size()));
        facts.put("sha1", file.sha1().base64());
        facts.put("crc32", (long) file.crc32());
    }

    /** To two places. */
    private static double ratio(long textSize, long fileSize) {
        return fileSize == 0 ? 0 : Double.parseDouble(String.format(Locale.ROOT, "%.2f", (double) textSize / fileSize));
    }
}
