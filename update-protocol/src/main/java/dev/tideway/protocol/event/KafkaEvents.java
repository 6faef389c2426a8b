package dev.tideway.protocol.event;

import dev.tideway.protocol.Event;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.WireJson;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Carries events over Kafka as CloudEvents: written in binary mode (the data is the message's value, the attributes are
 * headers), read in binary and structured mode (CloudEvents Kafka protocol binding 1.0.2, sections 3.2 and 3.3).
 */
public final class KafkaEvents {
    private KafkaEvents() {}

    /** A new CloudEvent around an event, with a fresh id and the present time. */
    public static CloudEvent newCloudEvent(Event event, URI source) {
        return newCloudEvent(event, source, UUID.randomUUID());
    }

    /** A CloudEvent with an id of the caller's, for whoever may have to send the same one twice. */
    public static CloudEvent newCloudEvent(Event event, URI source, UUID id) {
        return CloudEventBuilder.v1()
                .withId(id.toString())
                .withSource(source)
                .withType(EventType.of(event).wireName())
                .withSubject(event.subject())
                .withTime(OffsetDateTime.now(ZoneOffset.UTC))
                .withData("application/json", WireJson.write(event))
                .build();
    }

    /** The message to send: its key is the project id. */
    public static ProducerRecord<String, byte[]> message(Topic topic, String projectId, CloudEvent event) {
        return KafkaMessageFactory.<String>createWriter(topic.topicName(), projectId)
                .writeBinary(event);
    }

    /**
     * Reads what a message says.
     *
     * @throws UnknownEventTypeException if it is a CloudEvent of a type that this version does not know
     * @throws InvalidValueException if it is no CloudEvent, or its data breaks a rule
     */
    public static Event read(ConsumerRecord<String, byte[]> message) {
        CloudEvent event = cloudEvent(message);
        EventType type =
                EventType.named(event.getType()).orElseThrow(() -> new UnknownEventTypeException(event.getType()));
        CloudEventData data = event.getData();
        if (data == null) {
            throw new InvalidValueException(
                    "data", "is missing: the CloudEvent of type " + event.getType() + " is empty");
        }
        return WireJson.read(data.toBytes(), type.dataClass());
    }

    private static CloudEvent cloudEvent(ConsumerRecord<String, byte[]> message) {
        if (message.value() == null) {
            throw new InvalidValueException("message", "has no value: every message is a CloudEvent with data");
        }
        try {
            return KafkaMessageFactory.createReader(message.headers(), message.value())
                    .toEvent();
        } catch (RuntimeException e) {
            // Whatever the library makes of headers that nobody foresaw, a null value among them.
            throw new InvalidValueException(
                    "message",
                    "is no CloudEvent: send the data as JSON with the headers ce_specversion, ce_id, ce_source, ce_type and"
                            + " content-type: application/json (" + e.getMessage() + ")");
        }
    }
}
