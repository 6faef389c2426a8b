package dev.tideway.catalog.explain;

import dev.tideway.catalog.check.UpdateChecker;
import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.catalog.release.ReleaseOverview;
import dev.tideway.catalog.release.ReleaseOverviews;
import dev.tideway.catalog.request.DeviceQuery;
import dev.tideway.catalog.token.Access;
import dev.tideway.catalog.token.Role;
import dev.tideway.protocol.Names;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What devices are told and why. */
@Path("/api/v1/projects/{projectId}/explain")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class ExplainResource {
    private final Access access;
    private final ReleaseOverviews overviews;
    private final UpdateChecker checker;

    ExplainResource(
            Access access, ReleaseOverviews overviews, @ConfigProperty(name = "tideway.public-url") String publicUrl) {
        this.access = access;
        this.overviews = overviews;
        this.checker = new UpdateChecker(publicUrl);
    }

    /** What a device that asks with the same parameters is told, and why, release by release. */
    @GET
    @DeviceQuery
    @SuppressWarnings("unused") // those that the check itself reads are named for the API's description
    public Uni<Explanation> explain(
            @RestPath String projectId,
            @RestQuery @Nullable String os,
            @RestQuery("app_version") @Nullable String appVersion,
            @RestQuery("build_type") @Nullable String buildType,
            @RestQuery @Nullable String client,
            @RestQuery("my_update_number") @Nullable String myUpdateNumber,
            @RestQuery("plugin_version") @Nullable String pluginVersion,
            @RestQuery @Nullable String cohort,
            @Context HttpServerRequest request) {
        access.require(Role.VIEWER, projectId);
        Names.projectId(projectId);
        DeviceQuestion question = DeviceQuestion.of(
                projectId, request.query(), new DeviceQuestion.Own(myUpdateNumber, pluginVersion, cohort));
        return overviews
                .of(projectId)
                .invoke(project -> requireOwn(project, question.check().projectId()))
                .map(project -> new Explainer(checker, project, question).explanation());
    }

    private static void requireOwn(ReleaseOverview project, String asked) {
        String id = project.catalogue().projectId();
        if (!asked.equals(id) && !project.catalogue().settings().aliases().contains(asked)) {
            throw RefusedException.invalid(
                    "project_id", "project_id must be " + id + " or one of its aliases, or be left out.");
        }
    }
}
