package io.processmanager.steps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;
import io.processmanager.json.JsonMapping;
import jakarta.json.JsonMergePatch;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/**
 * Merges an object into the data (RFC 7396): objects field by field; null removes a field; other values, arrays
 * included, replace. Data other than an object is replaced.
 */
@StepType(value = "merge", description = "Merges an object over the data (RFC 7396); a null removes a field")
public final class MergeStep implements ProcessStep<JsonValue, JsonValue> {

    private final JsonMergePatch patch;

    /**
     * @param changes what to merge
     * @throws IllegalArgumentException if null
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
