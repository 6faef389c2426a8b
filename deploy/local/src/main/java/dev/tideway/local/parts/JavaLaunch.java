package dev.tideway.local.parts;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs a main class with this JVM's own Java. */
public record JavaLaunch(Class<?> main, String classPath, int heapMebibytes) {
    /**
     * What starts it.
     *
     * @param settings the {@code tideway.*} and other settings that it reads from its environment
     * @param arguments of the main class
     */
    public ChildProcess.Launch with(Map<String, String> settings, Path log, String... arguments) {
        var environment = new HashMap<>(ServerSettings.asEnvironment(settings));
        // Not an argument: lists of processes stay readable.
        environment.put("CLASSPATH", classPath);
        return new ChildProcess.Launch(command(arguments), environment, log);
    }

    private List<String> command(String... arguments) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // These JVMs live for short and share few cores: the quick compiler is enough.
        var options = List.of(java, "-Xmx" + heapMebibytes + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        return Stream.of(options, List.of(main.getName()), List.of(arguments))
                .flatMap(List::stream)
                .toList();
    }
}
