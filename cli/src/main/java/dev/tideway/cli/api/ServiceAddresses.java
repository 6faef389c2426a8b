package dev.tideway.cli.api;

import dev.tideway.cli.data.Addresses;
import dev.tideway.cli.data.DataFolder;
import dev.tideway.cli.terminal.WrongUse;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds the services: by option, by environment variable, or by what a local stack left in its data folder. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class ServiceAddresses {
    @Option(
            names = "--catalog-url",
            paramLabel = "URL",
            defaultValue = "${env:TIDEWAY_CATALOG_URL}",
            description = "Address of the catalog (TIDEWAY_CATALOG_URL; default: the local stack's).")
    private @Nullable String catalogUrl;

    @Option(
            names = "--delivery-url",
            paramLabel = "URL",
            defaultValue = "${env:TIDEWAY_DELIVERY_URL}",
            description = "Address that devices download from (TIDEWAY_DELIVERY_URL; default: the local stack's).")
    private @Nullable String deliveryUrl;

    @Mixin
    private DataFolder data;

    /**
     * Where builds are announced and devices check.
     *
     * @throws WrongUse if nobody said where it is
     */
    public Address catalog() {
        return find("catalog", catalogUrl, Addresses::catalog);
    }

    /**
     * Where devices download from.
     *
     * @throws WrongUse if nobody said where it is
     */
    public Address delivery() {
        return find("delivery", deliveryUrl, Addresses::delivery);
    }

    DataFolder data() {
        return data;
    }

    private Address find(String service, @Nullable String said, Function<Addresses, @Nullable String> local) {
        if (said != null && !said.isBlank()) {
            return Address.of(said);
        }
        String found = data.addresses().map(local).orElse(null);
        if (found == null) {
            throw new WrongUse("Nothing says where the " + service + " is: give --" + service + "-url or set TIDEWAY_"
                    + service.toUpperCase(Locale.ROOT) + "_URL, or start a local stack with ./tideway up.");
        }
        return Address.of(found);
    }
}
