package dev.tideway.bench.peer;

import dev.tideway.bench.machine.PinnedProcess;
import dev.tideway.bench.stack.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** nginx with one worker on the server's core, set up as people who want speed do. */
public final class Nginx implements AutoCloseable {
    private static final Set<String> BY_NGINX = Set.of(
            "accept-ranges",
            "connection",
            "content-length",
            "content-type",
            "date",
            "keep-alive",
            "last-modified",
            "server");

    private static final int CONNECTIONS = 16_000;

    private final PinnedProcess process;
    private final URI address;

    private Nginx(PinnedProcess process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Returns when it answers.
     *
     * @param folder for its configuration and log
     * @param locations what stands in the {@code server} block
     */
    public static Nginx start(Path folder, int port, String locations) {
        return start(folder, port, CONNECTIONS, locations);
    }

    /** @param connections that it takes at once */
    public static Nginx start(Path folder, int port, int connections, String locations) {
        try {
            Files.createDirectories(folder);
            Path configuration = folder.resolve("nginx.conf").toAbsolutePath();
            Files.writeString(configuration, configuration(folder.toAbsolutePath(), port, connections, locations));
            PinnedProcess process = PinnedProcess.start(
                    PinnedProcess.SERVER_CORE,
                    List.of("nginx", "-p", folder.toAbsolutePath().toString(), "-c", configuration.toString()),
                    Map.of(),
                    folder.resolve("nginx.log"));
            URI address = URI.create("http://127.0.0.1:" + port);
            Http.await(address, process);
            return new Nginx(process, address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI address() {
        return address;
    }

    /** The master; its worker is its child. */
    public ProcessHandle handle() {
        return process.handle();
    }

    /** A value as it stands between single quotes in nginx's configuration. */
    public static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** Has nginx send the header fields of another server's answer, but for those that it writes by itself. */
    public static String fieldsOf(HttpResponse<byte[]> answer) {
        return answer.headers().map().entrySet().stream()
                .filter(field -> !BY_NGINX.contains(field.getKey().toLowerCase(Locale.ROOT)))
                .flatMap(field -> field.getValue().stream()
                        .map(value -> "add_header " + field.getKey() + " " + quoted(value) + ";"))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        process.close();
    }

    private static String configuration(Path folder, int port, int connections, String locations) {
        return String.join(
                "\n",
                // Without this, workers of a root master may not read the measured files.
                "root".equals(System.getProperty("user.name")) ? "user root;" : "",
                "daemon off;",
                "worker_processes 1;",
                "worker_rlimit_nofile 20000;",
                "pid " + folder.resolve("nginx.pid") + ";",
                "error_log " + folder.resolve("error.log") + " crit;",
                "events { worker_connections " + connections + "; }",
                "http {",
                "  access_log off;",
                "  sendfile on;",
                // With it on, loopback stalls on delayed acknowledgements.
                "  tcp_nopush off;",
                "  keepalive_requests 1000000000;",
                "  keepalive_timeout 600s;",
                "  send_timeout 600s;",
                "  client_body_temp_path " + folder.resolve("body") + ";",
                "  proxy_temp_path " + folder.resolve("proxy") + ";",
                "  fastcgi_temp_path " + folder.resolve("fastcgi") + ";",
                "  uwsgi_temp_path " + folder.resolve("uwsgi") + ";",
                "  scgi_temp_path " + folder.resolve("scgi") + ";",
                "  server {",
                "    listen 127.0.0.1:" + port + " backlog=8192;",
                locations,
                "  }",
                "}",
                "");
    }
}
