package io.processmanager.steps.http;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A request ready to be sent.
 *
 * @param method in upper case
 * @param target the URL
 * @param headers names ignore case
 * @param body empty for none
 */
public record HttpCall(String method, HttpTarget target, Map<String, String> headers, Optional<byte[]> body) {

    private static final Set<String> HEADERS_FOR_ANYBODY = Set.of("accept", "accept-encoding", "accept-language", "content-type", "user-agent");

    public HttpCall {
        TreeMap<String, String> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        ignoringCase.putAll(headers);
        headers = ignoringCase;
    }

    HttpRequest toRequest() {
        BodyPublisher publisher = body.map(BodyPublishers::ofByteArray).orElseGet(BodyPublishers::noBody);
        HttpRequest.Builder request = HttpRequest.newBuilder(target.uri()).method(method, publisher);
        headers.forEach(request::header);
        return request.build();
    }

    /**
     * @return the next request: a GET after 303 (except HEAD) and, like browsers, after 301 or 302 to a POST; headers
     *         that may be secret stay within the origin
     * @throws IllegalArgumentException if the URL is invalid or leaves https
     */
    HttpCall redirected(int status, String location) {
        HttpTarget next = target.resolve(location);
        if (target.isSecure() && !next.isSecure()) {
            throw new IllegalArgumentException("leaves https for http");
        }
        boolean becomesGet = status == 303 && !method.equals("HEAD") || (status == 301 || status == 302) && method.equals("POST");
        Map<String, String> kept = new TreeMap<>(headers);
        kept.keySet().removeIf(name -> becomesGet && name.equalsIgnoreCase("content-type")
                || !next.hasSameOriginAs(target) && !HEADERS_FOR_ANYBODY.contains(name.toLowerCase(Locale.ROOT)));
        return new HttpCall(becomesGet ? "GET" : method, next, kept, becomesGet ? Optional.empty() : body);
    }

    /** @return whether it may be resent when its arrival is uncertain (RFC 9110) */
    boolean isIdempotent() {
        return !method.equals("POST") && !method.equals("PATCH");
    }

    /** @return method and URL without query */
    @Override
    public String toString() {
        return method + " " + target;
    }
}
