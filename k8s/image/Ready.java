import java.net.HttpURLConnection;
import java.net.URI;

/**
 * The health check of engines that run a command in the container, which has neither a shell nor curl: {@code Ready URL} ends
 * with 0 if the URL answers 200 within five seconds, else with 1. Kubernetes asks by itself and does not need it.
 */
final class Ready {
    private static final int PATIENCE_MILLIS = 5_000;

    private Ready() {}

    public static void main(String[] arguments) throws Exception {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(arguments[0]).toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        System.exit(connection.getResponseCode() == HttpURLConnection.HTTP_OK ? 0 : 1);
    }
}
