package dev.tideway.local.server;

import dev.tideway.protocol.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** Creates the topics that are not there yet; the broker never makes one by itself. */
final class LocalTopics {
    private static final int PARTITIONS = 4;
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private LocalTopics() {}

    static void create(String bootstrapServers) throws InterruptedException, ExecutionException, TimeoutException {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            var there = admin.listTopics().names().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            var missing = Stream.of(Topic.values())
                    .filter(topic -> !there.contains(topic.topicName()))
                    .map(LocalTopics::withSettings)
                    .toList();
            admin.createTopics(missing).all().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static NewTopic withSettings(Topic topic) {
        return new NewTopic(topic.topicName(), PARTITIONS, (short) 1).configs(topic.settings());
    }
}
