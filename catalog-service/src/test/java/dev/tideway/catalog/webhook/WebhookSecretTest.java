package dev.tideway.catalog.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WebhookSecretTest {
    /** The example of the Standard Webhooks specification. */
    @Test
    void signsAsTheStandardDoes() {
        WebhookSecret secret = new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void isAnotherOneEachTimeAndNeverShownByAccident() {
        WebhookSecret secret = WebhookSecret.fresh();

        assertThat(secret.text())
                .startsWith("whsec_")
                .isNotEqualTo(WebhookSecret.fresh().text());
        assertThat(secret.toString()).doesNotContain(secret.text().substring(6, 20));
    }
}
