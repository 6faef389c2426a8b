package dev.tideway.catalog.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tideway.catalog.build.TestApi;
import dev.tideway.catalog.release.ReleaseDesk;
import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.local.testing.RealPartsResource;
import io.minio.MinioAsyncClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** A real HTTP server where the cache would be, which refuses every first request. */
@QuarkusTest
@QuarkusTestResource(RealPartsResource.class)
@QuarkusTestResource(SigningKeyResource.class)
@QuarkusTestResource(value = EdgePurgeTest.Edge.class, restrictToAnnotatedClass = true)
class EdgePurgeTest {
    @Inject
    MinioAsyncClient s3;

    @Inject
    Pool pool;

    /** Loaded apart from the tests, so what came is kept in a file. */
    public static final class Edge implements QuarkusTestResourceLifecycleManager {
        private HttpServer server;
        private Path log;
        private int requests;

        @Override
        public Map<String, String> start() {
            try {
                log = Files.createTempFile("edge-", ".log");
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.createContext("/purge", this::purge);
                server.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Map.of(
                    "tideway.edge.purge-url",
                    "http://localhost:" + server.getAddress().getPort() + "/purge",
                    "tideway.edge.purge-header",
                    "Fastly-Key: secret",
                    "edge.log",
                    log.toString());
        }

        private synchronized void purge(HttpExchange exchange) throws IOException {
            boolean refused = requests++ == 0;
            String line = exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Surrogate-Key") + " "
                    + exchange.getRequestHeaders().getFirst("Fastly-Key") + (refused ? " refused" : "") + "\n";
            Files.writeString(log, line, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
            exchange.sendResponseHeaders(refused ? 503 : 200, -1);
            exchange.close();
        }

        @Override
        public void stop() {
            server.stop(0);
        }
    }

    @Test
    void theEdgeIsToldOnceDevicesCanGetTheNewStateAndAgainUntilItListens() {
        ReleaseDesk desk = new ReleaseDesk(s3, "edge");
        // A build, and so a package, that no other project has.
        String release = desk.offered(desk.project);
        desk.awaitPublished();
        assertThat(told()).isEmpty();

        desk.post(release, "withdraw").statusCode(200);

        String line = "PURGE project-" + desk.project + " secret";
        await().atMost(ReleaseDesk.PATIENCE)
                .untilAsserted(() -> assertThat(told()).containsExactly(line + " refused", line));
        var project = TestApi.project(desk.project);
        assertThat(project.getLong("published_revision")).isEqualTo(project.getLong("revision"));

        desk.post(release, "purge?bytes=true").statusCode(200);

        await().atMost(ReleaseDesk.PATIENCE).untilAsserted(() -> assertThat(told())
                .anyMatch(l -> l.startsWith("PURGE sha256-"))
                .filteredOn(line::equals)
                .hasSize(2));
    }

    @Test
    void whatIsOnlySimulatedIsNotTold() {
        ReleaseDesk desk = new ReleaseDesk(s3, "edge-simulated");
        String release = desk.offered("a");

        TestApi.asAdmin()
                .body("{\"action\":\"withdraw\",\"release_id\":\"" + release + "\"}")
                .post("/api/v1/projects/" + desk.project + "/simulate")
                .then()
                .statusCode(200);

        assertThat(pool.preparedQuery("select from edge_purge where project_id = $1")
                        .executeAndAwait(Tuple.of(desk.project))
                        .size())
                .isZero();
    }

    private List<String> told() {
        try {
            return Arrays.stream(
                            Files.readString(Path.of(ConfigProvider.getConfig().getValue("edge.log", String.class)))
                                    .split("\n"))
                    .filter(l -> !l.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
