package io.processmanager.steps.http;

import io.processmanager.configuration.Setting;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/** Hosts that requests may go to. Names are compared, not resolved: allowing a name means trusting its DNS. */
public final class AllowedHosts {

    private final List<String> patterns;

    /** @param patterns hosts; {@code *.} as prefix matches any subdomain, {@code *} any host */
    public AllowedHosts(List<String> patterns) {
        this.patterns = patterns.stream().map(AllowedHosts::normalized).toList();
    }

    /** @throws HostNotAllowedException if no pattern matches */
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

    /** Lower case, no trailing dot, IPv6 in full. */
    private static String normalized(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.contains(":")) {
            return address(name.startsWith("[") ? name : "[" + name + "]");
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** The brackets force parsing as an address: no DNS lookup. */
    private static String address(String bracketed) {
        try {
            return InetAddress.getByName(bracketed).getHostAddress();
        } catch (UnknownHostException noAddress) {
            return bracketed;
        }
    }

    /** The request was not sent. */
    public static final class HostNotAllowedException extends Exception {
        private HostNotAllowedException(String host) {
            super("The host '" + host + "' must not be called from here; whoever runs this server can add it to the setting "
                    + Setting.ALLOWED_HOSTS.key());
        }
    }
}
