package dev.tideway.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tideway.protocol.artifact.InstallActions;
import dev.tideway.protocol.artifact.Manifest;
import dev.tideway.protocol.artifact.Receipt;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.event.ActionsReady;
import dev.tideway.protocol.event.BuildFailed;
import dev.tideway.protocol.event.BuildFinished;
import dev.tideway.protocol.event.BuildRejected;
import dev.tideway.protocol.event.PackageReady;
import dev.tideway.protocol.event.ReleaseChanged;
import dev.tideway.protocol.event.ReleaseDeclined;
import dev.tideway.protocol.event.ReleaseHeld;
import dev.tideway.protocol.event.ReleaseOffered;
import dev.tideway.protocol.event.ReleasePaused;
import dev.tideway.protocol.event.ReleasePurged;
import dev.tideway.protocol.event.ReleaseResumed;
import dev.tideway.protocol.event.ReleaseScheduled;
import dev.tideway.protocol.event.ReleaseWithdrawn;
import dev.tideway.protocol.event.RolloutChanged;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WireFormatTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Arguments> kinds() {
        return Stream.of(
                arguments("build-finished", BuildFinished.class),
                arguments("package-ready", PackageReady.class),
                arguments("build-rejected", BuildRejected.class),
                arguments("build-failed", BuildFailed.class),
                arguments("actions-ready", ActionsReady.class),
                arguments("release-offered", ReleaseOffered.class),
                arguments("release-held", ReleaseHeld.class),
                arguments("release-scheduled", ReleaseScheduled.class),
                arguments("release-declined", ReleaseDeclined.class),
                arguments("release-paused", ReleasePaused.class),
                arguments("release-resumed", ReleaseResumed.class),
                arguments("release-withdrawn", ReleaseWithdrawn.class),
                arguments("release-purged", ReleasePurged.class),
                arguments("release-changed", ReleaseChanged.class),
                arguments("rollout-changed", RolloutChanged.class),
                arguments("catalogue", Catalogue.class),
                arguments("manifest", Manifest.class),
                arguments("receipt", Receipt.class),
                arguments("install-actions", InstallActions.class));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aGoldenMessageIsReadAndWrittenWithoutLosingAnything(String name, Class<?> type) throws IOException {
        Object read = GoldenMessages.read(name, type);

        assertThat(JSON.readTree(WireJson.write(read))).isEqualTo(JSON.readTree(GoldenMessages.bytes(name)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aGoldenMessageFitsItsSchema(String name) {
        assertThat(errors(name, GoldenMessages.bytes(name))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aSchemaNamesExactlyTheFieldsOfItsRecord(String name, Class<?> type) throws IOException {
        List<String> inSchema = new ArrayList<>();
        JSON.readTree(GoldenMessages.schema(name))
                .get("properties")
                .fieldNames()
                .forEachRemaining(inSchema::add);

        assertThat(inSchema).containsExactlyInAnyOrderElementsOf(wireNames(type));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aMessageWithoutARequiredFieldIsRefusedByRecordAndSchemaAlike(String name, Class<?> type) throws IOException {
        for (JsonNode required : JSON.readTree(GoldenMessages.schema(name)).get("required")) {
            ObjectNode message = (ObjectNode) JSON.readTree(GoldenMessages.bytes(name));
            message.remove(required.asText());
            byte[] incomplete = JSON.writeValueAsBytes(message);

            assertThat(errors(name, incomplete))
                    .as("schema without %s", required)
                    .isNotEmpty();
            assertThatThrownBy(() -> WireJson.read(incomplete, type))
                    .as("record without %s", required)
                    .isInstanceOf(InvalidValueException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aFieldOfALaterVersionIsIgnored(String name, Class<?> type) throws IOException {
        ObjectNode message = (ObjectNode) JSON.readTree(GoldenMessages.bytes(name));
        message.put("added_later", true);

        assertThat(WireJson.read(JSON.writeValueAsBytes(message), type)).isEqualTo(GoldenMessages.read(name, type));
    }

    private static List<?> errors(String name, byte[] json) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(new String(GoldenMessages.schema(name), StandardCharsets.UTF_8), InputFormat.JSON);
        return schema.validate(new String(json, StandardCharsets.UTF_8), InputFormat.JSON);
    }

    private static List<String> wireNames(Class<?> type) {
        SnakeCaseStrategy snakeCase = new SnakeCaseStrategy();
        return Arrays.stream(type.getRecordComponents())
                .map(c -> {
                    JsonProperty named = c.getAccessor().getAnnotation(JsonProperty.class);
                    return named != null ? named.value() : snakeCase.translate(c.getName());
                })
                .toList();
    }
}
