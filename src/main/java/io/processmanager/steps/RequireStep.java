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
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Fails unless the data has a value at a place, or a certain value there. A null that is there counts as a value. Numbers are compared
 * by what they are worth, so that 1 is the same as 1.0. The data passes unchanged.
 */
@StepType(value = "require", description = "Fails unless the data has a value at a JSON pointer, or exactly the given value there")
public final class RequireStep implements ProcessStep<JsonValue, JsonValue> {

    private static final int LONGEST_SHOWN = 200;

    private final String place;
    private final JsonPointer pointer;
    private final Optional<JsonValue> required;

    /**
     * @param pointer a JSON pointer (RFC 6901), for instance {@code /order/id}; an empty one means the data as a whole
     * @throws IllegalArgumentException if it is no JSON pointer
     */
    public RequireStep(String pointer) {
        this(pointer, Optional.empty());
    }

    /**
     * @param pointer a JSON pointer (RFC 6901), for instance {@code /order/id}; an empty one means the data as a whole
     * @param value what must be there, of any JSON type
     * @throws IllegalArgumentException if it is no JSON pointer
     */
    public RequireStep(String pointer, JsonValue value) {
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
