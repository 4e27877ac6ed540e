package org.ooni.pipeline.report;

import java.util.Map;

/**
 * What a YAML node is made into. A report may spell any tag; only those listed here mean anything, everything else
 * is {@link #UNKNOWN} and spoils its blob (normalisation rules §2.5, D1).
 */
enum YamlTag {
    TEXT,
    NULL,
    BOOL,
    INT,
    FLOAT,
    TIMESTAMP,
    BINARY,
    COMPLEX,
    /** A plain {@code <<}: joins mappings as a key, is text elsewhere. */
    MERGE,
    SEQUENCE,
    TUPLE,
    /** Ordered mapping or list of pairs: both are written as pairs. */
    PAIRS,
    MAPPING,
    SET,
    UNKNOWN;

    private static final String CORE = "tag:yaml.org,2002:";

    private static final Map<String, YamlTag> BY_NAME = Map.ofEntries(
            Map.entry("str", TEXT),
            Map.entry("null", NULL),
            Map.entry("bool", BOOL),
            Map.entry("int", INT),
            Map.entry("float", FLOAT),
            Map.entry("timestamp", TIMESTAMP),
            Map.entry("binary", BINARY),
            Map.entry("seq", SEQUENCE),
            Map.entry("omap", PAIRS),
            Map.entry("pairs", PAIRS),
            Map.entry("map", MAPPING),
            Map.entry("set", SET),
            Map.entry("python/str", TEXT),
            Map.entry("python/unicode", TEXT),
            Map.entry("python/none", NULL),
            Map.entry("python/bool", BOOL),
            Map.entry("python/int", INT),
            Map.entry("python/long", INT),
            Map.entry("python/float", FLOAT),
            Map.entry("python/complex", COMPLEX),
            Map.entry("python/list", SEQUENCE),
            Map.entry("python/tuple", TUPLE),
            Map.entry("python/dict", MAPPING));

    /** The tag as written in full, handles resolved: {@code tag:yaml.org,2002:int}, {@code !local}. */
    static YamlTag of(String written) {
        return written.startsWith(CORE) ? BY_NAME.getOrDefault(written.substring(CORE.length()), UNKNOWN) : UNKNOWN;
    }
}
