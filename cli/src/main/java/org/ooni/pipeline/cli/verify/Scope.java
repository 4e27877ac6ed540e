package org.ooni.pipeline.cli.verify;

import java.nio.file.Path;
import java.util.Optional;
import org.ooni.pipeline.metadb.MetaDb;

/**
 * What is verified, and how thoroughly.
 *
 * @param canned root of the cans, if they are here
 * @param autoclaved root of the archive, if it is here
 * @param metaDb if the database is looked at
 * @param readData whether every byte is read, or else indexes, names and sizes
 * @param threads that decode
 */
public record Scope(
        Optional<Path> canned, Optional<Path> autoclaved, Optional<MetaDb> metaDb, boolean readData, int threads) {}
