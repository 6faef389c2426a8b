package dev.tideway.catalog.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.local.testing.RealPartsResource;
import io.minio.MinioAsyncClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every replica is told of one project stays small enough for a message. */
@QuarkusTest
@QuarkusTestResource(RealPartsResource.class)
@QuarkusTestResource(SigningKeyResource.class)
class LimitsTest {
    private static final String LIMIT_REACHED = "urn:tideway:problem:limit-reached";

    /** As offers in so many app versions would leave it; digests do not compress. */
    private static final String OFFER_MANY = """
            insert into release (project_id, os, app_version, channel, update_number, state, rollout, mandatory,
                deploy_version, package_sha256, package_size, bundle_sha256, bundle_size, build_id, announced_sequence,
                offered_at, origin)
            select $1, 'ios', '9.0.' || n, 'release', 1, 'offered', 1000, false, '9.0.' || n,
                encode(sha256(('zip' || n)::bytea), 'hex'), 1000, encode(sha256(('tar' || n)::bytea), 'hex'), 4000,
                'recovered', 1, now(), 'recovery'
            from generate_series(1, $2) n""";

    @Inject
    MinioAsyncClient s3;

    @Inject
    Pool pool;

    @Test
    void aChangeThatMakesTheMessageTooLongIsRefusedAndLeavesNothingBehind() {
        // Given a project just below the limit of lines, and far above that of the catalogue's size
        ReleaseDesk desk = new ReleaseDesk(s3, "long");
        desk.set("{\"approval\":\"required\"}").statusCode(200);
        desk.publish("a", "release", false, 1000);
        String held = desk.awaited("a", "held");
        desk.awaitPublished();
        long before = desk.revision();
        pool.preparedQuery(OFFER_MANY)
                .execute(Tuple.of(desk.project, 1900))
                .await()
                .atMost(ReleaseDesk.PATIENCE);
        pool.preparedQuery(ACTIONS_TO_MANY)
                .execute(Tuple.of(desk.project))
                .await()
                .atMost(ReleaseDesk.PATIENCE);

        desk.post(held, "approve")
                .statusCode(409)
                .body("type", equalTo(LIMIT_REACHED))
                .body("parameter", equalTo("catalogue_size"));
        desk.set("{\"settings\":{\"newer_app_versions\":true}}")
                .statusCode(409)
                .body("parameter", equalTo("catalogue_size"));

        // Then nothing half done
        desk.get(held).statusCode(200).body("state", equalTo("held"));
        assertThat(desk.revision()).isEqualTo(before);
        assertThat(desk.audit(Map.of("action", "release.approved")).getList("entries"))
                .isEmpty();

        // And what is packed is held, whatever the project says
        desk.set("{\"approval\":\"none\"}").statusCode(200);
        desk.publish("b", "release", false, 1000);
        desk.awaited("b", "held");

        // And what takes something away is not refused
        JsonPath one = desk.list("app_version=9.0.7");
        desk.post(one.getString("releases[0].release_id"), "withdraw").statusCode(200);

        // What was never packed cannot be published.
        pool.preparedQuery("delete from release where project_id = $1 and app_version like '9.0.%'")
                .execute(Tuple.of(desk.project))
                .await()
                .atMost(ReleaseDesk.PATIENCE);
    }

    /** Six bases for each, which is more than there usually are. */
    private static final String ACTIONS_TO_MANY = """
            insert into actions (project_id, os, app_version, to_sha256, from_sha256, sha256, size)
            select r.project_id, r.os, r.app_version, r.package_sha256,
                encode(sha256((r.package_sha256 || b)::bytea), 'hex'), r.package_sha256, 200
            from release r, generate_series(1, 6) b where r.project_id = $1 and r.app_version like '9.0.%'""";

    @Test
    void oneLineMoreThanThereMayBeIsRefused() {
        ReleaseDesk desk = new ReleaseDesk(s3, "lines");
        String release = desk.offered("a");
        desk.awaitPublished();
        pool.preparedQuery(OFFER_MANY)
                .execute(Tuple.of(desk.project, 1999))
                .await()
                .atMost(ReleaseDesk.PATIENCE);

        desk.post(release, "promote", "{\"channel\":\"one-more\"}")
                .statusCode(409)
                .body("type", equalTo(LIMIT_REACHED))
                .body("parameter", equalTo("lines"));

        assertThat(desk.list("channel=one-more").getList("releases")).isEmpty();
    }
}
