package dev.tideway.delivery.download;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How devices are answered, and how old what is known of projects may be. */
@ConfigMapping(prefix = "tideway.delivery")
public interface DeliveryConfig {
    /** {@code Cache-Control} of {@code /download}. */
    @WithDefault("public, max-age=0, s-maxage=300, stale-if-error=86400, no-transform")
    String downloadCacheControl();

    /** {@code Cache-Control} of what never changes. */
    @WithDefault("public, max-age=31536000, immutable, no-transform")
    String artifactCacheControl();

    /** {@code Cache-Control} of {@code /deploy}; with {@link #publicFileAge} it bounds how far devices are behind. */
    @WithDefault("public, max-age=0, s-maxage=1, stale-if-error=3600, no-transform")
    String deployCacheControl();

    /** {@code CDN-Cache-Control} (RFC 9213) of {@code /download}. */
    Optional<String> downloadCdnCacheControl();

    /** {@code CDN-Cache-Control} of what never changes. */
    Optional<String> artifactCdnCacheControl();

    /** {@code CDN-Cache-Control} of {@code /deploy}. */
    Optional<String> deployCdnCacheControl();

    /** Whether files on disk are sent ahead of the HTTP server; never while traces are on. */
    @WithDefault("true")
    boolean fastPath();

    /** Origin whose pages may read answers, {@code *} for all. */
    Optional<String> allowOrigin();

    /** What {@code Retry-After} says when S3 is away. */
    @WithDefault("5s")
    Duration retryAfter();

    /** Age from which a public file is read again before it is served. */
    @WithDefault("1s")
    Duration publicFileAge();

    /** Age from which a catalogue is read again in the background. */
    @WithDefault("2s")
    Duration catalogueFresh();

    /** Age up to which a catalogue is used without waiting for a newer one. */
    @WithDefault("30s")
    Duration catalogueUsable();

    /** Greatest age of the read that decides over a number that is not in the known catalogue. */
    @WithDefault("250ms")
    Duration unknownNumberAge();

    /** Age from which it is looked up again, in the background, whose an alias is. */
    @WithDefault("10s")
    Duration aliasFresh();

    /** Longest wait for S3 where an older version of a catalogue or public file is at hand. */
    @WithDefault("1s")
    Duration staleWait();

    /** Memory for catalogues, and as much for public files. */
    @WithDefault("256M")
    MemorySize documentMemory();

    /** Largest catalogue or public file that is read, packages apart. */
    @WithDefault("32M")
    MemorySize largestDocument();

    /** Reads of catalogues, and of public files, at once. */
    @WithDefault("8")
    int documentThreads();

    /** Reads a second for projects, and for public files, that are not known. */
    @WithDefault("200")
    int unknownReadsPerSecond();

    /** Pieces fetched at once for answers that are passed through from S3. */
    @WithDefault("16")
    int passThroughThreads();

    /** Pieces that may wait to be fetched. */
    @WithDefault("1000")
    int maxWaitingPieces();
}
