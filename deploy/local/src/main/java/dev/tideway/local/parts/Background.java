package dev.tideway.local.parts;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Runs what waits for other processes on threads that keep no JVM alive. */
public final class Background {
    private Background() {}

    public static CompletableFuture<Void> run(String name, Runnable work) {
        return CompletableFuture.runAsync(work, task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.start();
        });
    }

    /**
     * Returns when all have completed, or throws as soon as one fails.
     *
     * @throws RuntimeException what the first one failed with
     */
    public static void joinAll(List<CompletableFuture<Void>> all) {
        var firstFailure = new CompletableFuture<Void>();
        for (var each : all) {
            var unused = each.whenComplete((done, failure) -> {
                if (failure != null) {
                    firstFailure.completeExceptionally(failure);
                }
            });
        }
        try {
            CompletableFuture.anyOf(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)), firstFailure)
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
