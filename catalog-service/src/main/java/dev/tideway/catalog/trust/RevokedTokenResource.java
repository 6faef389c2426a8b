package dev.tideway.catalog.trust;

import dev.tideway.catalog.audit.AuditEntry;
import dev.tideway.catalog.audit.AuditRepository;
import dev.tideway.catalog.database.Database;
import dev.tideway.catalog.request.PageQuery;
import dev.tideway.catalog.token.Access;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireRecord;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Tokens that are not taken any more, over HTTP; for admins. */
@Path("/api/v1/tokens/revoked")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
public class RevokedTokenResource {
    private final Access access;
    private final Database database;
    private final RevokedTokenRepository tokens;
    private final AuditRepository audit;
    private final TrustRefresh refresh;

    RevokedTokenResource(
            Access access,
            Database database,
            RevokedTokenRepository tokens,
            AuditRepository audit,
            TrustRefresh refresh) {
        this.access = access;
        this.database = database;
        this.tokens = tokens;
        this.audit = audit;
        this.refresh = refresh;
    }

    /** A part of the list. */
    @WireRecord
    public record RevokedPage(
            List<RevokedTokenStatus> tokens, @Nullable String nextCursor) {}

    /** Revoked tokens, newest first; kept as long as any of them could still be good. */
    @GET
    public Uni<RevokedPage> list(@RestQuery @Nullable String limit, @RestQuery @Nullable String cursor) {
        access.requireAdmin();
        PageQuery<Long> page = PageQuery.newestFirst(limit, cursor);
        return database.read(() -> tokens.newest(page))
                .map(rows -> new RevokedPage(
                        page.page(rows).stream().map(RevokedToken::told).toList(), page.next(rows, RevokedToken::id)));
    }

    /** Revokes a token: 201, or 200 where it was revoked before. Other replicas follow within seconds. */
    @POST
    public Uni<RestResponse<RevokedTokenStatus>> revoke(Revocation wanted) {
        access.requireAdmin();
        Names.present("body", wanted);
        String who = access.subject();
        return database.change(() -> tokens.of(wanted.jti())
                        .chain(known -> known == null
                                ? add(wanted, who)
                                : Uni.createFrom().item(ok(known))))
                .call(refresh::look);
    }

    private Uni<RestResponse<RevokedTokenStatus>> add(Revocation wanted, String who) {
        return database.now()
                .chain(now -> tokens.persistAndFlush(new RevokedToken(wanted, who, now)))
                .call(token -> audit.append(new AuditEntry(
                        AuditEntry.INSTALLATION,
                        new AuditEntry.Act(who, "token.revoked", token.subject()),
                        Map.of(),
                        Map.of("reason", wanted.reason() == null ? "" : wanted.reason()))))
                .map(token -> RestResponse.status(RestResponse.Status.CREATED, token.told()));
    }

    private static RestResponse<RevokedTokenStatus> ok(RevokedToken known) {
        return RestResponse.ok(known.told());
    }
}
