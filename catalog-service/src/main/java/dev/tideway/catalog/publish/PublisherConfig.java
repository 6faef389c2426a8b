package dev.tideway.catalog.publish;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How changes are brought to devices. */
@ConfigMapping(prefix = "tideway.publisher")
public interface PublisherConfig {
    /** How often it looks for changes that nobody woke it up for. */
    @WithDefault("1S")
    Duration pollInterval();

    /** How many projects are published at the same time. */
    @WithDefault("8")
    int concurrency();

    /** How many more projects than those that it is busy with are asked for at a time. */
    @WithDefault("64")
    int batch();

    /** How long one attempt may take for one project: a large package has to be copied in S3. */
    @WithDefault("2M")
    Duration attemptLimit();

    /** The pause after a first failure, doubled after each further one. */
    @WithDefault("0.5S")
    Duration firstPause();

    /** The longest pause: no later after S3 or Kafka are back do devices hear of a change. */
    @WithDefault("15S")
    Duration longestPause();

    /** How long Kafka may take for one message. */
    @WithDefault("10S")
    Duration kafkaLimit();

    /** {@code Cache-Control} of the files under {@code deploy/}. */
    @WithDefault("public, max-age=0, s-maxage=2")
    String publicFilesCacheControl();

    /** How often it is counted which projects wait to be published. */
    @WithDefault("10S")
    Duration metricsInterval();
}
