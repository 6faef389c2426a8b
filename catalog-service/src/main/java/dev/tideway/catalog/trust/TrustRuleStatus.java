package dev.tideway.catalog.trust;

import dev.tideway.protocol.WireRecord;
import java.util.Map;

/**
 * A trust rule as the API tells of it.
 *
 * @param createdAt RFC 3339, UTC
 */
@WireRecord
public record TrustRuleStatus(
        String ruleId, String issuer, String role, Map<String, String> claims, String createdBy, String createdAt) {}
