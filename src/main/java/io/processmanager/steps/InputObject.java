package io.processmanager.steps;

import io.processmanager.StepContext;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Locale;

/** Input of steps that add a field to it. */
final class InputObject {

    private InputObject() {
    }

    /**
     * @return the input; an empty object for null and JSON null
     * @throws IllegalArgumentException for other values, naming the step
     */
    static JsonObject of(JsonValue input, StepContext context) {
        if (input == null || input.getValueType() == JsonValue.ValueType.NULL) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
        if (input instanceof JsonObject object) {
            return object;
        }
        throw new IllegalArgumentException("Step '" + context.stepName() + "' adds to its input, which therefore must be a JSON object, but it is of type "
                + input.getValueType().name().toLowerCase(Locale.ROOT) + "; let the step before it return an object");
    }
}
