package org.ooni.pipeline.cli.duplicates;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.can.CannedText;
import org.ooni.pipeline.can.TarCan;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.io.Gzip;
import org.ooni.pipeline.io.JsonLines;
import org.ooni.pipeline.io.Sha1;
import org.ooni.pipeline.raw.Bucket;

/** Indexes of cans that are not there, of reports with any digests. */
final class ForgedCans {
    private final Path root;
    private final TreeMap<Bucket, List<CannedText>> reports = new TreeMap<>();

    ForgedCans(Path root) {
        this.root = root;
    }

    ForgedCans add(String day, String name, Sha1 sha1, long size) {
        reports.computeIfAbsent(Bucket.parse(day), bucket -> new ArrayList<>())
                .add(new CannedText(day + "/" + name, new FileDigest(size, 7, sha1)));
        return this;
    }

    /** Eight bytes that count for files of prefixes, and one that does not. */
    static Sha1 sha1(long prefix, int rest) {
        byte[] bytes = new byte[20];
        ByteBuffer.wrap(bytes).putLong(prefix).put((byte) rest);
        return Sha1.of(bytes);
    }

    ForgedCans write() throws IOException {
        for (Bucket bucket : reports.keySet()) {
            Files.createDirectories(bucket.under(root));
            Path index = IndexStamp.index(root, bucket);
            Path unfinished = index.resolveSibling("unfinished");
            try (JsonLines.Writer lines = JsonLines.write(Gzip.compress(Files.newOutputStream(unfinished)))) {
                FileDigest file = new FileDigest(1, 1, sha1(1, 1));
                CanIndex.write(new TarCan(bucket + "/ndt.0.tar.lz4", file, 10, reports.get(bucket)), lines);
            }
            Files.move(unfinished, index, StandardCopyOption.ATOMIC_MOVE);
        }
        return this;
    }

    PrefixFile prefixes(String day) throws IOException {
        Bucket bucket = Bucket.parse(day);
        return PrefixFile.of(root, bucket, IndexStamp.of(root, bucket).orElseThrow());
    }
}
