package io.processmanager.rest.body;

import io.processmanager.Violation;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.json.JsonMapping;
import io.processmanager.rest.problem.Problem;
import io.processmanager.rest.problem.ProblemException;
import io.processmanager.specification.JsonKind;
import io.processmanager.specification.SentObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a request's JSON object, never beyond the limit, whatever length is announced. The content type matters only
 * with content: {@code curl -X POST} needs no header where the body is optional.
 */
@ApplicationScoped
public class RequestBody {

    /** The field of violations that concern the whole body. */
    static final String FIELD = "body";

    /** Digits that always fit into a long. */
    private static final int MOST_DIGITS = 18;

    @Inject
    Settings settings;

    /**
     * @param headers request headers
     * @param content request body
     * @return the object
     * @throws ProblemException if missing or no JSON object
     */
    public SentObject object(HttpHeaders headers, InputStream content) {
        return object(headers, content, Setting.MAX_BODY);
    }

    /**
     * @param headers request headers
     * @param content request body
     * @param limit setting with the maximum bytes
     * @return the object
     * @throws ProblemException if missing or no JSON object
     */
    public SentObject object(HttpHeaders headers, InputStream content, Setting<Integer> limit) {
        return optionalObject(headers, content, limit).orElseThrow(() -> new ProblemException(MalformedJson.problem("", null)));
    }

    /**
     * @param headers request headers
     * @param content request body
     * @return the object; empty if missing
     * @throws ProblemException if present but no JSON object
     */
    public Optional<SentObject> optionalObject(HttpHeaders headers, InputStream content) {
        return optionalObject(headers, content, Setting.MAX_BODY);
    }

    private Optional<SentObject> optionalObject(HttpHeaders headers, InputStream content, Setting<Integer> limit) {
        byte[] bytes = bounded(headers, content, limit);
        if (bytes.length == 0) {
            return Optional.empty();
        }
        ContentType.requireJson(headers);
        List<Violation> violations = new ArrayList<>();
        JsonValue json = StrictJson.read(Utf8.decode(bytes), violations);
        if (json instanceof JsonObject object) {
            return Optional.of(new SentObject(object, violations));
        }
        violations.add(0, new Violation(FIELD, "expected an object, got " + JsonKind.of(json)));
        throw new ProblemException(Problem.invalid(violations));
    }

    private byte[] bounded(HttpHeaders headers, InputStream content, Setting<Integer> limit) {
        int most = settings.get(limit);
        if (announced(headers) > most) {
            throw new ProblemException(tooLarge(most, limit));
        }
        byte[] bytes;
        try {
            bytes = content.readNBytes(most + 1);
        } catch (IOException brokenOff) {
            throw new ProblemException(Problem.of(Response.Status.BAD_REQUEST, "The body of the request broke off, so nothing was done")
                    .violating(List.of(new Violation(FIELD, "broke off"))), brokenOff);
        }
        if (bytes.length > most) {
            throw new ProblemException(tooLarge(most, limit));
        }
        return bytes;
    }

    /** Returns -1 if absent or invalid. {@link HttpHeaders#getLength()} is an int, on whose overflow Jersey fails. */
    private static long announced(HttpHeaders headers) {
        String length = headers.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (length == null || !length.trim().matches("[0-9]+")) {
            return -1;
        }
        String digits = length.trim();
        return digits.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    private static Problem tooLarge(int most, Setting<Integer> limit) {
        return Problem.named("body-too-large", Response.Status.REQUEST_ENTITY_TOO_LARGE, "The body is too large",
                String.format(Locale.ROOT, "Nothing was done, because the body of the request has more than %,d bytes. The setting %s is the limit",
                        most, limit.key()))
                .with("limit", JsonMapping.JSON.createValue(most));
    }
}
