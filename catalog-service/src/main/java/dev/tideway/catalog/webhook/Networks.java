package dev.tideway.catalog.webhook;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;

/** Which addresses webhooks may be sent to: the public ones, and those inside that the installation allows. */
final class Networks {
    /** What is not reached over the public internet (IANA's special-purpose registries, RFC 6890). */
    private static final List<IpSubnetFilterRule> INSIDE = rules(Stream.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/96",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8"));

    private final List<IpSubnetFilterRule> allowed;

    /** @param allowed in CIDR notation, such as {@code 10.20.0.0/16} */
    Networks(List<String> allowed) {
        this.allowed = rules(allowed.stream());
    }

    boolean allow(InetAddress address) {
        return matches(allowed, address) || !matches(INSIDE, address);
    }

    private static boolean matches(List<IpSubnetFilterRule> rules, InetAddress address) {
        InetSocketAddress remote = new InetSocketAddress(address, 0);
        return rules.stream().anyMatch(rule -> rule.matches(remote));
    }

    private static List<IpSubnetFilterRule> rules(Stream<String> networks) {
        return networks.map(network -> new IpSubnetFilterRule(network, IpFilterRuleType.REJECT))
                .toList();
    }
}
