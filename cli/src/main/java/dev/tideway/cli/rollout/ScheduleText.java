package dev.tideway.cli.rollout;

import dev.tideway.cli.terminal.DurationConverter;
import dev.tideway.cli.terminal.Share;
import dev.tideway.cli.terminal.WrongUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.TypeConversionException;

/** A schedule as people write it: {@code 1%:1h,10%:1d,100%}. */
final class ScheduleText {
    private ScheduleText() {}

    /**
     * The steps as the API takes them.
     *
     * @throws WrongUse if the text is no schedule
     */
    static List<Map<String, Object>> steps(String text) {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (String step : text.split(",", -1)) {
            String[] parts = step.strip().split(":", 2);
            try {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("rollout", Share.of(parts[0]).cohorts());
                if (parts.length == 2) {
                    fields.put("hold", new DurationConverter().convert(parts[1]).toString());
                }
                steps.add(fields);
            } catch (IllegalArgumentException | TypeConversionException e) {
                throw new WrongUse(e.getMessage() + ". A schedule is written like 1%:1h,10%:1d,100%.");
            }
        }
        return steps;
    }
}
