package dev.tideway.settings;

import io.quarkus.runtime.ApplicationLifecycleManager;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Ends a start that failed with what to do about it: the framework says what failed, and where in its code. */
public final class StartFailure {
    private static final Logger LOG = Logger.getLogger(StartFailure.class);

    /** How SmallRye Config names what is missing or malformed (SRCFG00011, SRCFG00014, SRCFG00039 and others). */
    private static final Pattern SETTING =
            Pattern.compile("SRCFG\\d+:.*?(?:Could not expand value|config property|property) ([a-z][a-z0-9.-]+)");

    private StartFailure() {}

    /** To be called before Quarkus runs. */
    public static void explain() {
        ApplicationLifecycleManager.setDefaultExitCodeHandler((code, failure) -> {
            actions(failure).forEach(action -> LOG.errorf("Recommended action: %s.", action));
            System.exit(code);
        });
    }

    static Set<String> actions(@Nullable Throwable failure) {
        Set<String> actions = new LinkedHashSet<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BadSettingException bad) {
                actions.add(bad.action());
            }
            Optional.ofNullable(cause.getMessage()).ifPresent(message -> {
                Matcher setting = SETTING.matcher(message);
                while (setting.find()) {
                    actions.add(action(setting.group(1)));
                }
            });
        }
        return actions;
    }

    private static String action(String setting) {
        String variable = setting.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return "set or correct " + setting + " (in the environment: " + variable
                + "); docs/settings.md says what it may be";
    }
}
