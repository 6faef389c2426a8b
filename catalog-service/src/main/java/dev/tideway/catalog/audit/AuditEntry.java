package dev.tideway.catalog.audit;

import dev.tideway.protocol.WireJson;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One change; PostgreSQL keeps it from being changed itself. */
@Entity
@Immutable
public class AuditEntry {
    /** In place of a project's id, for what concerns the whole installation. */
    public static final String INSTALLATION = "";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String projectId;

    /** By PostgreSQL's clock. */
    @Column(insertable = false, updatable = false)
    private @Nullable Instant at;

    private String who;
    private String action;
    private String subject;

    @ColumnTransformer(read = "before::text", write = "?::text::jsonb")
    private String before;

    @ColumnTransformer(read = "after::text", write = "?::text::jsonb")
    private String after;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected AuditEntry() {}

    /**
     * @param act who did what to what
     * @param before what was so; only what changed is kept
     * @param after what is so now
     */
    public AuditEntry(String projectId, Act act, Map<String, ?> before, Map<String, ?> after) {
        this.projectId = projectId;
        this.who = act.who();
        this.action = act.action();
        this.subject = act.subject();
        this.before = WireJson.writeString(differing(before, after));
        this.after = WireJson.writeString(differing(after, before));
    }

    /**
     * Who did what to what.
     *
     * @param who the subject of a token, or {@link #TIDEWAY}
     * @param action in the past tense after what it was done to, such as {@code release.paused}
     * @param subject such as {@code release 17}
     */
    public record Act(String who, String action, String subject) {
        /** What is done because a build is ready, or its time has come. */
        public static final String TIDEWAY = "tideway";
    }

    long id() {
        return Objects.requireNonNull(id);
    }

    AuditRecord told() {
        return new AuditRecord(
                Long.toString(id()),
                Objects.requireNonNull(at).toString(),
                who,
                action,
                subject,
                map(before),
                map(after));
    }

    private static Map<String, Object> differing(Map<String, ?> these, Map<String, ?> those) {
        Map<String, Object> differing = new TreeMap<>();
        these.forEach((name, value) -> {
            if (value != null && !value.equals(those.get(name))) {
                differing.put(name, value);
            }
        });
        return differing;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(String json) {
        return WireJson.read(json.getBytes(StandardCharsets.UTF_8), Map.class);
    }
}
