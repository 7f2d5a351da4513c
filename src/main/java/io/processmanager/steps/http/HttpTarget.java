package io.processmanager.steps.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** An absolute http or https URL with host, without user-info. */
record HttpTarget(URI uri) {

    private static final int HIGHEST_PORT = 65_535;

    /** @throws IllegalArgumentException if the URL is not permitted; says why */
    static HttpTarget of(String url) {
        try {
            return of(new URI(url));
        } catch (URISyntaxException noUrl) {
            throw new IllegalArgumentException("is no URL: " + noUrl.getReason() + " at position " + noUrl.getIndex()
                    + "; percent-encode characters that a URL does not take", noUrl);
        }
    }

    /**
     * @param location absolute or relative to this target
     * @throws IllegalArgumentException if the URL is not permitted
     */
    HttpTarget resolve(String location) {
        try {
            return of(uri.resolve(new URI(location)));
        } catch (URISyntaxException noUrl) {
            throw new IllegalArgumentException("is no URL: " + noUrl.getReason(), noUrl);
        }
    }

    private static HttpTarget of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("must begin with http:// or https://");
        }
        if (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@")) {
            throw new IllegalArgumentException("must not contain user-info; put credentials into the header Authorization");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("has no valid host name (letters, digits, dots and hyphens)");
        }
        if (uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
            throw new IllegalArgumentException("has a port that is not from 1 to " + HIGHEST_PORT);
        }
        return new HttpTarget(uri);
    }

    boolean isSecure() {
        return uri.getScheme().equalsIgnoreCase("https");
    }

    boolean hasSameOriginAs(HttpTarget other) {
        return isSecure() == other.isSecure() && uri.getHost().equalsIgnoreCase(other.uri.getHost()) && port() == other.port();
    }

    private int port() {
        return uri.getPort() >= 0 ? uri.getPort() : isSecure() ? 443 : 80;
    }

    /** @return the URL without its query, which may carry secrets */
    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
