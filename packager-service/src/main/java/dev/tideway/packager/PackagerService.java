package dev.tideway.packager;

import dev.tideway.settings.StartFailure;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service so that a start that fails says what to do. */
@QuarkusMain
public final class PackagerService {
    private PackagerService() {}

    public static void main(String... arguments) {
        StartFailure.explain();
        Quarkus.run(arguments);
    }
}
