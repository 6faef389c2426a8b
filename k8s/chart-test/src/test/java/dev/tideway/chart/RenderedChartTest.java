package dev.tideway.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that every manifest keeps, whatever the values. */
class RenderedChartTest {
    static Stream<Named<List<Manifest>>> everything() {
        return Switches.all();
    }

    @Test
    void lintHasNothingToSay() {
        var result = Chart.helm().lint().strict().call();

        assertThat(result.isFailed())
                .as(() -> String.join("\n", result.getMessages()))
                .isFalse();
        assertThat(result.getMessages())
                .noneMatch(message -> message.contains("[WARNING]") || message.contains("[ERROR]"));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void kubernetesKnowsEveryField(List<Manifest> manifests) {
        assertThat(manifests).isNotEmpty().allSatisfy(manifest -> assertThat(KubernetesSchemas.problems(manifest))
                .as("%s:\n%s", manifest, manifest.json().toPrettyString())
                .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("everything")
    void namesAreUnique(List<Manifest> manifests) {
        assertThat(manifests.stream().map(Manifest::toString)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("everything")
    void podsAreRestricted(List<Manifest> manifests) {
        pods(manifests).forEach(pod -> {
            JsonNode spec = pod.podSpec();
            assertThat(spec.at("/securityContext/runAsNonRoot").asBoolean())
                    .as("%s", pod)
                    .isTrue();
            assertThat(spec.at("/securityContext/runAsUser").asInt())
                    .as("%s", pod)
                    .isPositive();
            assertThat(spec.at("/securityContext/seccompProfile/type").asText())
                    .as("%s", pod)
                    .isEqualTo("RuntimeDefault");
            assertThat(spec.has("hostNetwork") || spec.has("hostPID") || spec.has("hostIPC"))
                    .as("%s", pod)
                    .isFalse();
            assertThat(Manifest.stream(spec.path("volumes")).filter(volume -> volume.has("hostPath")))
                    .as("%s", pod)
                    .isEmpty();
            pod.containers().forEach(container -> {
                JsonNode security = container.path("securityContext");
                assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                        .as("%s", pod)
                        .isFalse();
                assertThat(security.path("readOnlyRootFilesystem").asBoolean())
                        .as("%s", pod)
                        .isTrue();
                assertThat(security.at("/capabilities/drop/0").asText())
                        .as("%s", pod)
                        .isEqualTo("ALL");
            });
        });
    }

    @ParameterizedTest
    @MethodSource("everything")
    void podsHaveNoCredentialsForTheApiServer(List<Manifest> manifests) {
        Map<String, Manifest> accounts = byName(manifests, "ServiceAccount");
        pods(manifests).forEach(pod -> {
            assertThat(pod.podSpec().path("automountServiceAccountToken").asBoolean(true))
                    .as("%s", pod)
                    .isFalse();
            assertThat(accounts)
                    .as("%s", pod)
                    .containsKey(pod.podSpec().path("serviceAccountName").asText());
        });
        assertThat(accounts.values()).allSatisfy(account -> assertThat(
                        account.json().path("automountServiceAccountToken").asBoolean(true))
                .isFalse());
    }

    @ParameterizedTest
    @MethodSource("everything")
    void containersSayWhatTheyNeed(List<Manifest> manifests) {
        pods(manifests).forEach(pod -> pod.containers().forEach(container -> {
            assertThat(container.at("/resources/requests/cpu").isMissingNode())
                    .as("%s", pod)
                    .isFalse();
            assertThat(container.at("/resources/requests/memory").isMissingNode())
                    .as("%s", pod)
                    .isFalse();
            assertThat(container.at("/resources/limits/memory").isMissingNode())
                    .as("%s", pod)
                    .isFalse();
        }));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void imagesHaveATagThatStays(List<Manifest> manifests) {
        pods(manifests).flatMap(Manifest::containers).forEach(container -> assertThat(
                        container.path("image").asText())
                .matches(".+/.+:[^:/]+")
                .doesNotEndWith(":latest"));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void whatServesIsProbed(List<Manifest> manifests) {
        manifests.stream()
                .filter(Manifest::servesForEver)
                .forEach(deployment -> deployment.containers().forEach(container -> assertThat(container.fieldNames())
                        .as("%s", deployment)
                        .toIterable()
                        .contains("startupProbe", "readinessProbe", "livenessProbe")));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void graceIsLongerThanTheDrain(List<Manifest> manifests) {
        manifests.stream()
                .filter(Manifest::servesForEver)
                .forEach(deployment -> deployment.containers().forEach(container -> assertThat(deployment
                                .podSpec()
                                .path("terminationGracePeriodSeconds")
                                .asInt(30))
                        .as("%s", deployment)
                        .isGreaterThan(
                                container.at("/lifecycle/preStop/sleep/seconds").asInt(0) + 20)));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void volumesHaveASizeAndMountsHaveAVolume(List<Manifest> manifests) {
        pods(manifests).forEach(pod -> {
            Map<String, JsonNode> volumes = Manifest.stream(pod.podSpec().path("volumes"))
                    .collect(Collectors.toMap(volume -> volume.path("name").asText(), Function.identity()));
            assertThat(volumes.values()).allSatisfy(volume -> assertThat(volume.has("emptyDir")
                            && volume.at("/emptyDir/sizeLimit").isMissingNode())
                    .as("%s %s", pod, volume)
                    .isFalse());
            Stream<String> mounted = pod.containers()
                    .flatMap(container -> Manifest.stream(container.path("volumeMounts")))
                    .map(mount -> mount.path("name").asText());
            assertThat(mounted).as("%s", pod).allMatch(volumes::containsKey).contains("tmp");
            assertThat(pod.containers().flatMap(container -> Manifest.stream(container.path("volumeMounts"))))
                    .as("%s", pod)
                    .extracting(mount -> mount.path("name").asText())
                    .containsAll(volumes.keySet());
        });
    }

    @ParameterizedTest
    @MethodSource("everything")
    void selectorsFindTheirPods(List<Manifest> manifests) {
        List<Manifest> pods = pods(manifests).toList();
        manifests.stream()
                .filter(manifest -> List.of("Service", "PodDisruptionBudget").contains(manifest.kind()))
                .forEach(manifest -> {
                    JsonNode wanted = manifest.kind().equals("Service")
                            ? manifest.json().at("/spec/selector")
                            : manifest.json().at("/spec/selector/matchLabels");
                    assertThat(pods.stream().filter(pod -> matches(wanted, pod.podLabels())))
                            .as("%s", manifest)
                            .hasSize(1);
                });
    }

    @ParameterizedTest
    @MethodSource("everything")
    void replicasAreDecidedOnce(List<Manifest> manifests) {
        List<String> scaled = manifests.stream()
                .filter(manifest ->
                        List.of("HorizontalPodAutoscaler", "ScaledObject").contains(manifest.kind()))
                .map(manifest -> manifest.json().at("/spec/scaleTargetRef/name").asText())
                .toList();
        Map<String, Manifest> deployments = byName(manifests, "Deployment");

        assertThat(scaled).doesNotHaveDuplicates().allMatch(deployments::containsKey);
        deployments.forEach((name, deployment) -> assertThat(
                        deployment.json().at("/spec/replicas").isMissingNode())
                .as(name)
                .isEqualTo(scaled.contains(name)));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void aDrainIsNeverBlockedForGood(List<Manifest> manifests) {
        Map<String, Manifest> budgets = byName(manifests, "PodDisruptionBudget");
        assertThat(budgets).isNotEmpty();
        assertThat(budgets.values()).allSatisfy(budget -> {
            assertThat(budget.json().at("/spec/minAvailable").isMissingNode()).isTrue();
            assertThat(budget.json().at("/spec/maxUnavailable").asInt()).isPositive();
        });
    }

    @ParameterizedTest
    @MethodSource("everything")
    void noSecretIsInAValue(List<Manifest> manifests) {
        pods(manifests)
                .flatMap(Manifest::containers)
                .flatMap(container -> Manifest.stream(container.path("env")))
                .filter(variable -> variable.path("name").asText().matches(".*(PASSWORD|SECRET_KEY|ACCESS_KEY|TOKEN)"))
                .filter(variable -> !variable.path("value").asText().equals("none"))
                .forEach(variable -> assertThat(
                                variable.at("/valueFrom/secretKeyRef/name").asText())
                        .as("%s", variable)
                        .isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("everything")
    void hookJobsFindWhatTheyNeed(List<Manifest> manifests) {
        Map<String, Manifest> accounts = byName(manifests, "ServiceAccount");
        manifests.stream()
                .filter(manifest -> manifest.json().at("/metadata/annotations").has("helm.sh/hook"))
                .filter(manifest -> !manifest.podSpec().isMissingNode())
                .forEach(hook -> {
                    Manifest account = accounts.get(
                            hook.podSpec().path("serviceAccountName").asText());
                    assertThat(account.json().at("/metadata/annotations").path("helm.sh/hook"))
                            .isEqualTo(hook.json().at("/metadata/annotations").path("helm.sh/hook"));
                    assertThat(account.json()
                                    .at("/metadata/annotations")
                                    .path("helm.sh/hook-weight")
                                    .asInt())
                            .isNegative();
                });
    }

    private static Stream<Manifest> pods(List<Manifest> manifests) {
        return manifests.stream().filter(manifest -> !manifest.podSpec().isMissingNode());
    }

    private static Map<String, Manifest> byName(List<Manifest> manifests, String kind) {
        return manifests.stream()
                .filter(manifest -> manifest.kind().equals(kind))
                .collect(Collectors.toMap(Manifest::name, Function.identity()));
    }

    private static boolean matches(JsonNode wanted, JsonNode labels) {
        return wanted.properties().stream().allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
    }
}
