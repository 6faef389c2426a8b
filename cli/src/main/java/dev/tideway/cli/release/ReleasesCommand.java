package dev.tideway.cli.release;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Groups what is done with releases: each verb reads the release first and changes it only if it is still that one. */
@Command(
        name = "releases",
        description = "List releases and steer what devices are told of them.",
        subcommands = ReleaseListCommand.class)
public final class ReleasesCommand {
    @Command(name = "show", description = "Show all that is known of a release.")
    int show(@Mixin ReleaseOptions release) throws IOException {
        return release.show(ReleaseWords::all);
    }

    @Command(
            name = "offer",
            description = "Offer one that is scheduled, superseded or declined, whatever was offered since.")
    int offer(@Mixin ReleaseOptions release) throws IOException {
        return release.act("offer", Map.of());
    }

    @Command(name = "approve", description = "Offer one that is held, at once or at its time.")
    int approve(@Mixin ReleaseOptions release) throws IOException {
        return release.act("approve", Map.of());
    }

    @Command(name = "decline", description = "Decide that one that is held or scheduled is not offered.")
    int decline(@Mixin ReleaseOptions release) throws IOException {
        return release.act("decline", Map.of());
    }

    @Command(name = "pause", description = "Do not tell devices of it for now.")
    int pause(@Mixin ReleaseOptions release) throws IOException {
        return release.act("pause", Map.of());
    }

    @Command(name = "resume", description = "Tell devices of it again.")
    int resume(@Mixin ReleaseOptions release) throws IOException {
        return release.act("resume", Map.of());
    }

    @Command(
            name = "withdraw",
            description = "Never tell devices of it again. Those that have it keep it: to replace it, roll back.")
    int withdraw(@Mixin ReleaseOptions release) throws IOException {
        return release.act("withdraw", Map.of());
    }

    @Command(name = "purge", description = "Take the number of a withdrawn one away: it cannot be downloaded any more.")
    int purge(
            @Mixin ReleaseOptions release,
            @Option(
                            names = "--bytes",
                            description = "Delete its bytes at once, and list first what else needs them; for admins.")
                    boolean bytes,
            @Option(names = "--confirm", description = "With --bytes: purge also whatever else needs them.")
                    boolean confirm)
            throws IOException {
        if (!bytes) {
            return release.act("purge", Map.of());
        }
        release.tellReferrers();
        return release.act("purge?bytes=true" + (confirm ? "&confirmed=true" : ""), Map.of());
    }

    @Command(
            name = "rollback",
            description = "Withdraw it and offer an earlier package to every device, under the next update number.")
    int rollback(
            @Mixin ReleaseOptions release,
            @Option(
                            names = "--to",
                            paramLabel = "RELEASE",
                            description = "Whose package (default: the last one before that every device may have).")
                    @Nullable String to,
            @Option(names = "--mandatory", description = "Devices must take it.") boolean mandatory,
            @Option(names = "--notes", paramLabel = "TEXT", description = "What is new.") @Nullable String notes)
            throws IOException {
        Map<String, Object> wish = new LinkedHashMap<>();
        put(wish, "to", to);
        wish.put("mandatory", mandatory);
        put(wish, "notes", notes);
        return release.act("rollback", wish);
    }

    @Command(name = "promote", description = "Offer its package in another channel or to another app version.")
    int promote(@Mixin ReleaseOptions release, @Mixin PromotionOptions promotion) throws IOException {
        return release.act("promote", promotion.wish());
    }

    @Command(name = "set", description = "Set what devices are told beside the package. An empty text takes it away.")
    int set(
            @Mixin ReleaseOptions release,
            @Option(names = "--mandatory", negatable = true, description = "Whether devices must take it.") @Nullable Boolean mandatory,
            @Option(names = "--notes", paramLabel = "TEXT", description = "What is new.") @Nullable String notes,
            @Mixin ReadinessOptions readiness)
            throws IOException {
        Map<String, Object> edit = new LinkedHashMap<>();
        put(edit, "mandatory", mandatory);
        put(edit, "notes", notes);
        readiness.addTo(edit);
        return release.change("PATCH", "", edit);
    }

    static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
