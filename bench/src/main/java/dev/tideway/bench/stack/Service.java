package dev.tideway.bench.stack;

import dev.tideway.bench.machine.Command;
import dev.tideway.bench.machine.PinnedProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of Tideway's services as it runs in production, on the server's core. */
public final class Service implements AutoCloseable {
    private static final Pattern HEAP_USED = Pattern.compile("used (\\d+)K");

    private final PinnedProcess process;
    private final URI address;
    private final Duration timeToReady;

    private Service(PinnedProcess process, URI address, Duration timeToReady) {
        this.process = process;
        this.address = address;
        this.timeToReady = timeToReady;
    }

    /**
     * How to start it.
     *
     * @param module folder of the module, such as {@code catalog-service}
     * @param flags of the JVM
     * @param environment beside the addresses of the parts
     */
    public record Launch(String module, List<String> flags, Map<String, String> environment, int port, Path folder) {}

    /** Returns when it says that it is ready. */
    public static Service start(Launch launch, Parts parts) {
        Path jar = Path.of(
                        System.getProperty("tideway.root", "."), launch.module(), "target/quarkus-app/quarkus-run.jar")
                .toAbsolutePath();
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: build with 'mvn -DskipTests package'.");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("tideway.bench.java", System.getProperty("java.home")), "bin", "java")
                .toString());
        command.addAll(launch.flags());
        command.addAll(List.of("-jar", jar.toString()));
        Map<String, String> environment = new HashMap<>(parts.environment());
        environment.putAll(launch.environment());
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(launch.port()));
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        URI address = URI.create("http://127.0.0.1:" + launch.port());
        long begin = System.nanoTime();
        PinnedProcess process = PinnedProcess.start(
                PinnedProcess.SERVER_CORE, command, environment, launch.folder().resolve(launch.module() + ".log"));
        Http.awaitOk(address.resolve("/q/health/ready"), process);
        return new Service(process, address, Duration.ofNanos(System.nanoTime() - begin));
    }

    public URI address() {
        return address;
    }

    public ProcessHandle handle() {
        return process.handle();
    }

    public Duration timeToReady() {
        return timeToReady;
    }

    /** Bytes of the heap that are in use after a full collection. */
    public long liveHeap() {
        String pid = Long.toString(process.handle().pid());
        Command.run(List.of("jcmd", pid, "GC.run"));
        String info = Command.run(List.of("jcmd", pid, "GC.heap_info"));
        // JDK 17 tells of the metaspace behind it, JDK 25 does not.
        int end = info.indexOf("Metaspace");
        Matcher used = HEAP_USED.matcher(end < 0 ? info : info.substring(0, end));
        long kibibytes = 0;
        // Serial and parallel collectors print one line for each generation, the others one in all.
        while (used.find()) {
            kibibytes += Long.parseLong(used.group(1));
        }
        return kibibytes * 1024;
    }

    @Override
    public void close() {
        process.close();
    }
}
