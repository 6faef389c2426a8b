package dev.tideway.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** {@code deploy/compose/compose.yaml}: what Compose would refuse, and what the chart promises of the same images. */
class ComposeFileTest {
    private static JsonNode compose;

    @BeforeAll
    static void read() throws IOException {
        String text = Files.readString(Path.of(System.getProperty("tideway.root"), "deploy/compose/compose.yaml"));
        // It follows merge keys as Compose does; Jackson's reader does not.
        compose = new ObjectMapper().valueToTree(new Yaml().<Map<String, Object>>load(text));
    }

    @Test
    void keepsToTheSchema() throws IOException {
        try (InputStream file = ComposeFileTest.class.getResourceAsStream("/compose-schema.json")) {
            var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new ObjectMapper().readTree(file));

            assertThat(schema.validate(compose)).isEmpty();
        }
    }

    @Test
    void servicesWaitForServicesThatAreThereAndTellWhetherTheyAreHealthy() {
        JsonNode services = compose.path("services");
        services.forEach(service -> service.path("depends_on").properties().forEach(dependency -> {
            JsonNode other = services.path(dependency.getKey());
            assertThat(other.isMissingNode()).as(dependency.getKey()).isFalse();
            if (dependency.getValue().path("condition").asText().equals("service_healthy")) {
                assertThat(other.has("healthcheck")).as(dependency.getKey()).isTrue();
            }
        }));
    }

    @Test
    void namedVolumesAreDeclared() {
        compose.path("services").forEach(service -> Manifest.stream(service.path("volumes"))
                .map(volume -> volume.asText().split(":")[0])
                .filter(volume -> !volume.startsWith("."))
                .forEach(volume -> assertThat(compose.path("volumes").has(volume))
                        .as(volume)
                        .isTrue()));
    }

    @ParameterizedTest
    @CsvSource({"catalog,8080", "delivery,8081", "packager,8082"})
    void servicesAreTheChartsServices(String name, int port) {
        JsonNode service = compose.path("services").path(name);
        String inChart = Chart.preset("default").stream()
                .filter(manifest ->
                        manifest.kind().equals("Deployment") && manifest.name().equals("up-tideway-" + name))
                .flatMap(Manifest::containers)
                .map(container -> container.path("image").asText())
                .findFirst()
                .orElseThrow();

        assertThat(service.path("image").asText().replaceAll("\\$\\{[A-Z_]+:-([^}]+)}", "$1"))
                .isEqualTo(inChart);
        assertThat(service.path("read_only").asBoolean()).isTrue();
        assertThat(service.path("user").asText()).isEqualTo("10001:10001");
        assertThat(service.path("cap_drop").get(0).asText()).isEqualTo("ALL");
        assertThat(service.at("/healthcheck/test").toString()).contains(":" + port + "/q/health/ready");
    }

    @Test
    void noPasswordIsInTheFile() {
        for (String name : List.of("TIDEWAY_POSTGRES_PASSWORD", "TIDEWAY_S3_SECRET_KEY", "TIDEWAY_S3_ACCESS_KEY")) {
            assertThat(compose.at("/services/catalog/environment/" + name).asText())
                    .startsWith("${")
                    .contains(":?");
        }
    }
}
