package dev.tideway.delivery.bucket;

import java.time.Instant;
import java.util.Map;

/**
 * What S3 says of an object besides its bytes.
 *
 * @param size bytes
 * @param etag S3's, without quotes
 * @param metadata what its writer noted, names in lower case and without {@code x-amz-meta-}
 */
public record ObjectHead(long size, String etag, Instant lastModified, Map<String, String> metadata) {}
