package dev.tideway.settings;

/** Whether traces are sent anywhere, which has to be known before Quarkus is loaded: where they are not, none are made. */
public final class Traces {
    private Traces() {}

    /**
     * Switches them on where {@code tideway.traces.endpoint} is set, as a system property or an environment variable.
     *
     * @return whether it is
     */
    public static boolean begin() {
        String property = System.getProperty("tideway.traces.endpoint");
        String endpoint = property != null ? property : System.getenv().getOrDefault("TIDEWAY_TRACES_ENDPOINT", "");
        if (endpoint.isBlank()) {
            return false;
        }
        System.setProperty("quarkus.otel.sdk.disabled", "false");
        return true;
    }
}
