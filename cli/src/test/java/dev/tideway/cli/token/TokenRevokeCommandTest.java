package dev.tideway.cli.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.cli.RemoteEnd;
import dev.tideway.cli.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenRevokeCommandTest {
    @TempDir
    Path folder;

    private final RemoteEnd remote = new RemoteEnd();

    @AfterEach
    void stop() {
        remote.close();
    }

    private Run tideway(String... words) {
        List<Object> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of("--catalog-url", remote.url(), "--token", "secret"));
        return Run.tideway(arguments.toArray());
    }

    @Test
    void aTokenIsRevokedByItsId() {
        remote.on("POST /api/v1/tokens/revoked", 201, "{\"jti\":\"a-b\",\"revoked_by\":\"ann\"}");

        Run run = tideway("token", "revoke", "a-b", "--reason", "lost");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().strip()).isEqualTo("The token a-b is not taken any more.");
        assertThat(remote.received("POST").findFirst().orElseThrow().text())
                .isEqualTo("{\"jti\":\"a-b\",\"reason\":\"lost\"}");
    }

    @Test
    void aTokenIsRevokedByItself() throws IOException {
        remote.on("POST /api/v1/tokens/revoked", 201, "{\"jti\":\"x\"}");
        String token =
                SigningKey.create(folder.resolve("key.jwk")).mint("ann", Role.ADMIN, List.of(), Duration.ofHours(1));

        assertThat(tideway("token", "revoke", token).exitCode()).isZero();

        assertThat(remote.received("POST").findFirst().orElseThrow().text()).matches("\\{\"jti\":\"[0-9a-f-]{36}\"}");
    }

    @Test
    void whatLooksLikeATokenAndIsNoneIsNotSent() {
        Run run = tideway("token", "revoke", "a.b.c");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(remote.lines()).isEmpty();
    }

    @Test
    void listsRevokedTokens() {
        remote.on(
                "GET /api/v1/tokens/revoked",
                200,
                "{\"tokens\":[{\"jti\":\"a-b\",\"revoked_by\":\"ann\",\"revoked_at\":\"2026-11-25T10:00:00Z\"}]}");

        assertThat(tideway("token", "list").out().lines())
                .containsExactly("REVOKED AT            BY   TOKEN  REASON", "2026-11-25T10:00:00Z  ann  a-b    -");
    }

    @Test
    void addsListsAndRemovesTrustRules() {
        String rules = "/api/v1/projects/shop/trust-rules";
        remote.on("POST " + rules, 201, "{\"rule_id\":\"3\"}");
        remote.on(
                "GET " + rules,
                200,
                "{\"trust_rules\":[{\"rule_id\":\"3\",\"issuer\":\"github\",\"role\":\"publisher\",\"claims\":{\"a\":\"1\"},"
                        + "\"created_by\":\"ann\"}]}");
        remote.on("DELETE " + rules + "/3", (exchange, request) -> exchange.sendResponseHeaders(204, -1));

        Run added = tideway(
                "trust", "add", "--project=shop", "--issuer=github", "--role=publisher", "--claim=ref=refs/heads/main");
        Run listed = tideway("trust", "list", "--project=shop");
        Run removed = tideway("trust", "remove", "3", "--project=shop");

        assertThat(added.out().strip())
                .isEqualTo("Trust rule 3 is there: tokens of github that fit have the role publisher.");
        assertThat(listed.out().lines())
                .containsExactly(
                        "RULE  ISSUER  ROLE       CLAIMS     ADDED BY", "3     github  publisher  {\"a\":\"1\"}  ann");
        assertThat(removed.exitCode()).as(removed.err()).isZero();
        assertThat(remote.received("POST").findFirst().orElseThrow().text()).contains("\"ref\":\"refs/heads/main\"");
    }
}
