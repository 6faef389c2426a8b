package dev.tideway.cli.trust;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.cli.api.ControlApi;
import dev.tideway.cli.api.ProjectOption;
import dev.tideway.cli.terminal.Output;
import dev.tideway.cli.terminal.Table;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Groups what is done with the rules by which a project takes other issuers' tokens. */
@Command(
        name = "trust",
        description = "Let a CI system's jobs publish with their own identity token, with no stored secret.",
        footer = {
            "%nExample, for GitHub Actions:",
            "  tideway trust add --project shop --issuer github --role publisher \\",
            "    --claim repository_id=123456 --claim ref=refs/heads/main --claim ref_protected=true"
        })
public final class TrustCommand {
    private static final String PATH = "/trust-rules";

    @Command(name = "list", description = "List a project's rules.")
    int list(@Mixin ProjectOption project, @Mixin Output output) throws IOException {
        return output.tell(project.api().read(project.path(PATH)).json(), TrustCommand::table);
    }

    @Command(name = "add", description = "Add a rule; for admins.")
    int add(
            @Mixin ProjectOption project,
            @Option(
                            names = "--issuer",
                            required = true,
                            paramLabel = "NAME",
                            description = "The issuer, by its name in the catalog's configuration.")
                    String issuer,
            @Option(names = "--role", required = true, description = "viewer or publisher.") String role,
            @Option(
                            names = "--claim",
                            required = true,
                            paramLabel = "NAME=VALUE",
                            description = "What the token must say; may be repeated.")
                    Map<String, String> claims,
            @Mixin Output output)
            throws IOException {
        Map<String, Object> rule = Map.of("issuer", issuer, "role", role, "claims", claims);
        return output.tell(
                project.api().create(project.path(PATH), rule),
                told -> List.of("Trust rule " + told.path("rule_id").asText() + " is there: tokens of " + issuer
                        + " that fit have the role " + role + "."));
    }

    @Command(name = "remove", description = "Remove a rule; for admins.")
    int remove(
            @Mixin ProjectOption project,
            @Parameters(paramLabel = "RULE", description = "The rule's id, as tideway trust list shows it.")
                    String rule)
            throws IOException {
        project.api().delete(project.path(PATH) + "/" + ControlApi.id("rule", rule));
        return 0;
    }

    private static List<String> table(JsonNode rules) {
        Table table = new Table("RULE", "ISSUER", "ROLE", "CLAIMS", "ADDED BY");
        rules.path("trust_rules")
                .forEach(rule -> table.add(
                        rule.path("rule_id").asText(),
                        rule.path("issuer").asText(),
                        rule.path("role").asText(),
                        rule.path("claims").toString(),
                        rule.path("created_by").asText()));
        return table.lines();
    }
}
