package org.ooni.pipeline.can;

import java.util.List;
import org.ooni.pipeline.io.FileDigest;

/** Many small reports of one test as a tar in one LZ4 frame. */
public record TarCan(String filename, FileDigest file, long textSize, List<CannedText> reports) implements Can {
    public TarCan {
        reports = List.copyOf(reports);
    }
}
