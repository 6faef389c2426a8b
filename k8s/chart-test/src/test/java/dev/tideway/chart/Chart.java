package dev.tideway.chart;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The chart, rendered by Helm for the release {@code up} and Kubernetes 1.34. */
final class Chart {
    static final Path ROOT = Path.of(System.getProperty("tideway.root"), "k8s");

    private Chart() {}

    static Helm helm() {
        return new Helm(ROOT);
    }

    /** Names of the presets: {@code production} is {@code ci/production-values.yaml}. */
    static List<String> presets() {
        try (Stream<Path> files = Files.list(ROOT.resolve("ci"))) {
            return files.map(file -> file.getFileName().toString().replace("-values.yaml", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Manifest> preset(String name) {
        return render(ROOT.resolve("ci").resolve(name + "-values.yaml"));
    }

    /**
     * What comes of some values.
     *
     * @throws RuntimeException with Helm's message where it refuses them
     */
    static List<Manifest> with(String yaml) {
        try {
            Path values = Files.createTempFile("values", ".yaml");
            try {
                Files.writeString(values, yaml);
                return render(values);
            } finally {
                Files.delete(values);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Manifest> render(Path values) {
        String manifests = helm().template()
                .withName("up")
                .withNamespace("updates")
                .withKubeVersion("1.34.0")
                .withValuesFile(values)
                .call();
        return Manifest.all(manifests);
    }
}
