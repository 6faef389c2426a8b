package dev.tideway.local.up;

import dev.tideway.local.parts.LockedDataFolder;
import dev.tideway.local.parts.Part;
import dev.tideway.local.parts.TidewayHome;
import dev.tideway.local.stack.Stack;
import dev.tideway.local.stack.TidewayService;

/** What a person reads when everything runs: where things are, and what to try first. */
final class Welcome {
    private Welcome() {}

    static String text(Stack stack, LockedDataFolder folder) {
        var ports = stack.ports();
        return String.join(
                "\n",
                "",
                "Tideway runs.",
                "",
                row(
                        "catalog",
                        ports.url(TidewayService.CATALOG),
                        "/checkUpdate for devices, /api/v1 for people and CI"),
                row("delivery", ports.url(TidewayService.DELIVERY), "/download for devices"),
                row("packager", ports.url(TidewayService.PACKAGER), ""),
                row("S3", ports.servers().address(Part.S3), ""),
                row("Kafka", ports.servers().address(Part.KAFKA), ""),
                row("PostgreSQL", ports.servers().address(Part.POSTGRES), ""),
                row("data", folder.path().toString(), ""),
                row("logs", folder.path().resolve("logs").toString(), ""),
                "",
                "Ask for updates and download one, as a device with the sample app does:",
                "",
                "  curl '" + SampleApp.checkAddress(ports, "ios") + "'",
                "  curl -o sample.zip '" + download(stack) + "'",
                "",
                "Publish the web assets of an app of yours (in another terminal):",
                "",
                "  ./tideway publish FOLDER --project my-app --os android --app-version 1.0.0" + dataOption(folder),
                "",
                "Ctrl-C stops everything; the data stays.");
    }

    private static String row(String name, String address, String remark) {
        return String.format("  %-11s %-24s %s", name, address, remark).stripTrailing();
    }

    private static String download(Stack stack) {
        return stack.ports().url(TidewayService.DELIVERY) + "/download?project_id=" + SampleApp.PROJECT
                + "&os=ios&app_version=" + SampleApp.APP_VERSION + "&update_number=" + SampleApp.NEWEST_UPDATE;
    }

    /** The other verbs look beside the script by themselves. */
    private static String dataOption(LockedDataFolder folder) {
        var standard = TidewayHome.find().path().resolve(".tideway");
        return folder.path().equals(standard) ? "" : " --data " + folder.path();
    }
}
