package dev.tideway.catalog.check;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What devices of one channel are told: for every os and app version that has releases the answers are ready to be sent.
 *
 * <p>All others are made when somebody asks. Those that list every app version may be long, so they are kept once they were
 * made; of the rest there is no end, and each is short.
 */
final class ChannelAnswers {
    private static final String EVERY_OS = "";

    private final StockForm form;
    private final ExtendedForm extendedForm;
    /** By os; null until somebody asks for one, as nearly nobody does. */
    private volatile @Nullable Map<String, Answer> everyAppVersion;

    ChannelAnswers(StockForm form, ExtendedForm extendedForm) {
        this.form = form;
        this.extendedForm = extendedForm;
    }

    /** @param os lower-case */
    Answer stock(@Nullable String os, @Nullable String appVersion) {
        if (appVersion == null) {
            return everyAppVersion(os);
        }
        OsAnswers ofOs = os == null ? null : form.find(os);
        Answer ready = ofOs == null ? null : ofOs.stock(appVersion);
        return ready == null ? form.answer(os, appVersion) : ready;
    }

    private Answer everyAppVersion(@Nullable String os) {
        if (os != null && form.find(os) == null) {
            return form.answer(os, null);
        }
        Map<String, Answer> kept = everyAppVersion;
        if (kept == null) {
            // Of two who make it at once one makes its answers in vain.
            kept = new ConcurrentHashMap<>();
            everyAppVersion = kept;
        }
        return kept.computeIfAbsent(os == null ? EVERY_OS : os, key -> form.answer(os, null));
    }

    /** @param os lower-case */
    Answer extended(String channel, String os, String appVersion) {
        OsAnswers ofOs = form.find(os);
        Answer ready = ofOs == null ? null : ofOs.extended(appVersion);
        return ready == null ? extendedForm.nothing(new Verdicts.Place(os, appVersion, channel)) : ready;
    }
}
