package org.ooni.pipeline.autoclaving;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.ooni.pipeline.io.Digester;

/**
 * Tells sets of reports apart, whatever the order and however large they are: their number, and the sum of eight bytes of
 * the digest of each name.
 */
record ReportSum(long count, long sum) {
    static final ReportSum NOTHING = new ReportSum(0, 0);

    static ReportSum of(Collection<String> textnames) {
        ReportSum sum = NOTHING;
        for (String textname : textnames) {
            sum = sum.plus(textname);
        }
        return sum;
    }

    ReportSum plus(String textname) {
        byte[] digest = Digester.newSha1().digest(textname.getBytes(StandardCharsets.UTF_8));
        return new ReportSum(count + 1, sum + ByteBuffer.wrap(digest).getLong());
    }
}
