package dev.tideway.catalog.token;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What a token allows, each role what the ones before it allow and more. */
public enum Role {
    /** May look. */
    VIEWER,
    /** May publish builds. */
    PUBLISHER,
    /** May steer releases. */
    OPERATOR,
    /** May do everything in every project, and create projects. */
    ADMIN;

    /** The highest role among the groups of a token; groups that are no roles mean nothing. */
    static Optional<Role> highest(Collection<String> groups) {
        return Arrays.stream(values())
                .filter(role -> groups.contains(role.claim()))
                .max(Comparator.naturalOrder());
    }

    /** As it stands in a token. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }
}
