package dev.tideway.catalog.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.catalog.release.ReleaseChanges.Order;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Does what the verb of the same name does, in the caller's transaction. */
@ApplicationScoped
class Rehearsal {
    private final ReleaseChanges changes;
    private final Repeats repeats;
    private final ObjectMapper json;

    Rehearsal(ReleaseChanges changes, Repeats repeats, ObjectMapper json) {
        this.changes = changes;
        this.repeats = repeats;
        this.json = json;
    }

    /** A change whose request was read. */
    @FunctionalInterface
    interface Step {
        Uni<Release> on(Order order);
    }

    /** Reads what the verb takes as its body, which is refused as the verb would. */
    Uni<Step> step(PlannedChange plan) {
        return switch (plan.action()) {
            case OFFER -> step(changes::offer);
            case APPROVE -> step(changes::approve);
            case DECLINE -> step(changes::decline);
            case PAUSE -> step(changes::pause);
            case RESUME -> step(changes::resume);
            case WITHDRAW -> step(changes::withdraw);
            case PURGE -> step(changes::purge);
            case ROLLBACK -> body(plan.change(), RollBack.class).map(wish -> order -> repeats.rollBack(order, wish));
            case PROMOTE -> body(plan.change(), Promotion.class).map(wish -> order -> repeats.promote(order, wish));
            case ROLLOUT ->
                body(plan.change(), RolloutOrder.class).map(wish -> order -> changes.rollOut(order, wish.steps()));
            case SET -> body(plan.change(), ReleaseEdit.class).map(wish -> order -> changes.edit(order, wish));
        };
    }

    private static Uni<Step> step(Step step) {
        return Uni.createFrom().item(step);
    }

    private <T> Uni<T> body(@Nullable JsonNode change, Class<T> type) {
        try {
            return Uni.createFrom()
                    .item(json.treeToValue(change == null || change.isNull() ? json.createObjectNode() : change, type));
        } catch (JsonProcessingException e) {
            return Uni.createFrom().failure(e);
        }
    }
}
