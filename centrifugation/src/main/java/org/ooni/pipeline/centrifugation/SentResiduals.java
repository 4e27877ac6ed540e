package org.ooni.pipeline.centrifugation;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which residuals the database has of this bucket, as far as they are remembered: the ones met last. Not thread-safe. */
final class SentResiduals {
    private static final int REMEMBERED = 20_000;

    private final Map<String, Boolean> digests = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Whether the residual of {@code row}, a line of COPY that begins with its digest, is not known to be there. */
    boolean add(byte[] row) {
        int size = 0;
        while (row[size] != '\t') {
            size++;
        }
        return digests.put(new String(row, 0, size, StandardCharsets.ISO_8859_1), true) == null;
    }
}
