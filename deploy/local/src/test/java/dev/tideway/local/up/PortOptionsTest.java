package dev.tideway.local.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.local.parts.Part;
import dev.tideway.local.stack.StackPorts;
import dev.tideway.local.stack.TidewayService;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class PortOptionsTest {
    @Test
    void hasTheOptionsThatMessagesAboutPortsName() {
        var named = Stream.concat(
                Stream.of(Part.values()).map(Part::portOption),
                Stream.of(TidewayService.values()).map(TidewayService::portOption));

        assertThat(new CommandLine(new UpCommand())
                        .getCommandSpec()
                        .optionsMap()
                        .keySet())
                .containsAll(named.toList());
    }

    @Test
    void startsEveryPartOnThePortThatOutsidersKnow() {
        var ports = parse();

        assertThat(ports.of(TidewayService.CATALOG)).isEqualTo(8080);
        assertThat(ports.of(TidewayService.DELIVERY)).isEqualTo(8081);
        assertThat(ports.of(TidewayService.PACKAGER)).isEqualTo(8082);
        assertThat(ports.servers().of(Part.S3)).isEqualTo(9000);
        assertThat(ports.servers().of(Part.KAFKA)).isEqualTo(9092);
        assertThat(ports.servers().of(Part.POSTGRES)).isEqualTo(54320);
    }

    @Test
    void takesAnotherPortForEachPart() {
        var ports = parse("--catalog-port=1", "--kafka-port=2");

        assertThat(ports.of(TidewayService.CATALOG)).isEqualTo(1);
        assertThat(ports.servers().of(Part.KAFKA)).isEqualTo(2);
    }

    private static StackPorts parse(String... args) {
        return CommandLine.populateCommand(new OnlyPorts(), args).ports.ports();
    }

    @Command
    private static final class OnlyPorts {
        @Mixin
        private PortOptions ports = new PortOptions();
    }
}
