package org.ooni.pipeline.canning;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ooni.pipeline.can.CanReader;
import org.ooni.pipeline.can.CannedText;
import org.ooni.pipeline.can.TarCan;
import org.ooni.pipeline.io.DigestingOutputStream;
import org.ooni.pipeline.io.Lz4Blocks;
import org.ooni.pipeline.io.Lz4Writer;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.io.Tar;
import org.ooni.pipeline.raw.Bucket;

/**
 * Copies a tar can without some of its reports, or with more: the bytes that canning just these, in this order, would
 * have made. The can that is read is proven on the way.
 */
final class CanRepacker {
    private final Bucket bucket;
    private final Path cannedRoot;
    private final Set<String> without;
    private final Progress progress;
    private final Lz4Blocks blocks = Lz4Blocks.atOnce();

    /** @param without textnames of the reports that are left out */
    CanRepacker(Bucket bucket, Path cannedRoot, Set<String> without, Progress progress) {
        this.bucket = bucket;
        this.cannedRoot = cannedRoot;
        this.without = without;
        this.progress = progress;
    }

    /** Writes reports that follow those of a can. */
    @FunctionalInterface
    interface Addition {
        Addition NOTHING = (reports, text) -> 0;

        /**
         * @param reports gets what was written
         * @return bytes of the tar
         */
        long writeTo(List<CannedText> reports, OutputStream text) throws IOException;
    }

    TarCan write(TarCan can, Addition addition, OutputStream out) throws IOException {
        DigestingOutputStream file = new DigestingOutputStream(out);
        List<CannedText> kept = new ArrayList<>();
        long textSize = 0;
        try (CanReader reports = CanReader.open(cannedRoot, can, progress);
                OutputStream text = new Lz4Writer(file, blocks)) {
            for (CanReader.Member member = reports.next(); member != null; member = reports.next()) {
                if (!without.contains(member.report().textname())) {
                    textSize += copy(member, text);
                    kept.add(member.report());
                }
            }
            textSize += addition.writeTo(kept, text);
            byte[] end = Tar.end(textSize);
            text.write(end);
            textSize += end.length;
        }
        return new TarCan(can.filename(), file.finish(), textSize, kept);
    }

    private long copy(CanReader.Member member, OutputStream text) throws IOException {
        long size = member.report().digest().size();
        byte[] header = Tar.header(member.report().textname(), size, bucket.epochSecond());
        text.write(header);
        member.in().transferTo(text);
        byte[] padding = new byte[Tar.padding(size)];
        text.write(padding);
        return header.length + size + padding.length;
    }
}
