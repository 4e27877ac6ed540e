package org.ooni.pipeline.centrifugation;

import org.ooni.pipeline.io.FileDigest;

/**
 * Where a measurement stands in the archive and which numbers it has; or, with {@code msmNo} 0, a file that has none.
 *
 * @param digest of the whole compressed file
 * @param frameOff of the frame in the compressed file
 * @param frameSize compressed
 * @param frameTextSize decompressed; 0 if it is not known, as the database does not have it
 * @param intraOff of the measurement in the frame's text
 * @param intraSize of the measurement
 */
record MeasurementPlace(
        String filename,
        FileDigest digest,
        int autoclavedNo,
        int reportNo,
        int msmNo,
        long frameOff,
        int frameSize,
        int frameTextSize,
        int intraOff,
        int intraSize) {}
