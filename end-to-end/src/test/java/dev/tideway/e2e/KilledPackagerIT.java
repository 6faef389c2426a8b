package dev.tideway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.e2e.Workbench.Packager;
import dev.tideway.local.testing.S3Gate;
import dev.tideway.protocol.Topic;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.artifact.Receipt;
import dev.tideway.protocol.event.BuildOutcome;
import dev.tideway.protocol.event.BuildSource;
import dev.tideway.protocol.event.PackageReady;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is true of a build after the packager at it has died, at each moment at which it can. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledPackagerIT {
    private final Workbench bench = new Workbench();
    private Packager packager;

    /** Where a packager stands when it is killed: at a request that waits at the gate. */
    enum Moment {
        SOURCE_IS_FETCHED {
            @Override
            S3Gate.Rule hold(S3Gate gate, String project) {
                return gate.holdAnswers("GET .*/builds/" + project + "/.*");
            }
        },
        FIRST_OF_TWO_FILES_IS_READ {
            @Override
            S3Gate.Rule hold(S3Gate gate, String project) {
                return gate.holdRequests("GET .*/builds/" + project + "/.*app.js");
            }
        },
        PACKED_AND_NOTHING_STORED {
            @Override
            S3Gate.Rule hold(S3Gate gate, String project) {
                return gate.holdRequests("HEAD .*/packages/.*");
            }
        },
        PACKAGE_IS_STORED {
            @Override
            S3Gate.Rule hold(S3Gate gate, String project) {
                return gate.holdAnswers("PUT .*/packages/.*");
            }
        },
        BUNDLE_IS_TO_BE_STORED {
            @Override
            S3Gate.Rule hold(S3Gate gate, String project) {
                return gate.holdRequests("PUT .*/bundles/.*");
            }
        },
        MANIFEST_IS_TO_BE_STORED {
            @Override
            S3Gate.Rule hold(S3Gate gate, String project) {
                return gate.holdRequests("PUT .*/manifests/.*");
            }
        },
        RECEIPT_IS_TO_BE_STORED {
            @Override
            S3Gate.Rule hold(S3Gate gate, String project) {
                return gate.holdRequests("PUT .*/receipts/" + project + "/.*");
            }
        },
        RECEIPT_IS_STORED_AND_NOTHING_TOLD {
            @Override
            S3Gate.Rule hold(S3Gate gate, String project) {
                return gate.holdAnswers("PUT .*/receipts/" + project + "/.*");
            }
        };

        abstract S3Gate.Rule hold(S3Gate gate, String project);

        String project() {
            return "kill-" + name().toLowerCase(Locale.ROOT);
        }

        /** Who stands at a later moment has passed the gates of the earlier ones, which hold everybody's requests. */
        static List<Moment> lastFirst() {
            return Stream.of(values()).sorted(Comparator.reverseOrder()).toList();
        }
    }

    /** At each of the moments stands a build when the packager is killed. */
    @BeforeAll
    void killAtEveryMoment() {
        packager = bench.start(
                "killed",
                Map.of(
                        "tideway.packager.slots",
                        Integer.toString(2 * Moment.values().length),
                        "tideway.s3.read-timeout",
                        "10m"));
        List<S3Gate.Rule> held = new ArrayList<>();
        try {
            for (Moment moment : Moment.lastFirst()) {
                held.add(stand(moment));
            }
            for (Moment moment : Moment.values()) {
                assertThat(bench.messages(Topic.PACKAGES, moment.project())).isEmpty();
            }
            packager.process().kill();
        } finally {
            held.forEach(S3Gate.Rule::close);
        }
        packager = bench.start("killed", Map.of());
    }

    private S3Gate.Rule stand(Moment moment) {
        String project = moment.project();
        // A folder is fetched file by file while it is read; it makes the same package as the archive does.
        String folder = "builds/" + project + "/folder/";
        Workbench.tree(project).forEach((path, content) -> bench.upload(folder + path, content));
        S3Gate.Rule held = moment.hold(bench.gate(), project);
        bench.announce(Workbench.build(project, "1", new BuildSource(null, folder, null, null)));
        await().atMost(Workbench.PATIENCE).until(() -> held.met() > 0);
        return held;
    }

    @AfterAll
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @EnumSource
    void afterAKillTheTruthIsTheSame(Moment moment) {
        String project = moment.project();

        PackageReady ready = theOneOutcome(project, "1");
        Receipt receipt = bench.receipt(project, "1");
        assertThat(bench.keys("receipts/" + project + "/")).containsExactly(ArtifactKeys.receipt(project, "ios", "1"));
        assertThat(receipt.updatePackage()).isEqualTo(ready.updatePackage());
        assertThat(receipt.bundle()).isEqualTo(ready.bundle());
        assertThat(bench.digestOfPublic(
                        ArtifactKeys.packageZip(ready.updatePackage().sha256())))
                .isEqualTo(ready.updatePackage().sha256());
        assertThat(bench.digestOfPublic(ArtifactKeys.bundle(ready.bundle().sha256())))
                .isEqualTo(ready.bundle().sha256());
        PackageReady undisturbed = undisturbed(project);
        assertThat(ready.updatePackage()).isEqualTo(undisturbed.updatePackage());
        assertThat(ready.bundle()).isEqualTo(undisturbed.bundle());
        assertThat(bench.digestOfPublic(
                        ArtifactKeys.manifest(ready.updatePackage().sha256())))
                .isNotNull();
        awaitOnlyFoldersOf(1);
        assertThat(bench.messages(Topic.BUILDS_DLQ, project)).isEmpty();
    }

    /** The first build is unfinished, so that the offset of the second, which is told, cannot be committed. */
    @Test
    void whatWasToldAndNotCommittedIsToldAgainAndNothingIsBuiltThoughItsSourceHasExpired() {
        String project = "told-again";
        try (S3Gate.Rule held = bench.gate().holdRequests("GET .*/builds/told-again/first/.*")) {
            bench.publish(project, "first");
            await().atMost(Workbench.PATIENCE).until(() -> held.met() > 0);
            bench.publish(project, "second");
            bench.outcomes(project, "second");
            bench.remove("builds/told-again/second/upload.zip");
            packager.process().kill();
        }
        packager = bench.start("killed", Map.of());

        await().atMost(Workbench.PATIENCE)
                .until(() -> bench.outcomes(project, "second").size() == 2);
        theOneOutcome(project, "second");
        theOneOutcome(project, "first");
        assertThat(bench.gate().count("GET .*/builds/told-again/second/.*")).isEqualTo(1);
    }

    @Test
    void whatDoesNotEndBeforeAShutdownIsHandedBack() {
        String project = "handed-back";
        packager.process().kill();
        packager = bench.start("killed", Map.of("tideway.packager.shutdown-time", "100ms"));
        try (S3Gate.Rule held = bench.gate().holdRequests("GET .*/builds/handed-back/.*")) {
            bench.publish(project, "1");
            await().atMost(Workbench.PATIENCE).until(() -> held.met() > 0);

            packager.process().stop();

            assertThat(packager.logged()).contains("1 builds did not end in time and are handed back");
            assertThat(bench.temporaryFolders()).isEmpty();
            assertThat(bench.messages(Topic.PACKAGES, project)).isEmpty();
        }
        packager = bench.start("killed", Map.of());

        theOneOutcome(project, "1");
        assertThat(bench.messages(Topic.BUILDS_DLQ, project)).isEmpty();
    }

    @Test
    void whatEndsBeforeAShutdownIsToldAndNotDoneAgain() {
        String project = "finished-first";
        CompletableFuture<Void> stopped;
        try (S3Gate.Rule held = bench.gate().holdRequests("GET .*/builds/finished-first/1/.*")) {
            bench.publish(project, "1");
            await().atMost(Workbench.PATIENCE).until(() -> held.met() > 0);
            Packager stopping = packager;
            stopped = CompletableFuture.runAsync(stopping.process()::stop);
            await().atMost(Workbench.PATIENCE).until(() -> stopping.logged().contains("stopping, running builds get"));
        }
        stopped.join();
        assertThat(bench.outcomes(project, "1")).hasSize(1);

        packager = bench.start("killed", Map.of());
        bench.publish(project, "2");

        theOneOutcome(project, "2");
        assertThat(bench.outcomes(project, "1")).hasSize(1);
    }

    private PackageReady undisturbed(String project) {
        String key = "builds/" + project + "/undisturbed/upload.zip";
        bench.upload(key, Workbench.archive(project));
        bench.announce(Workbench.build(project, "undisturbed", BuildSource.archive(key)));
        return theOneOutcome(project, "undisturbed");
    }

    /** However often it is told, it is the same, under the same id. */
    private PackageReady theOneOutcome(String project, String buildId) {
        Stream<BuildOutcome> outcomes = bench.outcomes(project, buildId).stream();
        assertThat(outcomes.distinct()).hasSize(1);
        assertThat(bench.messages(Topic.PACKAGES, project).stream()
                        .filter(message -> header(message, "ce_subject").endsWith("/" + buildId))
                        .map(message -> header(message, "ce_id"))
                        .distinct())
                .hasSize(1);
        return (PackageReady) bench.outcomes(project, buildId).get(0);
    }

    private void awaitOnlyFoldersOf(int processes) {
        await().atMost(Workbench.PATIENCE).untilAsserted(() -> assertThat(bench.temporaryFolders())
                .hasSize(processes)
                .allMatch(name -> name.startsWith("process-")));
    }

    private static String header(ConsumerRecord<String, byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
