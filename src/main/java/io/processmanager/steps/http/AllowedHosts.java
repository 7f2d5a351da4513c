package io.processmanager.steps.http;

import io.processmanager.configuration.Setting;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/**
 * The hosts that HTTP requests may go to. Only names are compared and nothing is resolved: whoever allows a name trusts whoever
 * decides what it stands for.
 */
public final class AllowedHosts {

    private final List<String> patterns;

    /** @param patterns host names and addresses; a leading {@code *.} stands for any subdomain, a single {@code *} for any host */
    public AllowedHosts(List<String> patterns) {
        this.patterns = patterns.stream().map(AllowedHosts::normalized).toList();
    }

    /**
     * @param target where a request is about to go
     * @throws HostNotAllowedException if no pattern matches its host
     */
    void check(HttpTarget target) throws HostNotAllowedException {
        String host = normalized(target.uri().getHost());
        if (patterns.stream().noneMatch(pattern -> matches(pattern, host))) {
            throw new HostNotAllowedException(target.uri().getHost());
        }
    }

    private static boolean matches(String pattern, String host) {
        return pattern.equals("*") || pattern.equals(host)
                || pattern.startsWith("*.") && host.endsWith(pattern.substring(1)) && host.length() >= pattern.length();
    }

    /** One spelling for each host: lower case, no dot at the end, addresses of IPv6 in full. */
    private static String normalized(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.contains(":")) {
            return address(name.startsWith("[") ? name : "[" + name + "]");
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** The brackets make sure that this is taken for an address and never looked up in the DNS. */
    private static String address(String bracketed) {
        try {
            return InetAddress.getByName(bracketed).getHostAddress();
        } catch (UnknownHostException noAddress) {
            return bracketed;
        }
    }

    /** A request was about to go to a host that is not allowed, and was not sent. */
    public static final class HostNotAllowedException extends Exception {
        private HostNotAllowedException(String host) {
            super("The host '" + host + "' must not be called from here; whoever runs this server can add it to the setting "
                    + Setting.ALLOWED_HOSTS.key());
        }
    }
}
