package dev.tideway.catalog.check;

import static dev.tideway.catalog.check.Catalogues.catalogue;
import static dev.tideway.catalog.check.Catalogues.release;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.catalog.check.CheckConfig.UnknownProject;
import dev.tideway.connection.Drain;
import dev.tideway.connection.ShutdownConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckRepliesTest {
    private static final String SHOP = "project_id=shop&os=ios&app_version=2.1.0";

    private final CatalogueIndex index = new CatalogueIndex("https://cdn.example.com");
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private record Settings(
            String cacheControl,
            UnknownProject unknownProject,
            String unknownProjectCacheControl,
            int maxQueryLength,
            boolean fastPath)
            implements CheckConfig {}

    private record Shutdown(Duration drain, Duration timeout) implements ShutdownConfig {}

    @Test
    void asksToComeBackWhileItIsNotFilled() {
        assertThat(replies(UnknownProject.REFUSED).to(SHOP, null))
                .isInstanceOfSatisfying(CheckReply.Refused.class, refused -> {
                    assertThat(refused.problem().status()).isEqualTo(503);
                    assertThat(refused.isForNow()).isTrue();
                });
        assertThat(count("not_ready")).isEqualTo(1);
    }

    @Test
    void answersWhatItHasBeforeItIsFilled() {
        index.apply(catalogue("shop", 1, release("ios", "2.1.0", 3)));

        assertThat(replies(UnknownProject.REFUSED).to(SHOP, null)).isInstanceOf(CheckReply.Told.class);
        assertThat(count("offered")).isEqualTo(1);
    }

    /** {@code %s} is the tag of the answer. */
    @ParameterizedTest
    @ValueSource(strings = {"%s", "W/%s", "\"x\", %s", "\"x\",W/%s,\"y\"", "*"})
    void tellsADeviceThatHasTheAnswerThatItHas(String ifNoneMatch) {
        assertThat(isKnown(ifNoneMatch)).isTrue();
        assertThat(count("not_modified")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"00000000000000000000000000000000\"", "\"x\"", "\"x%s", "W/"})
    void tellsTheAnswerToADeviceThatHasAnother(String ifNoneMatch) {
        assertThat(isKnown(ifNoneMatch)).isFalse();
        assertThat(count("not_modified")).isZero();
    }

    private boolean isKnown(String ifNoneMatch) {
        index.apply(catalogue("shop", 1, release("ios", "2.1.0", 3)));
        CheckReplies replies = replies(UnknownProject.REFUSED);
        String etag = ((CheckReply.Told) replies.to(SHOP, null)).answer().etag();
        return ((CheckReply.Told) replies.to(SHOP, String.format(ifNoneMatch, etag))).isKnown();
    }

    @Test
    void refusesAnUnknownProject() {
        index.markFilled();

        assertThat(replies(UnknownProject.REFUSED).to(SHOP, null))
                .isInstanceOfSatisfying(CheckReply.Refused.class, refused -> {
                    assertThat(refused.problem().status()).isEqualTo(404);
                    assertThat(refused.cacheControl()).isEqualTo("s-maxage=5");
                });
        assertThat(count("unknown_project")).isEqualTo(1);
    }

    @Test
    void tellsAnUnknownProjectNothingWhereThatIsWanted() {
        index.markFilled();
        CheckReplies replies = replies(UnknownProject.NOTHING);

        assertThat(replies.to(SHOP, null)).isInstanceOfSatisfying(CheckReply.Told.class, told -> {
            assertThat(body(told)).isEqualTo("{\"ios\":{\"2.1.0\":{}}}");
            assertThat(told.cacheControl()).isEqualTo("s-maxage=5");
            assertThat(told.cacheTag()).isEqualTo("project-shop");
            assertThat(replies.to(SHOP, told.answer().etag()))
                    .isInstanceOfSatisfying(CheckReply.Told.class, again -> assertThat(again.isKnown())
                            .isTrue());
        });
        assertThat(replies.to(SHOP + "&client=1", null))
                .isInstanceOfSatisfying(CheckReply.Told.class, told -> assertThat(body(told))
                        .contains("\"revision\":0,\"releases\":[]"));
        assertThat(count("unknown_project")).isEqualTo(3);
    }

    @Test
    void refusesAQueryThatIsTooLong() {
        assertThat(replies(UnknownProject.REFUSED).to(SHOP + "x".repeat(100), null))
                .isInstanceOfSatisfying(
                        CheckReply.Refused.class,
                        refused -> assertThat(refused.problem().parameter()).isEqualTo("query"));
        assertThat(count("refused")).isEqualTo(1);
    }

    private CheckReplies replies(UnknownProject unknownProject) {
        return new CheckReplies(
                index,
                new CheckMetrics(registry),
                new Settings("s-maxage=30", unknownProject, "s-maxage=5", 100, true),
                new Drain(new Shutdown(Duration.ZERO, Duration.ZERO), 8080, 8443));
    }

    private double count(String outcome) {
        return registry.get("tideway.checks").tag("outcome", outcome).counter().count();
    }

    private static String body(CheckReply.Told told) {
        return new String(told.answer().body(), StandardCharsets.UTF_8);
    }
}
