package dev.tideway.protocol;

import java.time.Duration;
import java.util.Map;

/**
 * The Kafka topics, so that whoever creates them and whoever reads them mean the same.
 *
 * <p>Every message is a CloudEvent whose key is the project id: all that concerns one project is in order.
 */
public enum Topic {
    /** {@code BuildFinished}: a build system has a build to offer. */
    BUILDS("builds", Cleanup.DELETE, Duration.ofDays(14)),
    /** What became of builds: {@code PackageReady}, {@code BuildRejected}, {@code BuildFailed}; and what was made later: {@code
     * ActionsReady}. */
    PACKAGES("packages", Cleanup.DELETE, Duration.ofDays(14)),
    /** What happened to releases, for whoever wants to follow. */
    RELEASES("releases", Cleanup.DELETE, Duration.ofDays(14)),
    /** Each project's newest state; the only topic from which state is read. */
    CATALOGUE("catalogue", Cleanup.COMPACT, Duration.ofMillis(-1)),
    /** Builds that could not be handled, with cause, source offset and time in their headers. */
    BUILDS_DLQ("builds.dlq", Cleanup.DELETE, Duration.ofDays(14)),
    /** Outcomes that could not be handled. */
    PACKAGES_DLQ("packages.dlq", Cleanup.DELETE, Duration.ofDays(14)),
    /** Offers from which no actions could be made. */
    RELEASES_DLQ("releases.dlq", Cleanup.DELETE, Duration.ofDays(14));

    private final String topicName;
    private final Cleanup cleanup;
    private final Duration retention;

    Topic(String topicName, Cleanup cleanup, Duration retention) {
        this.topicName = topicName;
        this.cleanup = cleanup;
        this.retention = retention;
    }

    public String topicName() {
        return topicName;
    }

    public Cleanup cleanup() {
        return cleanup;
    }

    /** How long the broker keeps a message; −1 ms: for ever. */
    public Duration retention() {
        return retention;
    }

    /** What the broker is told when the topic is created, by Kafka's own names. */
    public Map<String, String> settings() {
        return Map.of("cleanup.policy", cleanup.policy(), "retention.ms", Long.toString(retention.toMillis()));
    }

    /** Kafka's {@code cleanup.policy}. */
    public enum Cleanup {
        DELETE("delete"),
        COMPACT("compact");

        private final String policy;

        Cleanup(String policy) {
            this.policy = policy;
        }

        public String policy() {
            return policy;
        }
    }
}
