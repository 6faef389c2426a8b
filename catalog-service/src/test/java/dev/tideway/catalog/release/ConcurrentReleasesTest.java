package dev.tideway.catalog.release;

import static dev.tideway.catalog.build.TestApi.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tideway.catalog.build.TestApi;
import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.local.testing.RealPartsResource;
import io.minio.MinioAsyncClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What another replica does at the same time, on a connection of its own. */
@QuarkusTest
@QuarkusTestResource(RealPartsResource.class)
@QuarkusTestResource(SigningKeyResource.class)
class ConcurrentReleasesTest {
    @Inject
    MinioAsyncClient s3;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String postgres;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @Test
    void whoOffersWhileAnotherReplicaDoesGetsTheNumberAfterItsOne() throws Exception {
        ReleaseDesk desk = new ReleaseDesk(s3, "interleaved");
        desk.set("{\"approval\":\"required\"}").statusCode(200);
        desk.publish("a", "release", false, 1000);
        desk.publish("b", "beta", false, 1000);
        String release = desk.awaited("a", "held");
        String others = desk.awaited("b", "held");

        CompletableFuture<String> approval;
        try (Connection other = connect()) {
            other.setAutoCommit(false);
            run(other, "select id from project where id = '" + desk.project + "' for update");
            approval = CompletableFuture.supplyAsync(() ->
                    desk.post(release, "approve").statusCode(200).extract().path("update_number"));
            awaitSomebodyWaits();
            run(other, "insert into number_counter values ('" + desk.project + "', 'ios', '2.1.0', 1)");
            run(
                    other,
                    "update release set state = 'offered', update_number = 1, offered_at = now() where id = " + others);
            run(other, "update project set revision = revision + 1 where id = '" + desk.project + "'");
            other.commit();
        }

        assertThat(approval.get(3, TimeUnit.MINUTES)).isEqualTo("2");
        assertThat(desk.list("limit=100").getList("releases.update_number")).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void numbersAreDenseAndNeverGivenTwiceWhateverIsDoneAtOnce() {
        ReleaseDesk desk = new ReleaseDesk(s3, "dense");
        String first = desk.offered("a");
        List<CompletableFuture<Integer>> attempts = new ArrayList<>();
        ExecutorService people = Executors.newFixedThreadPool(8);
        try {
            for (int i = 0; i < 24; i++) {
                String channel = "c" + i;
                attempts.add(CompletableFuture.supplyAsync(() -> promoted(desk, first, channel), people));
            }
            assertThat(attempts.stream().map(CompletableFuture::join)).isSubsetOf(201, 409);
        } finally {
            people.shutdownNow();
        }

        List<String> numbers = desk.list("limit=100").getList("releases.update_number");
        assertThat(numbers.stream().map(Long::valueOf))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 25).boxed().toList());
        assertThat(TestApi.project(desk.project).getLong("revision")).isEqualTo(26);
    }

    @Test
    void ofSeveralWhoSawTheSameOnlyOneChangesIt() {
        ReleaseDesk desk = new ReleaseDesk(s3, "race");
        String release = desk.offered("a");
        String seen = desk.etag(release);

        List<CompletableFuture<Integer>> attempts = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> asAdmin()
                        .header("If-Match", seen)
                        .post(desk.path("/" + release + "/pause"))
                        .statusCode()))
                .toList();

        assertThat(attempts.stream().map(CompletableFuture::join))
                .containsExactlyInAnyOrder(200, 412, 412, 412, 412, 412);
    }

    @Test
    void whatIsInTheAuditLogStaysThere() throws SQLException {
        ReleaseDesk desk = new ReleaseDesk(s3, "append");
        try (Connection connection = connect()) {
            for (String attempt :
                    List.of("update audit_entry set who = 'x'", "delete from audit_entry", "truncate audit_entry")) {
                assertThatThrownBy(() -> run(connection, attempt)).hasMessageContaining("neither changed nor removed");
            }
        }
        assertThat(desk.audit(Map.of()).getList("entries.action")).containsExactly("project.created");
    }

    /** On a busy machine one waits for the project's lock too long, and asks again as people do; it may be done by then. */
    private static int promoted(ReleaseDesk desk, String release, String channel) {
        int status;
        do {
            status = desk.post(release, "promote", "{\"channel\":\"" + channel + "\"}")
                    .extract()
                    .statusCode();
        } while (status == 503);
        return status;
    }

    /** Not from the service's pool: what lies there may be broken since another test stopped PostgreSQL. */
    private Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres, user, password);
    }

    private void awaitSomebodyWaits() {
        await().atMost(ReleaseDesk.PATIENCE).until(() -> {
            try (Connection connection = connect();
                    var waiting = connection
                            .createStatement()
                            .executeQuery("select count(*) from pg_locks where not granted")) {
                waiting.next();
                return waiting.getLong(1) > 0;
            }
        });
    }

    private static void run(Connection connection, String statement) throws SQLException {
        try (var prepared = connection.createStatement()) {
            prepared.execute(statement);
        }
    }
}
