package org.ooni.pipeline.centrifugation;

import java.util.Set;
import org.ooni.pipeline.io.FileDigest;

/**
 * A file that a bucket's index names.
 *
 * @param digest of the compressed file
 * @param testNames of its reports, as their names tell
 * @param listing what else the index says of it
 */
record IndexedFile(FileDigest digest, Set<String> testNames, Listing listing) {}
