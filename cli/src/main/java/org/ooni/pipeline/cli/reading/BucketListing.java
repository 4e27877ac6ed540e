package org.ooni.pipeline.cli.reading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.raw.Bucket;

/**
 * What a directory of the archive holds, without a look into any file.
 *
 * @param files but the index
 * @param bytes of them
 * @param complete whether there is an index
 */
public record BucketListing(Bucket bucket, long files, long bytes, boolean complete) {

    /** The buckets below {@code root}, by day; what is no bucket is passed over. */
    public static List<BucketListing> all(Path root) throws IOException {
        List<BucketListing> all = new ArrayList<>();
        try (Stream<Path> entries = Files.list(root)) {
            for (Bucket bucket :
                    entries.flatMap(entry -> bucket(entry).stream()).sorted().toList()) {
                all.add(of(root, bucket));
            }
        } catch (UncheckedIOException e) {
            throw BadInputException.unreadable("directory " + root, e.getCause());
        }
        return all;
    }

    private static Optional<Bucket> bucket(Path entry) {
        try {
            return Files.isDirectory(entry)
                    ? Optional.of(Bucket.parse(entry.getFileName().toString()))
                    : Optional.empty();
        } catch (IllegalArgumentException somethingElse) {
            return Optional.empty();
        }
    }

    private static BucketListing of(Path root, Bucket bucket) throws IOException {
        long files = 0;
        long bytes = 0;
        boolean complete = false;
        try (Stream<Path> entries = Files.list(bucket.under(root))) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                BasicFileAttributes attributes =
                        Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (entry.getFileName().toString().equals(PublishedDirectory.INDEX)) {
                    complete = true;
                } else if (attributes.isRegularFile()) {
                    files++;
                    bytes += attributes.size();
                }
            }
        }
        return new BucketListing(bucket, files, bytes, complete);
    }

    /** For programs. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("bucket", bucket.toString());
        facts.put("files", files);
        facts.put("file_bytes", bytes);
        facts.put("complete", complete);
        return facts;
    }
}
