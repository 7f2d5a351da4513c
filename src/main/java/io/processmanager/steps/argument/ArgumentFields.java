package io.processmanager.steps.argument;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.Violation;
import io.processmanager.configuration.Nearest;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Reads the fields of an argument, collecting all that is wrong with them. */
public final class ArgumentFields {

    private final String argument;
    private final JsonObject given;
    private final List<Violation> violations = new ArrayList<>();

    /**
     * @param argument its name, for messages
     * @param given its value; may be null
     * @param example what to give instead of null
     * @param fields all that it may have; others are violations
     * @throws IllegalArgumentException if it is null
     */
    public ArgumentFields(String argument, JsonObject given, String example, List<String> fields) {
        if (given == null) {
            throw missing(argument, example);
        }
        this.argument = argument;
        this.given = given;
        given.keySet().stream().filter(field -> !fields.contains(field)).forEach(field -> violations.add(new Violation(field, "is not known"
                + Nearest.to(field, fields).map(nearest -> "; did you mean '" + nearest + "'?").orElse("; the fields are " + String.join(", ", fields)))));
    }

    /** @return the complaint about an argument that is null */
    public static IllegalArgumentException missing(String argument, String example) {
        return new IllegalArgumentException("The argument '" + argument + "' is null; give an object such as " + example);
    }

    /**
     * @param field its name
     * @param reader gets its value, null if it is not given; may throw what {@link #wrong} returns
     * @return what the reader returns; null if it is wrong
     */
    public <T> T read(String field, Function<JsonValue, T> reader) {
        try {
            return reader.apply(given.get(field));
        } catch (WrongFieldException wrong) {
            violations.add(new Violation(field, wrong.getMessage()));
            return null;
        }
    }

    /** @return where violations are added that a reader cannot throw */
    public List<Violation> violations() {
        return violations;
    }

    /** @throws IllegalArgumentException if anything is wrong; its cause has all violations */
    public void check() {
        if (!violations.isEmpty()) {
            Violation first = violations.get(0);
            throw new IllegalArgumentException("The field '" + first.field() + "' of the argument '" + argument + "' " + first.message(),
                    new InvalidSpecificationException(violations));
        }
    }

    /** @return the text that a value is, or else the complaint */
    public static String text(JsonValue value) {
        if (value instanceof JsonString string) {
            return string.getString();
        }
        throw wrong("must be a text, but is " + value.getValueType().name().toLowerCase(Locale.ROOT));
    }

    /** @return for a reader to throw */
    public static RuntimeException wrong(String complaint) {
        return new WrongFieldException(complaint);
    }

    private static final class WrongFieldException extends RuntimeException {
        private WrongFieldException(String complaint) {
            super(complaint, null, false, false);
        }
    }
}
