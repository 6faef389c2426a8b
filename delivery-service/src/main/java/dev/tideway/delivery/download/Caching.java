package dev.tideway.delivery.download;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What caches are told of an answer.
 *
 * @param cdnCacheControl for CDNs alone (RFC 9213), where they are to be told something else
 * @param tags by which a CDN can purge it
 * @param age since S3 was last known to have it so; zero for what never changes
 */
record Caching(String cacheControl, Optional<String> cdnCacheControl, List<String> tags, Duration age) {}
