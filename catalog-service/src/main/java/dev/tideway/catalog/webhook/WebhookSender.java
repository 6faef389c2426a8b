package dev.tideway.catalog.webhook;

import dev.tideway.catalog.webhook.GuardedSockets.InsideException;
import dev.tideway.catalog.webhook.Webhook.Target;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Sends one message once: to the address that was checked, without following redirects, within the time allowed. */
@ApplicationScoped
class WebhookSender {
    private static final MediaType JSON = MediaType.get("application/json");

    private final OkHttpClient client;
    private final long answerLimit;

    WebhookSender(WebhookConfig config) {
        Networks networks = new Networks(config.allowedNetworks().orElse(List.of()));
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(2 * config.concurrency());
        this.answerLimit = config.answerLimit().asLongValue();
        this.client = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .proxy(Proxy.NO_PROXY)
                .socketFactory(new GuardedSockets(networks))
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .callTimeout(config.timeout())
                .connectTimeout(config.timeout())
                .readTimeout(config.timeout())
                .writeTimeout(config.timeout())
                .build();
    }

    /** @param id the same however often the message is sent */
    record Message(String id, String type, Instant at, String event) {}

    /**
     * What became of an attempt.
     *
     * @param status of the answer; absent where none came
     * @param error absent where it was taken
     */
    record Outcome(@Nullable Integer status, @Nullable String error) {
        boolean isDelivered() {
            return error == null;
        }
    }

    /** Never fails; nothing waits on the caller's thread. */
    Uni<Outcome> send(Target target, Message message) {
        return Uni.createFrom()
                .deferred(() -> sendNow(target, message))
                .onFailure()
                .recoverWithItem(e -> new Outcome(null, "its address cannot be used: " + e.getMessage()));
    }

    private Uni<Outcome> sendNow(Target target, Message message) {
        String body = MessageBody.of(target.format(), message.type(), message.at(), message.event());
        long timestamp = Instant.now().getEpochSecond();
        Request request = new Request.Builder()
                .url(target.url())
                .header("User-Agent", "Tideway-Webhooks/1")
                .header("webhook-id", message.id())
                .header("webhook-timestamp", Long.toString(timestamp))
                .header(
                        "webhook-signature",
                        target.secrets().stream()
                                .map(secret -> secret.sign(message.id(), timestamp, body))
                                .collect(Collectors.joining(" ")))
                .post(RequestBody.create(ByteString.encodeUtf8(body), JSON))
                .build();
        return Uni.createFrom().emitter(emitter -> {
            Call call = client.newCall(request);
            emitter.onTermination(call::cancel);
            call.enqueue(new Callback() {
                @Override
                public void onResponse(Call sent, Response response) {
                    emitter.complete(outcome(response));
                }

                @Override
                public void onFailure(Call sent, IOException e) {
                    emitter.complete(new Outcome(null, reason(e)));
                }
            });
        });
    }

    private Outcome outcome(Response response) {
        try (response) {
            // The rest of a long answer is not wanted: closing it ends the connection.
            response.body().source().request(answerLimit);
        } catch (IOException e) {
            return new Outcome(response.code(), reason(e));
        }
        if (response.isSuccessful()) {
            return new Outcome(response.code(), null);
        }
        return new Outcome(
                response.code(),
                response.isRedirect()
                        ? "it answers " + response.code() + ", a redirect; give the address that it leads to"
                        : "it answers " + response.code());
    }

    private static String reason(IOException e) {
        if (e instanceof InsideException inside) {
            return String.valueOf(inside.getMessage());
        }
        if (e instanceof UnknownHostException) {
            return "its name has no address";
        }
        return e instanceof InterruptedIOException
                ? "it does not answer in time"
                : "no connection to it can be made or kept";
    }

    @PreDestroy
    void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
