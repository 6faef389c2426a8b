package dev.tideway.delivery.cache;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** How much of S3 is kept on local disk, and how it is fetched. */
@ConfigMapping(prefix = "tideway.delivery.cache")
public interface CacheConfig {
    /** Folder of this replica alone. */
    @WithDefault("${java.io.tmpdir}/tideway-delivery")
    Path directory();

    /** Bytes of artifacts on disk. Files that are being fetched or sent may exceed it for their time. */
    @WithDefault("10G")
    MemorySize maxSize();

    /** Artifacts on disk. */
    @WithDefault("100000")
    int maxFiles();

    /** Files that are kept open though nobody is being sent them, the most asked-for ones. */
    @WithDefault("1024")
    int openFiles();

    /** Artifacts above this are passed through from S3 until their verified file is there. */
    @WithDefault("32M")
    MemorySize streamingThreshold();

    /** Answers that are passed through from S3 at once; further ones wait for the file. */
    @WithDefault("64")
    int maxPassThroughs();

    /** Artifacts fetched or checked at once. */
    @WithDefault("8")
    int fillThreads();

    /** Different artifacts that may wait to be fetched; what comes then is answered 503. */
    @WithDefault("1000")
    int maxWaitingFills();

    /** Artifacts a second that are fetched, or looked for, because somebody asks; what comes then is answered 503. */
    @WithDefault("200")
    int fetchesPerSecond();

    /** Longest time that a request waits for its artifact. */
    @WithDefault("20s")
    Duration maxWait();

    /** For how long nothing is written after the disk was full or failed. */
    @WithDefault("10s")
    Duration diskPause();
}
