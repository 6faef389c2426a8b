package dev.tideway.catalog.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Every answer of one channel that can be foreseen, ready to be sent; the others are made when somebody asks. */
final class ChannelAnswers {
    private static final Line EMPTY = new Line(List.of());

    private final StockForm form;
    private final ExtendedForm extendedForm;
    private final Ready ready;

    private ChannelAnswers(StockForm form, ExtendedForm extendedForm, Ready ready) {
        this.form = form;
        this.extendedForm = extendedForm;
        this.ready = ready;
    }

    /** @param stock by os, then by app version; so is {@code extended} */
    private record Ready(
            @Nullable Answer everything,
            Map<String, Answer> byOs,
            Map<String, Answer> byAppVersion,
            Map<String, Map<String, Answer>> stock,
            Map<String, Map<String, Answer>> extended) {
        static final Ready NONE = new Ready(null, Map.of(), Map.of(), Map.of(), Map.of());
    }

    /** Answers for a channel in which nothing was ever released: too rarely asked for to be kept. */
    static ChannelAnswers onDemand(StockForm form, ExtendedForm extendedForm) {
        return new ChannelAnswers(form, extendedForm, Ready.NONE);
    }

    static ChannelAnswers ready(
            String channel,
            StockForm form,
            ExtendedForm extendedForm,
            SortedMap<String, NavigableMap<AppVersion, Line>> lines) {
        Map<String, Answer> byOs = new HashMap<>();
        form.newest().keySet().forEach(os -> byOs.put(os, form.answer(os, null)));
        Map<String, Answer> byAppVersion = new HashMap<>();
        Map<String, Map<String, Answer>> stock = new HashMap<>();
        Map<String, Map<String, Answer>> extended = new HashMap<>();
        lines.forEach((os, ofOs) -> {
            Map<String, Answer> stockOfOs = new HashMap<>();
            Map<String, Answer> extendedOfOs = new HashMap<>();
            ofOs.forEach((appVersion, line) -> {
                String version = appVersion.toString();
                byAppVersion.computeIfAbsent(version, v -> form.answer(null, v));
                stockOfOs.put(version, form.answer(os, version));
                extendedOfOs.put(version, extendedForm.answer(channel, os, version, line));
            });
            stock.put(os, Map.copyOf(stockOfOs));
            extended.put(os, Map.copyOf(extendedOfOs));
        });
        Ready ready = new Ready(
                form.answer(null, null),
                Map.copyOf(byOs),
                Map.copyOf(byAppVersion),
                Map.copyOf(stock),
                Map.copyOf(extended));
        return new ChannelAnswers(form, extendedForm, ready);
    }

    /** @param os lower-case */
    Answer stock(@Nullable String os, @Nullable String appVersion) {
        Answer foreseen = foreseenStock(os, appVersion);
        return foreseen == null ? form.answer(os, appVersion) : foreseen;
    }

    private @Nullable Answer foreseenStock(@Nullable String os, @Nullable String appVersion) {
        if (os == null) {
            return appVersion == null ? ready.everything : ready.byAppVersion.get(appVersion);
        }
        return appVersion == null ? ready.byOs.get(os) : find(ready.stock, os, appVersion);
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
