package dev.tideway.protocol.event;

import dev.tideway.protocol.Event;
import dev.tideway.protocol.catalogue.Catalogue;
import java.util.Arrays;
import java.util.Optional;

/** The CloudEvent types: a {@code v1} only grows, and a new type is known to consumers before its first sender. */
public enum EventType {
    BUILD_FINISHED("dev.tideway.build.finished.v1", BuildFinished.class),
    PACKAGE_READY("dev.tideway.package.ready.v1", PackageReady.class),
    BUILD_REJECTED("dev.tideway.build.rejected.v1", BuildRejected.class),
    BUILD_FAILED("dev.tideway.build.failed.v1", BuildFailed.class),
    ACTIONS_READY("dev.tideway.actions.ready.v1", ActionsReady.class),
    RELEASE_HELD("dev.tideway.release.held.v1", ReleaseHeld.class),
    RELEASE_SCHEDULED("dev.tideway.release.scheduled.v1", ReleaseScheduled.class),
    RELEASE_DECLINED("dev.tideway.release.declined.v1", ReleaseDeclined.class),
    RELEASE_OFFERED("dev.tideway.release.offered.v1", ReleaseOffered.class),
    RELEASE_PAUSED("dev.tideway.release.paused.v1", ReleasePaused.class),
    RELEASE_RESUMED("dev.tideway.release.resumed.v1", ReleaseResumed.class),
    RELEASE_WITHDRAWN("dev.tideway.release.withdrawn.v1", ReleaseWithdrawn.class),
    RELEASE_PURGED("dev.tideway.release.purged.v1", ReleasePurged.class),
    RELEASE_CHANGED("dev.tideway.release.changed.v1", ReleaseChanged.class),
    ROLLOUT_CHANGED("dev.tideway.rollout.changed.v1", RolloutChanged.class),
    CATALOGUE_CHANGED("dev.tideway.catalogue.changed.v1", Catalogue.class);

    private final String wireName;
    private final Class<? extends Event> dataClass;

    EventType(String wireName, Class<? extends Event> dataClass) {
        this.wireName = wireName;
        this.dataClass = dataClass;
    }

    /** The CloudEvent's {@code type}. */
    public String wireName() {
        return wireName;
    }

    public Class<? extends Event> dataClass() {
        return dataClass;
    }

    public static Optional<EventType> named(String wireName) {
        return Arrays.stream(values()).filter(t -> t.wireName.equals(wireName)).findFirst();
    }

    public static EventType of(Event event) {
        return Arrays.stream(values())
                .filter(t -> t.dataClass.isInstance(event))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no CloudEvent type for " + event.getClass()));
    }
}
