package io.processmanager.rest.body;

import io.processmanager.Violation;
import io.processmanager.json.JsonMapping;
import io.processmanager.rest.problem.Problem;
import io.processmanager.specification.Quoted;
import jakarta.json.stream.JsonLocation;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Reports where JSON is malformed, independently of the server's parser messages. */
final class MalformedJson {

    private static final int SHOWN = 20;

    private MalformedJson() {
    }

    /** @param at where the parser failed; null if unknown */
    static Problem problem(String text, JsonLocation at) {
        if (text.isBlank()) {
            return malformed("is empty, expected a JSON object");
        }
        if (at == null || at.getStreamOffset() < 0) {
            return malformed("is not JSON");
        }
        // For truncated text, only the offset is right in every parser.
        String understood = text.substring(0, (int) Math.min(at.getStreamOffset(), text.length()));
        long line = 1 + understood.chars().filter(character -> character == '\n').count();
        int column = understood.length() - understood.lastIndexOf('\n');
        return malformed("is not JSON at line " + line + ", column " + column + what(understood, text))
                .with("line", JsonMapping.JSON.createValue(line))
                .with("column", JsonMapping.JSON.createValue(column));
    }

    /** @param byteOffset first invalid byte */
    static Problem notUtf8(int byteOffset) {
        return malformed("is not UTF-8: the byte at offset " + byteOffset + " belongs to no character");
    }

    private static Problem malformed(String message) {
        return Problem.named("malformed-json", Response.Status.BAD_REQUEST, "The body is not JSON", "Nothing was done, because the body " + message)
                .violating(List.of(new Violation(RequestBody.FIELD, message)));
    }

    private static String what(String understood, String text) {
        String last = understood.substring(Math.max(0, understood.length() - SHOWN)).strip();
        return (understood.length() < text.stripTrailing().length() ? ", after " : ", where it breaks off after ") + Quoted.of(last);
    }
}
