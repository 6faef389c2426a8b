package dev.tideway.protocol.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.protocol.Event;
import dev.tideway.protocol.GoldenMessages;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.catalogue.Catalogue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KafkaEventsTest {
    private static final URI SOURCE = URI.create("/packager");

    @ParameterizedTest
    @EnumSource
    void everyEventArrivesAsItWasSent(EventType type) {
        Event event = GoldenMessages.read(golden(type), type.dataClass());
        ProducerRecord<String, byte[]> sent =
                KafkaEvents.message(Topic.BUILDS, event.projectId(), KafkaEvents.newCloudEvent(event, SOURCE));

        assertThat(sent.key()).isEqualTo(event.projectId());
        assertThat(KafkaEvents.read(received(sent.headers(), sent.value()))).isEqualTo(event);
    }

    private static String golden(EventType type) {
        return type == EventType.CATALOGUE_CHANGED
                ? "catalogue"
                : type.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Test
    void aStructuredCloudEventIsReadToo() {
        String json = """
                {"specversion":"1.0","id":"1","source":"/ci","type":"dev.tideway.catalogue.changed.v1",
                 "datacontenttype":"application/json","data":{"project_id":"shop","revision":3}}""";
        Headers headers = new RecordHeaders().add("content-type", bytes("application/cloudevents+json"));

        assertThat(KafkaEvents.read(received(headers, bytes(json))))
                .isEqualTo(new Catalogue("shop", 3, false, null, null));
    }

    @Test
    void aMessageThatIsNoCloudEventIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> KafkaEvents.read(received(new RecordHeaders(), bytes("{}"))))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("ce_type");
    }

    @Test
    void aMessageWithoutAValueIsRefused() {
        assertThatThrownBy(() -> KafkaEvents.read(received(new RecordHeaders(), null)))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        Headers headers = headers(EventType.BUILD_FINISHED.wireName());

        assertThatThrownBy(() -> KafkaEvents.read(received(headers, new byte[] {0, '{', 0, 0})))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("body is no JSON");
    }

    @Test
    void aHeaderWithoutAValueIsRefused() {
        Headers headers = headers(EventType.BUILD_FINISHED.wireName()).add("content-type", null);

        assertThatThrownBy(() -> KafkaEvents.read(received(headers, bytes("{}"))))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void anUnknownTypeIsToldApartFromABrokenMessage() {
        Headers headers = headers("dev.tideway.build.dreamt.v9");

        assertThatThrownBy(() -> KafkaEvents.read(received(headers, bytes("{}"))))
                .isInstanceOf(UnknownEventTypeException.class)
                .hasMessageContaining("dreamt");
    }

    private static ConsumerRecord<String, byte[]> received(Headers headers, byte[] value) {
        return new ConsumerRecord<>(
                "builds", 0, 0, 0, TimestampType.CREATE_TIME, 0, 0, "shop", value, headers, Optional.empty());
    }

    private static Headers headers(String type) {
        return new RecordHeaders()
                .add("ce_specversion", bytes("1.0"))
                .add("ce_id", bytes("1"))
                .add("ce_source", bytes("/ci"))
                .add("ce_type", bytes(type))
                .add("content-type", bytes("application/json"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
