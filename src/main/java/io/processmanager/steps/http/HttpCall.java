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
 * One request, ready to be sent.
 *
 * @param method the method, in upper case
 * @param target where it goes
 * @param headers its headers
 * @param body its body; empty for none
 */
public record HttpCall(String method, HttpTarget target, Map<String, String> headers, Optional<byte[]> body) {

    private static final Set<String> HEADERS_FOR_ANYBODY = Set.of("accept", "accept-encoding", "accept-language", "content-type", "user-agent");

    public HttpCall {
        TreeMap<String, String> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        ignoringCase.putAll(headers);
        headers = ignoringCase;
    }

    /** @return the request of java.net.http */
    HttpRequest toRequest() {
        BodyPublisher publisher = body.map(BodyPublishers::ofByteArray).orElseGet(BodyPublishers::noBody);
        HttpRequest.Builder request = HttpRequest.newBuilder(target.uri()).method(method, publisher);
        headers.forEach(request::header);
        return request.build();
    }

    /**
     * @param status 301, 302, 303, 307 or 308
     * @param location where the answer points to
     * @return the request that follows: a GET after a 303 and, as all browsers do it, after a 301 or 302 to a POST; what may be
     *         secret among the headers goes to the same origin only
     * @throws IllegalArgumentException if it points to where no request may go
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

    /** @return whether it may be sent once more when nobody knows whether it has arrived (RFC 9110) */
    boolean isIdempotent() {
        return !method.equals("POST") && !method.equals("PATCH");
    }

    /** @return method and URL, without the query */
    @Override
    public String toString() {
        return method + " " + target;
    }
}
