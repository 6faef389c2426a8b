package dev.tideway.local.stack;

import dev.tideway.local.parts.Part;
import java.util.Locale;
import java.util.Set;

/** One of Tideway's own services, with what it must find running when it starts. */
public enum TidewayService {
    CATALOG,
    PACKAGER,
    DELIVERY;

    /** Name of its log, in {@code addresses.json}, and before {@code -service} of its folder. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String portOption() {
        return "--" + id() + "-port";
    }

    Set<Part> needs() {
        return switch (this) {
            case CATALOG -> Set.of(Part.POSTGRES, Part.KAFKA, Part.S3);
            case PACKAGER -> Set.of(Part.KAFKA, Part.S3);
            case DELIVERY -> Set.of(Part.S3);
        };
    }

    String folder() {
        return id() + "-service";
    }
}
