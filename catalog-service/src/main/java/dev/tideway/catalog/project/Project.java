package dev.tideway.catalog.project;

import dev.tideway.protocol.catalogue.ProjectSettings;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;

/** One app family; whoever has its row locked may change its builds and releases, and nobody else. */
@Entity
public class Project {
    @Id
    private String id;

    private long revision;

    /** Raised by the publisher, which does not lock the row for it. */
    @Column(updatable = false)
    private long publishedRevision;

    private Instant behindSince;
    private long lastAnnouncement;
    private long firstUpdateNumber;

    @Convert(converter = SettingsColumn.class)
    @ColumnTransformer(read = "settings::text", write = "?::text::jsonb")
    private ProjectSettings settings;

    @Column(updatable = false)
    private Instant createdAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Project() {}

    public String id() {
        return id;
    }

    /** The place of a build in the project's order of announcement. */
    public long nextAnnouncement() {
        return ++lastAnnouncement;
    }

    public ProjectSettings settings() {
        return settings;
    }

    /** The number that the first release of every os and app version gets. */
    public long firstUpdateNumber() {
        return firstUpdateNumber;
    }

    /** Something changed that devices may be told of. */
    public void revise(Instant now) {
        if (publishedRevision == revision) {
            behindSince = now;
        }
        revision++;
    }

    ProjectStatus status() {
        return new ProjectStatus(id, revision, publishedRevision, settings, createdAt.toString());
    }
}
