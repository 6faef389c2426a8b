package dev.tideway.cli.topics;

import dev.tideway.cli.terminal.CommandFailure;
import dev.tideway.protocol.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Tideway's topics on one Kafka cluster. */
final class TopicSetup implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Admin admin;

    TopicSetup(Properties settings) {
        settings.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, "tideway-topics");
        try {
            admin = Admin.create(settings);
        } catch (KafkaException e) {
            throw new CommandFailure("Kafka cannot be reached: " + e.getMessage() + why(e), e);
        }
    }

    /** @return names of those that were not there */
    List<String> createMissing(int partitions, short replicas) {
        Set<String> there = await(admin.listTopics().names());
        List<NewTopic> missing = Stream.of(Topic.values())
                .filter(topic -> !there.contains(topic.topicName()))
                .map(topic -> new NewTopic(topic.topicName(), partitions, replicas).configs(topic.settings()))
                .toList();
        admin.createTopics(missing).values().forEach((name, made) -> awaitUnlessThere(made));
        return missing.stream().map(NewTopic::name).toList();
    }

    /**
     * A sentence for each topic that would forget what it must keep; a longer or shorter retention is the operator's.
     *
     * @param made names of topics that were just made: they are as they should be, and the broker that is asked may
     *     not have heard of them from the controller yet
     */
    List<String> problems(Collection<String> made) {
        Map<ConfigResource, Topic> topics = Stream.of(Topic.values())
                .filter(topic -> !made.contains(topic.topicName()))
                .collect(Collectors.toMap(
                        topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()), topic -> topic));
        return await(admin.describeConfigs(topics.keySet()).all()).entrySet().stream()
                .flatMap(answer -> {
                    Topic topic = topics.get(answer.getKey());
                    String policy = answer.getValue()
                            .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                            .value();
                    return topic == null || topic.cleanup().policy().equals(policy)
                            ? Stream.<String>empty()
                            : Stream.of("The topic " + topic.topicName() + " has cleanup.policy=" + policy
                                    + "; set it to " + topic.cleanup().policy() + ".");
                })
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }

    /** Two who create the topics at once are both content. */
    private static void awaitUnlessThere(KafkaFuture<Void> made) {
        try {
            await(made);
        } catch (CommandFailure e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CommandFailure("Kafka refused: " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new CommandFailure("Kafka did not answer within " + LIMIT.toSeconds() + " s.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted while waiting for Kafka.", e);
        }
    }

    private static String why(KafkaException e) {
        return e.getCause() == null ? "" : ": " + e.getCause().getMessage();
    }
}
