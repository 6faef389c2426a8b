package dev.tideway.cli.api;

import dev.tideway.cli.terminal.Progress;
import dev.tideway.protocol.Names;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Sends an archive in parts, several at the same time, each again by itself where the network hiccups. */
final class PartsUpload {
    private static final int AT_ONCE = 4;

    private final HttpClient client;
    private final Progress progress;
    private final AtomicLong sent = new AtomicLong();

    PartsUpload(HttpClient client, Progress progress) {
        this.client = client;
        this.progress = progress;
    }

    /**
     * Returns once all parts are there.
     *
     * @param patience for all of it
     */
    void send(Upload upload, Path archive, Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try (FileChannel file = FileChannel.open(archive)) {
            List<CompletableFuture<Void>> parts = new ArrayList<>();
            long partSize = Names.present("part_size", upload.partSize());
            long from = 0;
            for (String url : upload.partUrls()) {
                FilePart part = new FilePart(file, from, Math.min(partSize, file.size() - from));
                from += part.length();
                parts.add(CompletableFuture.runAsync(() -> put(URI.create(url), part, end), threads));
            }
            // The first failure ends all; what runs is not waited for.
            CompletableFuture<Void> all = CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
            parts.forEach(part -> part.exceptionally(failure -> {
                all.completeExceptionally(failure);
                return null;
            }));
            all.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException told ? told : e;
        } catch (CancellationException e) {
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void put(URI url, FilePart part, long end) {
        long left = Math.max(1, end - System.nanoTime());
        HttpRequest put = HttpRequest.newBuilder(url)
                .timeout(Duration.ofNanos(left))
                .PUT(new CountedBody(part.body(), new OfPart()))
                .build();
        HttpResponse<byte[]> answer = HttpCalls.send(client, put);
        AdminApi.requireTaken(url, answer.statusCode());
    }

    /** Adds up what of all parts has gone out. */
    private final class OfPart implements Progress {
        private long before;

        @Override
        public void reached(long bytes) {
            progress.reached(sent.addAndGet(bytes - before));
            before = bytes;
        }
    }
}
