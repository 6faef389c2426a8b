package dev.tideway.cli.status;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tideway.cli.api.BuildStatus;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.artifact.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code --json} prints about a build: always the same fields, {@code null} where there is nothing to say. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record BuildReport(
        String buildId,
        String state,
        @Nullable String updateNumber,
        @Nullable String sha256,
        List<ReportedReason> reasons) {
    public static BuildReport of(BuildStatus status) {
        return new BuildReport(
                status.buildId(),
                status.state(),
                status.updateNumber(),
                status.sha256(),
                status.reasons().stream().map(ReportedReason::of).toList());
    }

    /** One line. */
    public String json() {
        return WireJson.writeString(this);
    }

    /** A {@link Reason} whose path is written even when there is none. */
    public record ReportedReason(String code, @Nullable String path, String message) {
        static ReportedReason of(Reason reason) {
            return new ReportedReason(reason.code(), reason.path(), reason.message());
        }
    }
}
