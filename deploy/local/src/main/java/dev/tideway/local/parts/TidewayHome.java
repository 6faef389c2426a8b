package dev.tideway.local.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The folder of the project, in which the built classes of every part are found. */
public record TidewayHome(Path path) {

    /** From the system property {@code tideway.root} (tests) or the variable {@code TIDEWAY_HOME} (the script). */
    public static TidewayHome find() {
        var root = firstSet(System.getProperty("tideway.root"), System.getenv("TIDEWAY_HOME"));
        if (root == null) {
            throw new StackException("Set TIDEWAY_HOME to the folder that holds the script tideway.");
        }
        return new TidewayHome(Path.of(root).toAbsolutePath().normalize());
    }

    /** The class path for main classes of this module that need no library. */
    public String ownClasses() {
        return path.resolve("deploy/local/target/classes").toString();
    }

    /** The servers' libraries stand in a file that the build writes, since services must not see them. */
    String serverClassPath() {
        var libraries = path.resolve("deploy/local/target/servers.classpath");
        try {
            return String.join(
                    ":",
                    ownClasses(),
                    path.resolve("update-protocol/target/classes").toString(),
                    Files.readString(libraries).strip());
        } catch (IOException e) {
            throw new StackException(
                    libraries + " is missing: build with 'mvn -DskipTests -pl deploy/local -am package'.", e);
        }
    }

    private static @Nullable String firstSet(@Nullable String first, @Nullable String second) {
        return first == null || first.isBlank() ? second : first;
    }
}
