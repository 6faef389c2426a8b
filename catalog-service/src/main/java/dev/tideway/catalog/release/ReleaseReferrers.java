package dev.tideway.catalog.release;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tideway.protocol.WireRecord;
import dev.tideway.protocol.artifact.Sha256;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What else needs the bytes of a release's package.
 *
 * @param updatePackage names the package
 */
@WireRecord
public record ReleaseReferrers(@JsonProperty("package") Sha256 updatePackage, List<Referrer> referrers) {

    /**
     * One of them, in whichever project.
     *
     * @param updateNumber absent until it is first offered
     */
    @WireRecord
    public record Referrer(
            String projectId,
            String releaseId,
            String os,
            String appVersion,
            String channel,
            @Nullable String updateNumber,
            String state) {}

    static ReleaseReferrers of(Release release, List<Release> others) {
        return new ReleaseReferrers(
                release.bytes().zip(),
                others.stream().map(ReleaseReferrers::referrer).toList());
    }

    private static Referrer referrer(Release release) {
        ReleaseStatus status = release.status();
        return new Referrer(
                release.projectId(),
                status.releaseId(),
                status.os(),
                status.appVersion(),
                status.channel(),
                status.updateNumber(),
                status.state());
    }
}
