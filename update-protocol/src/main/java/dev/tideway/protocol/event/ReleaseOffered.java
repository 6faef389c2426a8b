package dev.tideway.protocol.event;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tideway.protocol.Event;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;
import dev.tideway.protocol.artifact.Artifact;
import java.util.List;

/**
 * A release was offered to devices for the first time ({@code dev.tideway.release.offered.v1} on {@code releases}).
 *
 * @param updateNumber 1 or more; a string on the wire
 * @param date UTC day of the offer, yyyymmdd
 * @param bases earlier packages of the same project, os and app version, newest first, to make actions and patches from
 * @param startPage path in the package of the page that the app opens first; absent: {@code index.html}
 */
@WireRecord
public record ReleaseOffered(
        String projectId,
        String os,
        String appVersion,
        String channel,
        @JsonFormat(shape = JsonFormat.Shape.STRING) long updateNumber,
        int date,
        String buildId,
        @JsonProperty("package") Artifact updatePackage,
        Artifact bundle,
        List<Base> bases,
        String startPage)
        implements Event {
    /** The start page of an app that does not name one. */
    public static final String DEFAULT_START_PAGE = "index.html";

    public ReleaseOffered {
        Names.projectId(projectId);
        Names.os(os);
        Names.appVersion(appVersion);
        Names.channel(channel);
        Names.buildId(buildId);
        Names.present("package", updatePackage);
        Names.present("bundle", bundle);
        bases = List.copyOf(Names.present("bases", bases));
        Names.updateNumber(updateNumber);
        Names.date(date);
        startPage = Names.startPage(startPage == null ? DEFAULT_START_PAGE : startPage);
    }

    /** A release of an app with the usual start page. */
    public ReleaseOffered(
            String projectId,
            String os,
            String appVersion,
            String channel,
            long updateNumber,
            int date,
            String buildId,
            Artifact updatePackage,
            Artifact bundle,
            List<Base> bases) {
        this(
                projectId,
                os,
                appVersion,
                channel,
                updateNumber,
                date,
                buildId,
                updatePackage,
                bundle,
                bases,
                DEFAULT_START_PAGE);
    }

    @Override
    public String subject() {
        return projectId + "/" + os + "/" + appVersion + "/" + updateNumber;
    }

    /** What an earlier update was made of. */
    @WireRecord
    public record Base(@JsonProperty("package") Artifact updatePackage, Artifact bundle) {
        public Base {
            Names.present("package", updatePackage);
            Names.present("bundle", bundle);
        }
    }
}
