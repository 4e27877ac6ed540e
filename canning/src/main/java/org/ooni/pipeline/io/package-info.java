/**
 * Bytes, and how they get onto a disk whole: digests, LZ4 frames, tar headers, JSON lines, publication, locks.
 *
 * <p>Knows nothing of reports or measurements, and may import no other package of the project.
 */
package org.ooni.pipeline.io;
