package org.ooni.pipeline.cli.mending;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ooni.pipeline.cli.json.JsonText;

/** Tells, after the buckets, of what concerns all of them. */
public final class Aftermath {
    private final PrintWriter out;
    private final boolean json;

    /** @param json whether objects are printed instead of lines */
    public Aftermath(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** Values that went from dictionaries, by dictionary. */
    public void dictionaries(Map<String, Long> removed) {
        if (json) {
            print("dictionaries", removed);
        } else {
            removed.forEach((table, count) -> out.println("dictionary " + table + ": " + count
                    + (count == 1 ? " value" : " values") + " removed that nobody refers to"));
        }
    }

    /** What the operator must still see to. */
    public void elsewhere(List<String> copies) {
        if (json) {
            print("elsewhere", copies);
        } else {
            out.println("Still to be seen to by you:");
            copies.forEach(copy -> out.println("  " + copy));
        }
    }

    private void print(String key, Object value) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("stage", key);
        figures.put(key.equals("elsewhere") ? "copies" : "removed", value);
        out.println(JsonText.of(figures));
    }
}
