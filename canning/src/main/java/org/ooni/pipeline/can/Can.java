package org.ooni.pipeline.can;

import java.util.List;
import org.ooni.pipeline.io.FileDigest;

/** One file of the canned archive, as its index row describes it. */
public sealed interface Can permits TarCan, BlobCan {

    /** Relative to the canned root: {@code <bucket>/<file>}. */
    String filename();

    /** Of the compressed file. */
    FileDigest file();

    /** Bytes of the uncompressed stream: a tar, or the one report. */
    long textSize();

    /** The reports in it; a tar's in the order of the tar. */
    List<CannedText> reports();

    /** The file's name within its bucket. */
    default String basename() {
        return filename().substring(filename().indexOf('/') + 1);
    }
}
