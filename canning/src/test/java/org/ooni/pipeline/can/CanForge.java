package org.ooni.pipeline.can;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.BlockSize;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.Parameters;
import org.ooni.pipeline.io.Digester;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.io.Lz4Writer;
import org.ooni.pipeline.io.Tar;

/** Makes cans that are as they should be, but for what a test breaks. */
final class CanForge {
    static final String TAR = "2016-09-28/ndt.0.tar.lz4";
    static final String BLOB = "2016-09-28/blob.json.lz4";

    private final Path root;
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final List<CannedText> indexed = new ArrayList<>();
    private int endRecords = -1;
    private boolean linked;

    CanForge(Path root) {
        this.root = root;
    }

    /** A report in the can and in the index. */
    CanForge report(String name, String text) {
        return entry(name, text).indexed(name, digest(text));
    }

    /** A report in the can alone. */
    CanForge entry(String name, String text) {
        entries.put("2016-09-28/" + name, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** A report in the index alone. */
    CanForge indexed(String name, FileDigest digest) {
        indexed.add(new CannedText("2016-09-28/" + name, digest));
        return this;
    }

    /** Ends the tar with that many zero records and no padding. */
    CanForge endRecords(int records) {
        endRecords = records;
        return this;
    }

    /** Compresses as the original does for its public archive. */
    CanForge linked() {
        linked = true;
        return this;
    }

    TarCan tar() throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        entries.forEach((name, text) -> {
            tar.writeBytes(Tar.header(name, text.length, 0));
            tar.writeBytes(text);
            tar.writeBytes(new byte[Tar.padding(text.length)]);
        });
        tar.writeBytes(endRecords < 0 ? Tar.end(tar.size()) : new byte[endRecords * Tar.RECORD]);
        return new TarCan(TAR, write(TAR, tar.toByteArray()), tar.size(), indexed);
    }

    /** Of a tar that is given whole. */
    TarCan tar(byte[] tar) throws IOException {
        return new TarCan(TAR, write(TAR, tar), tar.length, indexed);
    }

    BlobCan blob() throws IOException {
        byte[] text = entries.values().iterator().next();
        return new BlobCan(BLOB, write(BLOB, text), indexed.get(0));
    }

    static FileDigest digest(String text) {
        return digest(text.getBytes(StandardCharsets.UTF_8));
    }

    static FileDigest digest(byte[] bytes) {
        Digester digester = new Digester();
        digester.update(bytes, 0, bytes.length);
        return digester.finish();
    }

    private FileDigest write(String filename, byte[] text) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (var out = linked
                ? new FramedLZ4CompressorOutputStream(file, new Parameters(BlockSize.K64, true, false, true))
                : new Lz4Writer(file)) {
            out.write(text);
        }
        Path path = root.resolve(filename);
        Files.createDirectories(path.getParent());
        Files.write(path, file.toByteArray());
        return digest(file.toByteArray());
    }
}
