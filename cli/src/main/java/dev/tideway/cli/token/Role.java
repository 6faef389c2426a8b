package dev.tideway.cli.token;

import java.util.Locale;

/** What the bearer of a token may do; every role but {@link #ADMIN} is bound to projects. */
public enum Role {
    VIEWER,
    PUBLISHER,
    OPERATOR,
    ADMIN;

    /** As it stands in the token's claim {@code groups}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return wireName();
    }
}
