package dev.tideway.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One rendered resource. */
record Manifest(JsonNode json) {
    private static final YAMLMapper YAML = new YAMLMapper();

    static List<Manifest> all(String yaml) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(yaml)) {
            return documents.readAll().stream()
                    .filter(JsonNode::isObject)
                    .map(Manifest::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String kind() {
        return json.path("kind").asText();
    }

    String apiVersion() {
        return json.path("apiVersion").asText();
    }

    String name() {
        return json.at("/metadata/name").asText();
    }

    /** The spec of the pods that it makes; missing where it makes none. */
    JsonNode podSpec() {
        return switch (kind()) {
            case "Pod" -> json.path("spec");
            case "Deployment", "StatefulSet", "DaemonSet", "Job" -> json.at("/spec/template/spec");
            default -> json.path("no such field");
        };
    }

    JsonNode podLabels() {
        return json.at(kind().equals("Pod") ? "/metadata/labels" : "/spec/template/metadata/labels");
    }

    Stream<JsonNode> containers() {
        return Stream.of("initContainers", "containers")
                .flatMap(list -> stream(podSpec().path(list)));
    }

    boolean servesForEver() {
        return kind().equals("Deployment");
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
