package io.processmanager.steps;

import io.processmanager.StepContext;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Locale;

/** The input of steps that add a field to it, and so can do nothing with an array, a text or a number. */
final class InputObject {

    private InputObject() {
    }

    /**
     * @param input what the step was given; null and JSON's null stand for no data
     * @param context names the step in the complaint
     * @return the input, an empty object where there is no data
     * @throws IllegalArgumentException if it is something else than an object
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
