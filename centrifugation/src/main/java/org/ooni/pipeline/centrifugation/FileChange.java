package org.ooni.pipeline.centrifugation;

/**
 * What became of the measurements of a file that changed or was forgotten.
 *
 * @param filename with the bucket
 * @param matched in the index and in the database: they keep their numbers
 * @param fresh in the index alone; those that are accepted get new numbers
 * @param gone in the database alone until now
 */
public record FileChange(String filename, long matched, long fresh, long gone) {}
