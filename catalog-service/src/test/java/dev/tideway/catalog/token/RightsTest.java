package dev.tideway.catalog.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RightsTest {
    @ParameterizedTest
    @CsvSource({
        "viewer, VIEWER, true",
        "viewer, PUBLISHER, false",
        "publisher, VIEWER, true",
        "publisher, PUBLISHER, true",
        "publisher, OPERATOR, false",
        "operator, PUBLISHER, true",
        "operator, ADMIN, false"
    })
    void aRoleAllowsWhatTheRolesBelowItAllow(String group, Role needed, boolean allowed) {
        assertThat(Rights.of(List.of(group), List.of("shop")).allow(needed, "shop"))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @EnumSource
    void anAdminMayEverythingEverywhere(Role needed) {
        Rights admin = Rights.of(List.of("admin"), List.of());

        assertThat(admin.allow(needed, "shop")).isTrue();
        assertThat(admin.allowEverywhere(needed)).isTrue();
    }

    @Test
    void everyOtherRoleHoldsForItsProjectsAlone() {
        Rights operator = Rights.of(List.of("operator"), List.of("shop"));

        assertThat(operator.allow(Role.VIEWER, "Shop")).isFalse();
        assertThat(operator.allowEverywhere(Role.VIEWER)).isFalse();
    }

    @Test
    void theHighestOfSeveralRolesCountsAndOtherGroupsMeanNothing() {
        assertThat(Role.highest(List.of("viewer", "staff", "operator"))).contains(Role.OPERATOR);
        assertThat(Role.highest(List.of("ADMIN", "root"))).isEmpty();
    }
}
