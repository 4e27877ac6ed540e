package org.ooni.pipeline.sample;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a sample day consists of.
 *
 * @param directory {@code <root>/<bucket>}
 * @param reports in the order of writing
 * @param defects in the order of writing
 */
public record WrittenDay(Path directory, List<Report> reports, List<Defect> defects) {
    /**
     * One report.
     *
     * @param fileName within the directory
     * @param bytes its size
     * @param measurements those that give a datum: not the one cut off, not the one that does not parse
     */
    public record Report(String fileName, String testName, long bytes, int measurements) {}

    public WrittenDay {
        reports = List.copyOf(reports);
        defects = List.copyOf(defects);
    }

    /** The size of all reports. */
    public long bytes() {
        return reports.stream().mapToLong(Report::bytes).sum();
    }

    /** Measurements by test, in the order of the tests' names. */
    public Map<String, Integer> measurementsByTest() {
        Map<String, Integer> counts = new TreeMap<>();
        for (Report report : reports) {
            counts.merge(report.testName(), report.measurements(), Integer::sum);
        }
        return counts;
    }
}
