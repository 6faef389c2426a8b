package dev.tideway.protocol.event;

import dev.tideway.protocol.Event;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;
import dev.tideway.protocol.artifact.ActionsBase;
import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.Sha256;

/**
 * Install instructions from one package to another lie in the public bucket
 * ({@code dev.tideway.actions.ready.v1} on {@code packages}).
 *
 * @param from the earlier package, or {@code none}
 * @param to the package that they lead to
 * @param key where they lie in the public bucket, which is also their path for devices
 * @param actions digest and size of the document
 */
@WireRecord
public record ActionsReady(
        String projectId, String os, String appVersion, ActionsBase from, Sha256 to, String key, Artifact actions)
        implements Event {
    public ActionsReady {
        Names.projectId(projectId);
        Names.os(os);
        Names.appVersion(appVersion);
        Names.present("from", from);
        Names.present("to", to);
        Names.atMost("key", Names.MAX_KEY, Names.present("key", key));
        Names.present("actions", actions);
    }

    @Override
    public String subject() {
        return projectId + "/" + os + "/" + appVersion + "/" + from + "/" + to;
    }
}
