package org.ooni.pipeline.metadb;

/** The version of what makes rows of measurements, stored with each file as {@code autoclaved.code_ver}. */
public final class CodeVer {
    /** What this program writes. It grows whenever a Feeder's rows change their meaning. */
    public static final int CURRENT = 5;

    private CodeVer() {}
}
