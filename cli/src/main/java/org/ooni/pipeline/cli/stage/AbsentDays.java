package org.ooni.pipeline.cli.stage;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ooni.pipeline.cli.log.LogLine;
import org.ooni.pipeline.raw.Bucket;

/** Days of which there is nothing, kept so that a range over years does not fill the screen with them. */
public final class AbsentDays {
    /** Two days are no shorter as a range. */
    private static final int SHORTEST_RANGE = 3;

    private static final int NAMED = 10;

    private final Map<String, List<Bucket>> days = new LinkedHashMap<>();

    /** @param what there is nothing of on that day, as {@code canning: no raw reports} */
    public void add(String what, Bucket bucket) {
        days.computeIfAbsent(what, key -> new ArrayList<>()).add(bucket);
    }

    /** Prints a notice for each kind of nothing: {@code canning: no raw reports of 2016-12-01 to 2016-12-29}. */
    public void tell(PrintWriter err) {
        days.forEach((what, buckets) -> err.println(LogLine.notice(what + " of " + names(buckets))));
    }

    /** Days by name, those that follow each other as ranges, and after ten of them how many more there are. */
    public static String names(List<Bucket> buckets) {
        List<String> names = new ArrayList<>();
        int told = 0;
        while (told < buckets.size() && names.size() < NAMED) {
            int end = told + 1;
            while (end < buckets.size() && follows(buckets.get(end - 1), buckets.get(end))) {
                end++;
            }
            if (end - told >= SHORTEST_RANGE) {
                names.add(buckets.get(told) + " to " + buckets.get(end - 1));
                told = end;
            } else {
                names.add(buckets.get(told).toString());
                told++;
            }
        }
        if (told < buckets.size()) {
            names.add("and " + (buckets.size() - told) + " more");
        }
        return String.join(", ", names);
    }

    private static boolean follows(Bucket bucket, Bucket next) {
        return next.day().equals(bucket.day().plusDays(1));
    }
}
