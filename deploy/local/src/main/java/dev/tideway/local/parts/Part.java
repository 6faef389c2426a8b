package dev.tideway.local.parts;

import dev.tideway.local.server.KafkaMain;
import dev.tideway.local.server.PostgresMain;
import dev.tideway.local.server.S3Main;
import java.util.Locale;

/** One of the servers that Tideway stands on, with the name of its data folder and of its log. */
public enum Part {
    POSTGRES("PostgreSQL", PostgresMain.class, 256),
    KAFKA("Kafka", KafkaMain.class, 256),
    S3("S3", S3Main.class, 256);

    private final String title;
    private final Class<?> main;
    private final int heapMebibytes;

    Part(String title, Class<?> main, int heapMebibytes) {
        this.title = title;
        this.main = main;
        this.heapMebibytes = heapMebibytes;
    }

    /** As people write it. */
    public String title() {
        return title;
    }

    /** Name of its log and of its data folder: {@code postgres}, {@code kafka}, {@code s3}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String portOption() {
        return "--" + id() + "-port";
    }

    Class<?> main() {
        return main;
    }

    int heapMebibytes() {
        return heapMebibytes;
    }
}
