package dev.tideway.catalog.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What devices of one channel are told: for every os and app version that has releases the answers are ready to be sent.
 *
 * <p>All others are made when somebody asks. Those that list every app version may be long, so they are kept once they were
 * made; of the rest there is no end, and each is short.
 */
final class ChannelAnswers {
    private static final Line EMPTY = new Line(List.of());
    private static final String EVERY_OS = "";

    private final StockForm form;
    private final ExtendedForm extendedForm;
    private final Ready ready;
    /** By os. */
    private final Map<String, Answer> everyAppVersion = new ConcurrentHashMap<>();

    private ChannelAnswers(StockForm form, ExtendedForm extendedForm, Ready ready) {
        this.form = form;
        this.extendedForm = extendedForm;
        this.ready = ready;
    }

    /** Both by os, then by app version. */
    private record Ready(Map<String, Map<String, Answer>> stock, Map<String, Map<String, Answer>> extended) {
        static final Ready NONE = new Ready(Map.of(), Map.of());
    }

    /** Answers for a channel in which nothing was ever released: too rarely asked for to be kept. */
    static ChannelAnswers onDemand(StockForm form, ExtendedForm extendedForm) {
        return new ChannelAnswers(form, extendedForm, Ready.NONE);
    }

    static ChannelAnswers ready(
            String channel,
            StockForm form,
            ExtendedForm extendedForm,
            SortedMap<String, NavigableMap<AppVersion, Line>> lines,
            Packing packing) {
        Map<String, Map<String, Answer>> stock = new HashMap<>();
        Map<String, Map<String, Answer>> extended = new HashMap<>();
        lines.forEach((os, ofOs) -> {
            Map<String, Answer> stockOfOs = new HashMap<>();
            Map<String, Answer> extendedOfOs = new HashMap<>();
            ofOs.forEach((appVersion, line) -> {
                // Few texts stand for the versions of all projects.
                String version = appVersion.toString().intern();
                stockOfOs.put(version, form.answer(os, version).packed(packing));
                extendedOfOs.put(
                        version, extendedForm.answer(channel, os, version, line).packed(packing));
            });
            stock.put(os.intern(), Map.copyOf(stockOfOs));
            extended.put(os.intern(), Map.copyOf(extendedOfOs));
        });
        return new ChannelAnswers(form, extendedForm, new Ready(Map.copyOf(stock), Map.copyOf(extended)));
    }

    /** @param os lower-case */
    Answer stock(@Nullable String os, @Nullable String appVersion) {
        if (appVersion == null) {
            return everyAppVersion(os);
        }
        Answer foreseen = os == null ? null : find(ready.stock, os, appVersion);
        return foreseen == null ? form.answer(os, appVersion) : foreseen;
    }

    private Answer everyAppVersion(@Nullable String os) {
        if (os == null) {
            return everyAppVersion.computeIfAbsent(EVERY_OS, every -> form.answer(null, null));
        }
        return form.has(os)
                ? everyAppVersion.computeIfAbsent(os, one -> form.answer(one, null))
                : form.answer(os, null);
    }

    /** @param os lower-case */
    Answer extended(String channel, String os, String appVersion) {
        Answer foreseen = find(ready.extended, os, appVersion);
        return foreseen == null ? extendedForm.answer(channel, os, appVersion, EMPTY) : foreseen;
    }

    private static @Nullable Answer find(Map<String, Map<String, Answer>> answers, String os, String appVersion) {
        Map<String, Answer> ofOs = answers.get(os);
        return ofOs == null ? null : ofOs.get(appVersion);
    }
}
