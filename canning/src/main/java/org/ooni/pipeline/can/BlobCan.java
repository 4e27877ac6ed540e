package org.ooni.pipeline.can;

import java.util.List;
import org.ooni.pipeline.io.FileDigest;

/** One report as it is, in one LZ4 frame. */
public record BlobCan(String filename, FileDigest file, CannedText report) implements Can {

    @Override
    public long textSize() {
        return report.digest().size();
    }

    @Override
    public List<CannedText> reports() {
        return List.of(report);
    }
}
