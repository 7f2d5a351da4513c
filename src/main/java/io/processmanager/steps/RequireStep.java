package io.processmanager.steps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;
import io.processmanager.json.JsonMapping;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonPointer;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Fails unless the data has a value, or the given value, at a JSON pointer. JSON null counts as a value; numbers
 * compare by value (1 equals 1.0). The data passes unchanged.
 */
@StepType(value = "require", description = "Fails unless the data has a value at a JSON pointer, or exactly the given value there")
public final class RequireStep implements ProcessStep<JsonValue, JsonValue> {

    /** Either the whole or something within it; a tilde begins an escape. A look-ahead, since a repeated group would overflow the stack on a long text. */
    private static final String POINTER = "(?s)(?!.*~(?![01]))(/.*)?";
    private static final String NO_POINTER = "must be a JSON pointer (RFC 6901) such as /order/id: empty or with a leading slash, a tilde written as ~0";

    private static final int LONGEST_SHOWN = 200;

    private final String place;
    private final JsonPointer pointer;
    private final Optional<JsonValue> required;

    /**
     * @param pointer JSON pointer (RFC 6901) such as {@code /order/id}; empty for the whole data
     * @throws IllegalArgumentException if it is no JSON pointer
     */
    public RequireStep(@NotNull @Pattern(regexp = POINTER, message = NO_POINTER) String pointer) {
        this(pointer, Optional.empty());
    }

    /**
     * @param pointer likewise
     * @param value required value of any JSON type
     * @throws IllegalArgumentException likewise
     */
    public RequireStep(@NotNull @Pattern(regexp = POINTER, message = NO_POINTER) String pointer, JsonValue value) {
        this(pointer, Optional.of(value == null ? JsonValue.NULL : value));
    }

    private RequireStep(String place, Optional<JsonValue> required) {
        this.place = place;
        this.pointer = pointer(place);
        this.required = required;
    }

    private static JsonPointer pointer(String place) {
        if (place == null) {
            throw new IllegalArgumentException("The argument 'pointer' is null; give a JSON pointer such as /order/id");
        }
        try {
            return JsonMapping.JSON.createPointer(place);
        } catch (JsonException noPointer) {
            throw new IllegalArgumentException(
                    "The argument 'pointer' is '" + place + "', which is no JSON pointer; write it as in /order/id, with a leading slash", noPointer);
        }
    }

    @Override
    public JsonValue execute(JsonValue input, StepContext context) throws RequirementNotMetException {
        Optional<JsonValue> found = find(input == null ? JsonValue.NULL : input);
        if (found.isEmpty()) {
            throw new RequirementNotMetException(place, "The data has nothing at '" + place + "'"
                    + required.map(value -> ", required is " + shown(value)).orElse(""));
        }
        if (required.isPresent() && !same(required.get(), found.get())) {
            throw new RequirementNotMetException(place,
                    "The data has " + shown(found.get()) + " at '" + place + "', required is " + shown(required.get()));
        }
        return input;
    }

    private Optional<JsonValue> find(JsonValue input) {
        if (!(input instanceof JsonStructure structure)) {
            return place.isEmpty() ? Optional.of(input) : Optional.empty();
        }
        try {
            return Optional.of(pointer.getValue(structure));
        } catch (JsonException | IndexOutOfBoundsException nothingThere) {
            return Optional.empty();
        }
    }

    private static boolean same(JsonValue a, JsonValue b) {
        if (a instanceof JsonNumber one && b instanceof JsonNumber other) {
            return one.bigDecimalValue().compareTo(other.bigDecimalValue()) == 0;
        }
        if (a instanceof JsonObject one && b instanceof JsonObject other) {
            return one.keySet().equals(other.keySet()) && one.keySet().stream().allMatch(key -> same(one.get(key), other.get(key)));
        }
        if (a instanceof JsonArray one && b instanceof JsonArray other) {
            return one.size() == other.size() && IntStream.range(0, one.size()).allMatch(i -> same(one.get(i), other.get(i)));
        }
        return a.equals(b);
    }

    private static String shown(JsonValue value) {
        String text = value.toString();
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }
}
