package dev.tideway.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What Kubernetes takes: of its own kinds by the OpenAPI that its Java models are made from, of others by the definitions
 * that the acceptance registers with a real API server. A field that is not in them is refused.
 */
final class KubernetesSchemas {
    private static final String MODELS = "io.kubernetes.client.openapi.models.";
    private static final Map<String, Schema> CUSTOM = customResources();

    private KubernetesSchemas() {}

    /** @return what is wrong; nothing where all is well */
    static List<String> problems(Manifest manifest) {
        Schema custom = CUSTOM.get(manifest.apiVersion() + "/" + manifest.kind());
        if (custom != null) {
            return custom.validate(manifest.json()).stream()
                    .map(Object::toString)
                    .toList();
        }
        try {
            String version = manifest.apiVersion().replaceFirst(".*/", "");
            Class<?> model = Class.forName(MODELS + "V" + version.substring(1) + manifest.kind());
            JsonElement json = JsonParser.parseString(manifest.json().toString());
            model.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
            return List.of();
        } catch (InvocationTargetException e) {
            return List.of(String.valueOf(e.getCause().getMessage()));
        } catch (ReflectiveOperationException e) {
            return List.of("Kubernetes has no " + manifest.kind() + " in " + manifest.apiVersion());
        }
    }

    private static Map<String, Schema> customResources() {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        Map<String, Schema> schemas = new HashMap<>();
        try (Stream<Path> files = Files.list(Chart.ROOT.resolve("test/crds"))) {
            for (Path file : files.toList()) {
                JsonNode spec = new YAMLMapper().readTree(file.toFile()).path("spec");
                JsonNode version = spec.at("/versions/0");
                JsonNode schema = closed(version.at("/schema/openAPIV3Schema"));
                schemas.put(
                        spec.path("group").asText() + "/" + version.path("name").asText() + "/"
                                + spec.at("/names/kind").asText(),
                        registry.getSchema(schema));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return schemas;
    }

    /** An API server prunes fields that it does not know; here they are mistakes. */
    private static JsonNode closed(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties") && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(KubernetesSchemas::closed);
        return schema;
    }
}
