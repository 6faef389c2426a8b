package dev.tideway.catalog.webhook;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a project's events go. */
@Entity
class Webhook {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private long version = 1;

    @Column(updatable = false)
    private String projectId;

    private String url;
    private String format;
    private String[] eventTypes;
    private @Nullable String description;
    private boolean active = true;
    private String secret;
    private @Nullable String oldSecret;
    private @Nullable Instant oldSecretUntil;

    @Column(updatable = false)
    private Instant createdAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Webhook() {}

    Webhook(String projectId, NewWebhook wanted, Instant now) {
        this.projectId = projectId;
        this.url = wanted.url();
        this.format = (wanted.format() == null ? WebhookFormat.STANDARD : wanted.format()).wireName();
        this.eventTypes = wanted.eventTypes() == null
                ? new String[0]
                : wanted.eventTypes().toArray(String[]::new);
        this.description = wanted.description();
        this.secret = WebhookSecret.fresh().text();
        this.createdAt = now;
    }

    /** What is absent stays as it is. */
    void set(WebhookEdit edit) {
        url = edit.url() == null ? url : edit.url();
        format = edit.format() == null ? format : edit.format().wireName();
        eventTypes = edit.eventTypes() == null ? eventTypes : edit.eventTypes().toArray(String[]::new);
        description = edit.description() == null ? description : edit.description();
        active = edit.active() == null ? active : edit.active();
        version++;
    }

    /** The secret before is signed with too, until then. */
    void rotate(Instant until) {
        oldSecret = secret;
        oldSecretUntil = until;
        secret = WebhookSecret.fresh().text();
        version++;
    }

    long id() {
        return Objects.requireNonNull(id, "not stored yet");
    }

    String entityTag() {
        return "\"" + id() + "-" + version + "\"";
    }

    String subject() {
        return "webhook " + id();
    }

    Target target(Instant now) {
        boolean old = oldSecret != null && oldSecretUntil != null && now.isBefore(oldSecretUntil);
        return new Target(
                url,
                WebhookFormat.valueOf(format.toUpperCase(Locale.ROOT)),
                old
                        ? List.of(new WebhookSecret(secret), new WebhookSecret(Objects.requireNonNull(oldSecret)))
                        : List.of(new WebhookSecret(secret)));
    }

    /** @param secrets the newest first */
    record Target(String url, WebhookFormat format, List<WebhookSecret> secrets) {}

    WebhookStatus told() {
        return told(null);
    }

    WebhookStatus toldWithSecret() {
        return told(secret);
    }

    private WebhookStatus told(@Nullable String shown) {
        return new WebhookStatus(
                Long.toString(id()),
                shownUrl(),
                WebhookFormat.valueOf(format.toUpperCase(Locale.ROOT)),
                Arrays.asList(eventTypes),
                description,
                active,
                shown,
                createdAt.toString());
    }

    private String shownUrl() {
        URI uri = URI.create(url);
        return format.equals(WebhookFormat.CHAT.wireName()) ? uri.getScheme() + "://" + uri.getAuthority() + "/…" : url;
    }

    /** For the audit log, without what is secret. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("url", shownUrl());
        values.put("format", format);
        values.put("event_types", Arrays.asList(eventTypes));
        values.put("active", active);
        return values;
    }
}
