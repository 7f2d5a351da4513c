package io.processmanager.rest.request;

import io.processmanager.Violation;
import io.processmanager.configuration.Nearest;
import io.processmanager.rest.body.JsonKind;
import io.processmanager.rest.body.Quoted;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the fields of an object one by one and notes whatever is wrong with them, so that the client gets all of it at once. An optional
 * field may be null instead of missing: many clients write those that way.
 */
final class FieldReader {

    /** Far outside of every limit, and still a number that can be calculated with. */
    private static final BigDecimal ABSURD = BigDecimal.valueOf(1_000_000_000);

    /** Less than any unit, and with an exponent that can still be calculated with: 1e-999999999 would take all memory to be rounded. */
    private static final BigDecimal NEXT_TO_NOTHING = new BigDecimal("1e-9");

    private final JsonObject object;
    private final String path;
    private final List<Violation> violations;
    private final Set<String> refused = new HashSet<>();

    /**
     * @param object what to read
     * @param path where it stands; empty for the body as a whole
     * @param violations where to note what is wrong
     * @param known the fields that it may have; any other is refused
     */
    FieldReader(JsonObject object, String path, List<Violation> violations, List<String> known) {
        this.object = object;
        this.path = path;
        this.violations = violations;
        object.keySet().stream().filter(name -> !known.contains(name)).forEach(name -> refuse(name, "is not known" + suggestion(name, known)));
    }

    Optional<String> text(String field) {
        return value(field, JsonString.class, "a string").map(JsonString::getString);
    }

    Optional<JsonObject> object(String field) {
        return value(field, JsonObject.class, "an object");
    }

    Optional<JsonArray> array(String field) {
        return value(field, JsonArray.class, "an array");
    }

    /** @return a number of seconds, to the millisecond */
    Optional<Duration> seconds(String field) {
        return number(field, "a number of seconds")
                .map(seconds -> seconds.abs().compareTo(NEXT_TO_NOTHING) < 0 ? BigDecimal.ZERO : seconds)
                .map(seconds -> Duration.ofMillis(seconds.movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValueExact()));
    }

    Optional<Integer> wholeNumber(String field) {
        return number(field, "a whole number").flatMap(number -> {
            if (number.remainder(BigDecimal.ONE).signum() != 0) {
                refuse(field, "expected a whole number, got " + number);
                return Optional.empty();
            }
            return Optional.of(number.intValueExact());
        });
    }

    /** @return the texts of an array; those elements that are something else are noted and left out */
    List<String> texts(String field) {
        JsonArray array = array(field).orElse(JsonValue.EMPTY_JSON_ARRAY);
        for (int i = 0; i < array.size(); i++) {
            if (!(array.get(i) instanceof JsonString)) {
                refuse(field + "[" + i + "]", "expected a string, got " + JsonKind.of(array.get(i)));
                refused.add(field);
            }
        }
        return array.stream().filter(JsonString.class::isInstance).map(text -> ((JsonString) text).getString()).toList();
    }

    /** @return whether that field has a value that could not be read, or should not be there as it is */
    boolean hasRefused(String field) {
        return refused.contains(field);
    }

    /** Without a complaint of its own: what is wrong stands elsewhere. */
    void hasNotRead(String field) {
        refused.add(field);
    }

    void refuse(String field, String message) {
        refused.add(field);
        violations.add(new Violation(pathOf(field), message));
    }

    String pathOf(String field) {
        return path.isEmpty() ? Quoted.shortened(field) : path + "." + Quoted.shortened(field);
    }

    private Optional<BigDecimal> number(String field, String expected) {
        Optional<BigDecimal> number = value(field, JsonNumber.class, expected).map(JsonNumber::bigDecimalValue);
        if (number.isPresent() && number.get().abs().compareTo(ABSURD) > 0) {
            refuse(field, "is out of any sensible range");
            return Optional.empty();
        }
        return number;
    }

    private <T extends JsonValue> Optional<T> value(String field, Class<T> type, String expected) {
        JsonValue value = object.getOrDefault(field, JsonValue.NULL);
        if (type.isInstance(value)) {
            return Optional.of(type.cast(value));
        }
        if (value.getValueType() != JsonValue.ValueType.NULL) {
            refuse(field, "expected " + expected + ", got " + JsonKind.of(value));
        }
        return Optional.empty();
    }

    private static String suggestion(String name, List<String> known) {
        if (known.isEmpty()) {
            return "; expected no fields at all";
        }
        return Nearest.to(Quoted.shortened(name), known).map(nearest -> "; did you mean '" + nearest + "'?")
                .orElse("; expected one of " + String.join(", ", known));
    }
}
