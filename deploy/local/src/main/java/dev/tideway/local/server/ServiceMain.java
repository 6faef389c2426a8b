package dev.tideway.local.server;

/**
 * Runs one of Tideway's services from its {@code quarkus-run.jar}, which must be on the class path, so that it ends with
 * its parent as the servers do.
 */
public final class ServiceMain {
    private ServiceMain() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        Lifeline.hold();
        // The class that the jar's manifest names; it belongs to the service, so it is not known here.
        Class.forName("io.quarkus.bootstrap.runner.QuarkusEntryPoint")
                .getMethod("main", String[].class)
                .invoke(null, (Object) args);
    }
}
