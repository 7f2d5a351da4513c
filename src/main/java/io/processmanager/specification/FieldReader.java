package io.processmanager.specification;

import io.processmanager.Violation;
import io.processmanager.configuration.Nearest;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads an object's fields and collects all violations. Optional fields may be null, as many clients write them so.
 */
public final class FieldReader {

    /** Beyond every limit, yet cheap to compute with. */
    private static final BigDecimal ABSURD = BigDecimal.valueOf(1_000_000_000);

    /** Below every unit, yet cheap to compute with: rounding 1e-999999999 would exhaust memory. */
    private static final BigDecimal NEXT_TO_NOTHING = new BigDecimal("1e-9");

    private final JsonObject object;
    private final String path;
    private final List<Violation> violations;
    private final Set<String> refused = new HashSet<>();

    /**
     * @param object what to read
     * @param path its position; empty for the whole body
     * @param violations receives what is wrong
     * @param known permitted fields
     */
    public FieldReader(JsonObject object, String path, List<Violation> violations, List<String> known) {
        this.object = object;
        this.path = path;
        this.violations = violations;
        object.keySet().stream().filter(name -> !known.contains(name)).forEach(name -> refuse(name, "is not known" + suggestion(name, known)));
    }

    public Optional<String> text(String field) {
        return value(field, JsonString.class, "a string").map(JsonString::getString);
    }

    public Optional<Boolean> flag(String field) {
        JsonValue value = object.getOrDefault(field, JsonValue.NULL);
        if (value == JsonValue.TRUE || value == JsonValue.FALSE) {
            return Optional.of(value == JsonValue.TRUE);
        }
        if (value.getValueType() != JsonValue.ValueType.NULL) {
            refuse(field, "expected true or false, got " + JsonKind.of(value));
        }
        return Optional.empty();
    }

    public Optional<JsonObject> object(String field) {
        return value(field, JsonObject.class, "an object");
    }

    /** @return a reader of the object in the field */
    public Optional<FieldReader> within(String field, List<String> known) {
        return object(field).map(inner -> new FieldReader(inner, pathOf(field), violations, known));
    }

    public Optional<JsonArray> array(String field) {
        return value(field, JsonArray.class, "an array");
    }

    /** @return the seconds, rounded to milliseconds */
    public Optional<Duration> seconds(String field) {
        return number(field, "a number of seconds")
                .map(seconds -> seconds.abs().compareTo(NEXT_TO_NOTHING) < 0 ? BigDecimal.ZERO : seconds)
                .map(seconds -> Duration.ofMillis(seconds.movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValueExact()));
    }

    /** @return the time that ISO 8601 gives with its offset */
    public Optional<Instant> time(String field) {
        return text(field).flatMap(text -> {
            try {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeParseException unreadable) {
                refuse(field, "expected a time such as 2027-01-31T08:00:00Z, got " + Quoted.of(text));
                return Optional.empty();
            }
        });
    }

    /** @return the value of that name */
    public <T> Optional<T> oneOf(String field, T[] values, Function<T, String> name) {
        return text(field).flatMap(text -> {
            Optional<T> known = Arrays.stream(values).filter(value -> name.apply(value).equals(text)).findFirst();
            if (known.isEmpty()) {
                refuse(field, "expected one of " + Arrays.stream(values).map(name).collect(Collectors.joining(", ")) + ", got " + Quoted.of(text));
            }
            return known;
        });
    }

    public Optional<Integer> wholeNumber(String field) {
        return number(field, "a whole number").flatMap(number -> {
            if (number.remainder(BigDecimal.ONE).signum() != 0) {
                refuse(field, "expected a whole number, got " + number);
                return Optional.empty();
            }
            return Optional.of(number.intValueExact());
        });
    }

    public Optional<BigDecimal> decimal(String field) {
        return number(field, "a number");
    }

    public boolean isNull(String field) {
        return object.getOrDefault(field, JsonValue.NULL) == JsonValue.NULL;
    }

    /** @return the strings of an array; other elements are reported and left out */
    public List<String> texts(String field) {
        JsonArray array = array(field).orElse(JsonValue.EMPTY_JSON_ARRAY);
        for (int i = 0; i < array.size(); i++) {
            if (!(array.get(i) instanceof JsonString)) {
                refuse(field + "[" + i + "]", "expected a string, got " + JsonKind.of(array.get(i)));
                refused.add(field);
            }
        }
        return array.stream().filter(JsonString.class::isInstance).map(text -> ((JsonString) text).getString()).toList();
    }

    /** @return whether the field was unreadable or refused */
    public boolean hasRefused(String field) {
        return refused.contains(field);
    }

    public boolean hasRefusedAny() {
        return !refused.isEmpty();
    }

    /** Marks a field as refused without another violation. */
    public void hasNotRead(String field) {
        refused.add(field);
    }

    public void refuse(String field, String message) {
        refused.add(field);
        violations.add(new Violation(pathOf(field), message));
    }

    /** @param violation its field is a path below this object */
    public void refuse(Violation violation) {
        violations.add(new Violation(path.isEmpty() ? violation.field() : path + "." + violation.field(), violation.message()));
    }

    public String pathOf(String field) {
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
