package dev.tideway.catalog.trust;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A token that is not taken any more. */
@Entity
class RevokedToken {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String jti;
    private @Nullable String reason;
    private String revokedBy;

    private Instant revokedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected RevokedToken() {}

    RevokedToken(Revocation wanted, String who, Instant now) {
        this.jti = wanted.jti();
        this.reason = wanted.reason();
        this.revokedBy = who;
        this.revokedAt = now;
    }

    long id() {
        return Objects.requireNonNull(id);
    }

    String subject() {
        return "token " + jti;
    }

    RevokedTokenStatus told() {
        return new RevokedTokenStatus(jti, reason, revokedBy, revokedAt.toString());
    }
}
