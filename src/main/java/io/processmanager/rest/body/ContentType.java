package io.processmanager.rest.body;

import io.processmanager.rest.problem.Problem;
import io.processmanager.rest.problem.ProblemException;
import io.processmanager.specification.Quoted;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Accepts uncompressed JSON in UTF-8 only. */
final class ContentType {

    private ContentType() {
    }

    /** @throws ProblemException if the headers declare anything else, or nothing */
    static void requireJson(HttpHeaders headers) {
        String given = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (given == null) {
            throw unsupported("it has no Content-Type");
        }
        MediaType type = parse(given);
        if (!"application".equalsIgnoreCase(type.getType()) || !"json".equalsIgnoreCase(type.getSubtype())) {
            throw unsupported("its Content-Type is " + Quoted.of(given));
        }
        String charset = type.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, "utf-8");
        if (!"utf-8".equalsIgnoreCase(charset)) {
            throw unsupported("its charset is " + Quoted.of(charset));
        }
        String encoding = headers.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !"identity".equalsIgnoreCase(encoding.trim())) {
            throw unsupported("its Content-Encoding is " + Quoted.of(encoding));
        }
    }

    private static MediaType parse(String given) {
        try {
            return MediaType.valueOf(given);
        } catch (IllegalArgumentException notReadable) {
            throw new ProblemException(problem("its Content-Type is " + Quoted.of(given)), notReadable);
        }
    }

    private static ProblemException unsupported(String why) {
        return new ProblemException(problem(why));
    }

    private static Problem problem(String why) {
        return Problem.of(Response.Status.UNSUPPORTED_MEDIA_TYPE,
                "The body of the request was not read, because " + why + ". Send application/json in UTF-8, not compressed");
    }
}
