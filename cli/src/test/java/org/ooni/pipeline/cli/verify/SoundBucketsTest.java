package org.ooni.pipeline.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.migrations.MetaDbFixture;
import org.ooni.pipeline.raw.Bucket;

/** Nothing is found where nothing is wrong. */
class SoundBucketsTest {
    private static final long SEED = Long.getLong("seed", 20_261_120);
    private static final int BUCKETS = 200;
    private static final int IN_DATABASE = 8;

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @TempDir
    Path root;

    @Test
    void nothingIsFoundInTwoHundredSoundBuckets() throws Exception {
        MetaDb metaDb = new MetaDb(metadb.dataSource());
        for (int i = 0; i < BUCKETS; i++) {
            Bucket day = new Bucket(LocalDate.of(2017, 1, 1).plusDays(i));
            SoundBucket bucket = SoundBucket.make(root, day, SEED + i);
            boolean inDatabase = i < IN_DATABASE;
            if (inDatabase) {
                bucket.ingest(metaDb);
            }
            assertThat(bucket.verify(inDatabase ? Optional.of(metaDb) : Optional.empty(), true))
                    .as("seed %d", SEED + i)
                    .isEmpty();
        }
    }
}
