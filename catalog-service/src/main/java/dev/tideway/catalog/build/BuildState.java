package dev.tideway.catalog.build;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a build stands; outsiders hold on to the names. States only go forward, but for a new attempt. */
public enum BuildState {
    /** The intake is made; the upload is not finished. */
    AWAITING_UPLOAD,
    /** Accepted; its event is on its way to the topic. */
    ANNOUNCED,
    /** Seen on the topic: a packager may have it. */
    PACKAGING,
    /** Devices are told of it. */
    OFFERED,
    /** Packed; waits for a person. */
    HELD,
    /** Packed; waits for a time. */
    SCHEDULED,
    /** Packed; not offered, because a build that was announced later is. */
    SUPERSEDED,
    /** Packed; an operator decided that it is not offered. */
    DECLINED,
    /** Not accepted; its maker can mend it and announce it again. */
    REJECTED,
    /** Packaging broke for a reason that its maker cannot mend. */
    FAILED;

    /** As it stands on the wire and in the table. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<BuildState> named(String wireName) {
        return Arrays.stream(values())
                .filter(s -> s.wireName().equals(wireName))
                .findFirst();
    }

    /** No attempt of this build is left to make: its package is known and what becomes of it is decided. */
    boolean isPacked() {
        return this == OFFERED || this == HELD || this == SCHEDULED || this == SUPERSEDED || this == DECLINED;
    }

    /** The build may be announced anew, as another attempt. */
    boolean allowsNewAttempt() {
        return this == REJECTED || this == FAILED;
    }
}
