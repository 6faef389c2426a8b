package dev.tideway.catalog.release;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The day that devices are told for a release. */
final class OfferDay {
    private OfferDay() {}

    /** The UTC day as yyyymmdd, such as 20261121. */
    static int of(Instant offeredAt) {
        return Integer.parseInt(
                DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.ofInstant(offeredAt, ZoneOffset.UTC)));
    }
}
