package dev.tideway.catalog.trust;

import dev.tideway.protocol.WireJson;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** What another issuer's token must say to have a role in a project. */
@Entity
class TrustRule {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String projectId;
    private String issuer;
    private String role;

    @ColumnTransformer(read = "claims::text", write = "?::text::jsonb")
    private String claims;

    private String createdBy;

    private Instant createdAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected TrustRule() {}

    TrustRule(String projectId, NewTrustRule wanted, String who, Instant now) {
        this.projectId = projectId;
        this.issuer = wanted.issuer();
        this.role = wanted.role();
        this.claims = WireJson.writeString(wanted.claims());
        this.createdBy = who;
        this.createdAt = now;
    }

    String subject() {
        return "trust rule " + Objects.requireNonNull(id);
    }

    @SuppressWarnings("unchecked")
    TrustRuleStatus told() {
        return new TrustRuleStatus(
                Long.toString(Objects.requireNonNull(id)),
                issuer,
                role,
                WireJson.read(claims.getBytes(StandardCharsets.UTF_8), Map.class),
                createdBy,
                createdAt.toString());
    }

    /** For the audit log. */
    Map<String, Object> values() {
        return Map.of("issuer", issuer, "role", role, "claims", claims);
    }
}
