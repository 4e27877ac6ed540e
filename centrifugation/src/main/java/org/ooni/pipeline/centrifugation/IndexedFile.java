package org.ooni.pipeline.centrifugation;

import java.util.Set;
import org.ooni.pipeline.io.Sha1;

/**
 * A file that a bucket's index names.
 *
 * @param sha1 of the compressed file
 * @param testNames of its reports, as their names tell
 */
record IndexedFile(Sha1 sha1, Set<String> testNames) {}
