package dev.tideway.catalog.webhook;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How webhooks are delivered, and where to. */
@ConfigMapping(prefix = "tideway.webhooks")
public interface WebhookConfig {
    /** Networks inside that webhooks may point to all the same, such as {@code 10.20.0.0/16}. */
    Optional<List<String>> allowedNetworks();

    /** Whether addresses without TLS are taken. */
    @WithDefault("false")
    boolean plainHttp();

    /** How many webhooks a project may have. */
    @WithDefault("20")
    int perProject();

    /** How long a receiver may take for its whole answer. */
    @WithDefault("10S")
    Duration timeout();

    /** How much of an answer is read before the connection is closed. */
    @WithDefault("4K")
    MemorySize answerLimit();

    /** The pause after the first failure; each further one is three times as long. */
    @WithDefault("5S")
    Duration firstPause();

    /** The longest pause. */
    @WithDefault("1H")
    Duration longestPause();

    /** How long a message is tried before it goes to the dead letters. */
    @WithDefault("24H")
    Duration giveUpAfter();

    /** How often it is looked for messages; those of changes on this replica leave at once. */
    @WithDefault("1S")
    Duration pollInterval();

    /** How many receivers this replica sends to at the same time. */
    @WithDefault("16")
    int concurrency();

    /** How long delivered messages can be looked at. */
    @WithDefault("7D")
    Duration keepDelivered();

    /** How long dead letters can be replayed. */
    @WithDefault("30D")
    Duration keepDead();

    /** How long the secret before is signed with too, after a rotation. */
    @WithDefault("24H")
    Duration oldSecret();
}
