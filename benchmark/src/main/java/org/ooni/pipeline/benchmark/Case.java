package org.ooni.pipeline.benchmark;

/** What is measured. */
enum Case {
    START("start of the launcher (--version)", false),
    TAR_LZ4("tar c | lz4 -5", false),
    CANNING("canning", true),
    LZ4_LZ4("lz4 -d | lz4 -5", false),
    AUTOCLAVING("autoclaving", true),
    FRESH("centrifugation, every body new", true),
    REPROCESS("centrifugation, a small test again", true),
    CACHED("centrifugation, every simhash cached", true),
    LOWER_BOUND("lower bound of centrifugation", false),
    DUCKDB_CONNECTIONS("DuckDB, connections counted", false),
    DUCKDB_BODIES("DuckDB, bodies hashed, titles", false),
    RUN("run, three stages", true);

    private final String title;
    private final boolean ours;

    Case(String title, boolean ours) {
        this.title = title;
        this.ours = ours;
    }

    String title() {
        return title;
    }

    /** Whether it is a stage of the pipeline, rather than something to compare with. */
    boolean isOurs() {
        return ours;
    }

    /** Its peak of memory in bytes must not be more; 512 MiB for the archive stages, 1 GiB for the others. */
    long mostRss() {
        return this == CANNING || this == AUTOCLAVING ? 512L << 20 : 1L << 30;
    }
}
