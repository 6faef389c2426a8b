package dev.tideway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the admin API can do, a person can do from the command line: each operation of its description has a verb. */
class EveryOperationTest {
    private static final Path DESCRIPTION = Path.of("../docs/openapi.yaml");
    private static final String PROJECT = "/api/v1/projects/{projectId}";
    private static final String RELEASE = PROJECT + "/releases/{releaseId}";
    private static final String WEBHOOK = PROJECT + "/webhooks/{webhookId}";

    /** The verb of each operation, as a person types it. */
    private static final Map<String, String> VERBS = new LinkedHashMap<>();

    static {
        VERBS.put("GET /api/v1/audit", "audit");
        VERBS.put("GET /api/v1/projects", "project list");
        VERBS.put("POST /api/v1/projects", "project create shop");
        VERBS.put("GET " + PROJECT, "project show shop");
        VERBS.put("PATCH " + PROJECT, "project set shop --approval=required");
        VERBS.put("POST " + PROJECT + "/archive", "project archive shop");
        VERBS.put("POST " + PROJECT + "/unarchive", "project unarchive shop");
        VERBS.put("POST " + PROJECT + "/delete", "project delete shop --yes");
        VERBS.put("GET /api/v1/outdated-projects", "recover");
        VERBS.put("POST " + PROJECT + "/recover", "recover --project shop");
        VERBS.put("GET " + PROJECT + "/audit", "audit --project shop");
        VERBS.put(
                "POST " + PROJECT + "/builds", "publish www --project shop --os ios --app-version 1.0 --build-id ci-1");
        VERBS.put(
                "POST " + PROJECT + "/builds/{buildId}/finished",
                "publish www --project shop --os ios --app-version 1.0 --build-id ci-1");
        VERBS.put("GET " + PROJECT + "/builds/{buildId}", "status ci-1 --project shop");
        VERBS.put("GET " + PROJECT + "/explain", "explain --project shop");
        VERBS.put("POST " + PROJECT + "/simulate", "simulate pause 17 --project shop");
        VERBS.put("GET " + PROJECT + "/releases", "releases list --project shop");
        VERBS.put("GET " + RELEASE, "releases show 17 --project shop");
        VERBS.put("PATCH " + RELEASE, "releases set 17 --mandatory --project shop");
        VERBS.put("PUT " + RELEASE + "/rollout", "rollout set 17 10% --project shop");
        for (String verb : List.of("approve", "decline", "offer", "pause", "resume", "withdraw")) {
            VERBS.put("POST " + RELEASE + "/" + verb, "releases " + verb + " 17 --project shop");
        }
        VERBS.put("POST " + RELEASE + "/purge", "releases purge 17 --project shop");
        VERBS.put("GET " + RELEASE + "/referrers", "releases purge 17 --bytes --project shop");
        VERBS.put("POST " + RELEASE + "/promote", "releases promote 17 --channel beta --project shop");
        VERBS.put("POST " + RELEASE + "/rollback", "releases rollback 17 --project shop");
        VERBS.put("GET " + PROJECT + "/trust-rules", "trust list --project shop");
        VERBS.put(
                "POST " + PROJECT + "/trust-rules",
                "trust add --project shop --issuer ci --role publisher --claim repository=shop");
        VERBS.put("DELETE " + PROJECT + "/trust-rules/{ruleId}", "trust remove 17 --project shop");
        VERBS.put("GET " + PROJECT + "/webhooks", "webhook list --project shop");
        VERBS.put("POST " + PROJECT + "/webhooks", "webhook create https://ci.example/hook --project shop");
        VERBS.put("GET " + WEBHOOK, "webhook show 17 --project shop");
        VERBS.put("PATCH " + WEBHOOK, "webhook set 17 --no-active --project shop");
        VERBS.put("DELETE " + WEBHOOK, "webhook delete 17 --project shop");
        VERBS.put("GET " + WEBHOOK + "/deliveries", "webhook deliveries 17 --project shop");
        VERBS.put(
                "POST " + WEBHOOK + "/deliveries/{deliveryId}/replay",
                "webhook replay 17 --delivery 17 --project shop");
        VERBS.put("POST " + WEBHOOK + "/replay", "webhook replay 17 --project shop");
        VERBS.put("POST " + WEBHOOK + "/rotate", "webhook rotate 17 --project shop");
        VERBS.put("POST " + WEBHOOK + "/test", "webhook test 17 --project shop");
        VERBS.put("GET /api/v1/tokens/revoked", "token list");
        VERBS.put("POST /api/v1/tokens/revoked", "token revoke 5f4e");
    }

    @TempDir
    Path folder;

    private final RemoteEnd remote = new RemoteEnd();

    @AfterEach
    void stop() {
        remote.close();
    }

    static Stream<Arguments> verbs() {
        return VERBS.entrySet().stream().map(verb -> Arguments.of(verb.getKey(), verb.getValue()));
    }

    @Test
    void ofTheDescriptionHasAVerb() throws IOException {
        Set<String> described = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path :
                new YAMLMapper().readTree(DESCRIPTION.toFile()).path("paths").properties()) {
            path.getValue()
                    .fieldNames()
                    .forEachRemaining(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
        }
        described.removeIf(operation -> !operation.contains("/api/v1/"));

        assertThat(VERBS.keySet()).containsExactlyInAnyOrderElementsOf(described);
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void isWhatItsVerbAsksFor(String operation, String verb) throws IOException {
        String asked = operation.replace("{projectId}", "shop").replace("{buildId}", "ci-1");
        asked = asked.replaceAll("\\{\\w+}", "17");
        remote.on(asked, 404, "{\"title\":\"Not here\"}")
                .on("GET /api/v1/projects/shop", 200, "{}")
                .on("GET /api/v1/projects/shop/releases/17", 200, "{\"id\":17}")
                .on("GET /api/v1/projects/shop/webhooks/17", 200, "{\"id\":17}");
        if (!operation.endsWith("/builds")) {
            remote.on("POST /api/v1/projects/shop/builds", 201, """
                    {"build_id":"ci-1","os":"ios","upload_url":"%s/store/ci-1"}""".formatted(remote.url()))
                    .on("PUT /store/ci-1", 200, "");
        }

        Run run = tideway(verb);

        assertThat(remote.lines().stream().map(line -> line.replaceFirst("\\?.*", "")))
                .as(run.err())
                .contains(asked);
    }

    private Run tideway(String verb) throws IOException {
        Files.createDirectories(folder.resolve("www"));
        Files.writeString(folder.resolve("www/index.html"), "<p>hello</p>");
        List<Object> words = new ArrayList<>(List.of(verb.split(" ")));
        words.replaceAll(word -> word.equals("www") ? folder.resolve("www") : word);
        words.addAll(List.of("--catalog-url", remote.url(), "--token", "secret", "--data", folder.resolve("none")));
        return Run.tideway(words.toArray());
    }
}
