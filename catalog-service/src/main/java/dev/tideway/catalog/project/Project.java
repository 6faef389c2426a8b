package dev.tideway.catalog.project;

import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.catalog.rollout.RolloutProgress.Publishing;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.ProjectSettings;
import dev.tideway.protocol.event.BuildFinished.Layout;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

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

    private long settingsVersion = 1;
    private boolean approvalRequired;
    private String layout;
    private @Nullable Instant archivedAt;
    private @Nullable Instant deletedAt;

    /** Set and taken away by statements of its own, whoever changes the project meanwhile. */
    @Column(insertable = false, updatable = false)
    private @Nullable Instant outdatedSince;

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

    /** Whether packed builds wait for an operator. */
    public boolean holdsBuilds() {
        return approvalRequired || archivedAt != null || isOutdated();
    }

    /** Whether S3 or the topic know of changes that this database, restored from a backup, does not. */
    boolean isOutdated() {
        return outdatedSince != null;
    }

    /** Whether nothing is ever done for it again. */
    public boolean isDeleted() {
        return deletedAt != null;
    }

    void delete(Instant when) {
        deletedAt = when;
        settingsVersion++;
    }

    /** @throws RefusedException (409) if the project is archived: devices keep what they are told */
    public void requireActive() {
        if (archivedAt != null) {
            throw new RefusedException(
                    ProblemType.PROJECT_ARCHIVED,
                    "The project " + id + " is archived: what is offered stays so, and nothing new is. Take it out of"
                            + " the archive first.");
        }
    }

    public long revision() {
        return revision;
    }

    /** What devices have been told of it. */
    public Publishing publishing() {
        return new Publishing(revision, publishedRevision);
    }

    /** The layout of packages whose builds say none. */
    public Layout layout() {
        return Layout.valueOf(layout.toUpperCase(Locale.ROOT));
    }

    /** The strong entity tag of what it is set to; another one after each change of that. */
    String entityTag() {
        return "\"" + settingsVersion + "\"";
    }

    /** What is absent stays as it is. */
    void set(ProjectEdit edit) {
        settings = edit.settings() == null ? settings : edit.settings();
        approvalRequired = edit.approval() == null ? approvalRequired : edit.approval() == Approval.REQUIRED;
        layout = edit.layout() == null ? layout : edit.layout().name().toLowerCase(Locale.ROOT);
        firstUpdateNumber = edit.firstUpdateNumber() == null ? firstUpdateNumber : edit.firstUpdateNumber();
        settingsVersion++;
    }

    void archive(@Nullable Instant when) {
        archivedAt = when;
        settingsVersion++;
    }

    boolean isArchived() {
        return archivedAt != null;
    }

    public List<String> aliases() {
        return settings.aliases();
    }

    /** Something changed that devices may be told of. */
    public void revise(Instant now) {
        if (publishedRevision == revision) {
            behindSince = now;
        }
        revision++;
    }

    /** Takes over what was published, where this database does not know it any more. */
    public void become(Catalogue published, Instant now) {
        settings = published.settings();
        deletedAt = published.deleted() && deletedAt == null ? now : deletedAt;
        settingsVersion++;
    }

    /** @param above every revision that was ever published */
    public void raise(long above, Instant now) {
        behindSince = now;
        revision = above;
    }

    ProjectStatus status() {
        return new ProjectStatus(
                id,
                revision,
                publishedRevision,
                settings,
                approvalRequired ? Approval.REQUIRED : Approval.NONE,
                layout(),
                firstUpdateNumber,
                text(archivedAt),
                text(outdatedSince),
                text(deletedAt),
                createdAt.toString());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
