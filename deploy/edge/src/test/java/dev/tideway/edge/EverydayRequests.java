package dev.tideway.edge;

import dev.tideway.edge.Devices.AskedFor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * What devices of all kinds ask on an ordinary day: seven in ten whether there is an update, the others for a package or a
 * part of it; each with its own update number, plugin, order and spelling of parameters.
 */
final class EverydayRequests {
    private static final List<String> PLUGINS = List.of("3.1.0", "3.2.1", "4.0.0", "");
    private static final List<String> RELEASE = List.of("", "&build_type=release", "&build_type=Release");

    private final Random random = new Random(4711);
    private final List<Update> updates;

    EverydayRequests(List<Update> updates) {
        this.updates = updates;
    }

    /** @param what the update that is meant */
    record Everyday(Update what, boolean isCheck, AskedFor request) {}

    List<Everyday> take(int count) {
        return Stream.generate(this::next).limit(count).toList();
    }

    private Everyday next() {
        var update = updates.get(random.nextInt(updates.size()));
        int kind = random.nextInt(10);
        if (kind < 7) {
            var parameters = device(update);
            var release = oneOf(RELEASE);
            return new Everyday(update, true, new AskedFor("/checkUpdate?" + parameters + release));
        }
        if (kind == 7) {
            return new Everyday(update, false, new AskedFor(update.packagePath() + "?device=" + random.nextInt()));
        }
        var download = new AskedFor("/download?update_number=" + update.number() + "&" + device(update));
        return new Everyday(update, false, kind == 8 ? download : part(download));
    }

    private AskedFor part(AskedFor whole) {
        int from = random.nextInt(100_000);
        return new AskedFor(whole.pathAndQuery(), "Range", "bytes=" + from + "-" + (from + random.nextInt(50_000)));
    }

    private String device(Update update) {
        var os = random.nextBoolean() ? update.os() : update.os().toUpperCase(Locale.ROOT);
        var parameters = new ArrayList<>(List.of(
                "project_id=" + update.projectId(),
                "os=" + os,
                "app_version=" + update.appVersion(),
                "my_update_number=" + random.nextInt(50),
                "plugin_version=" + oneOf(PLUGINS),
                "_=" + random.nextInt()));
        Collections.shuffle(parameters, random);
        return String.join("&", parameters);
    }

    private String oneOf(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
