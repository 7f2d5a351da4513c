package io.processmanager.rest.body;

import io.processmanager.Violation;
import io.processmanager.json.JsonMapping;
import io.processmanager.json.JsonNumberText;
import io.processmanager.rest.problem.Problem;
import io.processmanager.rest.problem.ProblemException;
import jakarta.json.JsonException;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParsingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads JSON more strictly than JSON-P: refuses duplicate names (JSON-P drops the first value), unpaired surrogates
 * (unstorable) and excessive nesting (later readers could overflow the stack). Does not recurse.
 */
final class StrictJson {

    static final int DEEPEST = 500;

    private final OpenValues open = new OpenValues();
    private final List<Violation> violations;
    private final JsonParser parser;
    private JsonValue root;

    private StrictJson(JsonParser parser, List<Violation> violations) {
        this.parser = parser;
        this.violations = violations;
    }

    /** @throws ProblemException if it is not JSON, with line and column, or unacceptable, with all violations */
    static JsonValue read(String text) {
        List<Violation> violations = new ArrayList<>();
        JsonValue value = read(text, violations);
        if (!violations.isEmpty()) {
            throw new ProblemException(Problem.invalid(violations));
        }
        return value;
    }

    /**
     * @param violations receives faults that did not prevent reading
     * @throws ProblemException if it is not JSON, with line and column, or too deep
     */
    static JsonValue read(String text, List<Violation> violations) {
        try (JsonParser parser = JsonMapping.parser(text)) {
            return new StrictJson(parser, violations).read();
        } catch (JsonParsingException malformed) {
            throw new ProblemException(MalformedJson.problem(text, malformed.getLocation()), malformed);
        } catch (JsonException unreadable) {
            throw new ProblemException(MalformedJson.problem(text, null), unreadable);
        }
    }

    private JsonValue read() {
        while (parser.hasNext()) {
            take(parser.next());
        }
        return Optional.ofNullable(root).orElseThrow(() -> new JsonException("there is no value"));
    }

    private void take(Event event) {
        switch (event) {
            case START_OBJECT -> {
                refuseIfTooDeep();
                open.beginObject();
            }
            case START_ARRAY -> {
                refuseIfTooDeep();
                open.beginArray();
            }
            case KEY_NAME -> {
                boolean isNew = open.name(parser.getString());
                refuseIf(!isNew, "is given twice; a name may stand only once in an object");
                refuseIf(isBroken(parser.getString()), "has half of a surrogate pair in its name, which is no character");
            }
            case END_OBJECT, END_ARRAY -> add(open.end());
            case VALUE_STRING -> {
                refuseIf(isBroken(parser.getString()), "has half of a surrogate pair, which is no character");
                add(parser.getValue());
            }
            case VALUE_NUMBER -> add(number());
            default -> add(parser.getValue());
        }
    }

    private void add(JsonValue value) {
        if (open.isEmpty()) {
            root = value;
        } else {
            open.add(value);
        }
    }

    private JsonValue number() {
        Optional<String> wrong = JsonNumberText.complaint(parser.getString());
        refuseIf(wrong.isPresent(), wrong.orElse(""));
        return wrong.isPresent() ? JsonValue.NULL : parser.getValue();
    }

    private void refuseIfTooDeep() {
        if (open.depth() >= DEEPEST) {
            throw new ProblemException(Problem.invalid(
                    List.of(new Violation(RequestBody.FIELD, "has more than " + DEEPEST + " levels of objects and arrays in each other"))));
        }
    }

    private void refuseIf(boolean wrong, String message) {
        if (wrong) {
            violations.add(new Violation(open.isEmpty() ? RequestBody.FIELD : open.path(), message));
        }
    }

    private static boolean isBroken(String text) {
        return text.codePoints().anyMatch(character -> character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }
}
