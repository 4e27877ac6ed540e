package org.ooni.pipeline.benchmark;

/**
 * What a process took.
 *
 * @param wall seconds from its start to its end
 * @param cpu seconds, of itself and all its children, user and system
 * @param peakRss the most memory it held, in bytes; 0 where that cannot be known
 * @param serverCpu seconds that the database server worked meanwhile; 0 without one, or where it cannot be known
 */
record Usage(double wall, double cpu, long peakRss, double serverCpu) {
    Usage(double wall, double cpu, long peakRss) {
        this(wall, cpu, peakRss, 0);
    }

    Usage withServer(double seconds) {
        return new Usage(wall, cpu, peakRss, seconds);
    }
}
