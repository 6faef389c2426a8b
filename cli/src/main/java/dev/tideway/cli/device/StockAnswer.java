package dev.tideway.cli.device;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.tideway.cli.terminal.CommandFailure;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.WireRecord;
import dev.tideway.protocol.artifact.Sha256;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /checkUpdate} answers a stock plugin.
 *
 * @param offers by os, app version and update number
 */
record StockAnswer(Map<String, Map<String, Map<String, Update>>> offers) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    StockAnswer {}

    static StockAnswer read(byte[] body) {
        try {
            return WireJson.read(body, StockAnswer.class);
        } catch (InvalidValueException e) {
            throw new CommandFailure("Cannot understand the answer to the check: " + e.getMessage(), e);
        }
    }

    Optional<Offer> newest(String os, String appVersion) {
        return newest(offers.getOrDefault(os, Map.of()).getOrDefault(appVersion, Map.of()));
    }

    /** The highest number; a project may say {@code 0} where it offers nothing. */
    static Optional<Offer> newest(Map<String, Update> byNumber) {
        return byNumber.entrySet().stream()
                .filter(e -> e.getKey().matches("[0-9]{1,18}"))
                .map(e -> new Offer(new BigInteger(e.getKey()), e.getValue()))
                .filter(offer -> offer.number().signum() > 0)
                .max(Comparator.comparing(Offer::number));
    }

    /** An update with its number. */
    record Offer(BigInteger number, Update update) {}

    /**
     * @param date as yyyymmdd
     * @param size of the package, in bytes
     */
    @WireRecord
    record Update(
            @Nullable Integer date,
            @Nullable String url,
            @Nullable Long size,
            @Nullable Sha256 sha256,
            boolean mandatory) {}
}
