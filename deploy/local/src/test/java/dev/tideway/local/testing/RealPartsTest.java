package dev.tideway.local.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.local.parts.Part;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RealPartsTest {
    @Test
    void isTheSameSetForEveryClassLoader() throws Exception {
        // Given
        var settings = RealParts.start(Part.S3);

        // When
        Object settingsSeenByAnother;
        try (var loader = anotherClassLoader()) {
            var resource = loader.loadClass(RealPartsResource.class.getName());
            var instance = resource.getConstructor().newInstance();
            resource.getMethod("init", Map.class).invoke(instance, Map.of("parts", "s3"));
            settingsSeenByAnother = resource.getMethod("start").invoke(instance);
        }

        // Then
        assertThat(settingsSeenByAnother).isEqualTo(settings);
    }

    /** As Quarkus does for each application under test. */
    private static URLClassLoader anotherClassLoader() {
        var classPath = Stream.of(System.getProperty("java.class.path").split(":"))
                .map(entry -> url(Path.of(entry).toUri()))
                .toArray(URL[]::new);
        return new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(URI uri) {
        try {
            return uri.toURL();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
