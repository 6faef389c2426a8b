package dev.tideway.cli.device;

import dev.tideway.cli.device.StockAnswer.Offer;
import dev.tideway.cli.device.StockAnswer.Update;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says in words what a stock plugin makes of an answer. */
record CheckWords(@Nullable BigInteger installed) {
    /** A number that is none counts as missing, as it does at the catalog. */
    static CheckWords of(@Nullable String myUpdateNumber) {
        boolean number = myUpdateNumber != null && myUpdateNumber.matches("[0-9]{1,18}");
        return new CheckWords(number ? new BigInteger(myUpdateNumber) : null);
    }

    /** At least one line. */
    List<String> lines(StockAnswer answer) {
        List<String> lines = new ArrayList<>();
        answer.offers()
                .forEach((os, byVersion) -> byVersion.forEach(
                        (version, byNumber) -> lines.addAll(lines(os + " " + version + ": ", byNumber))));
        return lines.isEmpty() ? List.of("Nothing is offered.") : lines;
    }

    private List<String> lines(String app, Map<String, Update> byNumber) {
        Optional<Offer> newest = StockAnswer.newest(byNumber);
        if (newest.isEmpty()) {
            return List.of(app + "nothing is offered; the app stays as it is.");
        }
        BigInteger number = newest.get().number();
        int ahead = installed == null ? -1 : installed.compareTo(number);
        if (ahead == 0) {
            return List.of(app + "update " + number + " is the newest and installed already; nothing to do.");
        }
        if (ahead > 0) {
            return List.of(app + "update " + number + " is older than the installed " + installed + "; it is ignored.");
        }
        return wouldInstall(app, newest.get());
    }

    private static List<String> wouldInstall(String app, Offer offer) {
        Update update = offer.update();
        List<String> lines = new ArrayList<>();
        lines.add(app + "update " + offer.number() + " would be installed" + (update.mandatory() ? ", mandatory" : "")
                + (update.date() == null ? "" : ", of " + update.date())
                + (update.size() == null ? "" : ", " + update.size() + " bytes") + ".");
        if (update.url() != null) {
            lines.add("  " + update.url());
        }
        if (update.sha256() != null) {
            lines.add("  sha256 " + update.sha256());
        }
        return lines;
    }
}
