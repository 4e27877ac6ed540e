package org.ooni.pipeline.cli.verify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.io.Digester;
import org.ooni.pipeline.io.Sha1;

/** Which reports each can of a bucket holds, by hashes of eight bytes. */
final class CannedReports {
    private final MessageDigest sha1 = Digester.newSha1();
    private final Map<String, Set<Long>> cans = new HashMap<>();

    /** False if there is a can of that name already. */
    boolean add(Can can) {
        Set<Long> reports = new HashSet<>();
        can.reports()
                .forEach(report -> reports.add(hash(
                        report.textname(),
                        report.digest().size(),
                        report.digest().sha1())));
        return cans.put(can.filename(), reports) == null;
    }

    Set<String> files() {
        return cans.keySet();
    }

    /** {@linkplain #hash Hashes} of the reports of a can; none of a can that is not there. */
    Set<Long> reports(String filename) {
        return Collections.unmodifiableSet(cans.getOrDefault(filename, Set.of()));
    }

    long hash(String textname, long size, Sha1 origSha1) {
        sha1.update(textname.getBytes(StandardCharsets.UTF_8));
        sha1.update(ByteBuffer.allocate(Long.BYTES).putLong(size).flip());
        return ByteBuffer.wrap(sha1.digest(origSha1.bytes())).getLong();
    }
}
