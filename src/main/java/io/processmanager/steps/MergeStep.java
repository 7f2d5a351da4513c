package io.processmanager.steps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;
import io.processmanager.json.JsonMapping;
import jakarta.json.JsonMergePatch;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/**
 * Merges an object over the data, as RFC 7396 has it: objects are merged field by field, a null removes the field, anything else (arrays
 * too) replaces what was there, and data that is not an object is replaced as a whole.
 */
@StepType(value = "merge", description = "Merges an object over the data (RFC 7396); a null removes a field")
public final class MergeStep implements ProcessStep<JsonValue, JsonValue> {

    private final JsonMergePatch patch;

    /**
     * @param changes what to merge over the data
     * @throws IllegalArgumentException if it is missing
     */
    public MergeStep(JsonObject changes) {
        if (changes == null) {
            throw new IllegalArgumentException("The argument 'changes' is null; give the object to merge over the data");
        }
        patch = JsonMapping.JSON.createMergePatch(changes);
    }

    @Override
    public JsonValue execute(JsonValue input, StepContext context) {
        return patch.apply(input == null ? JsonValue.NULL : input);
    }
}
