package io.processmanager.reststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;
import jakarta.json.JsonValue;

/** Refuses its argument when it is made. */
@StepType(value = "test-refuse", description = "Refuses its argument when it is made")
public class RefusingStep implements ProcessStep<JsonValue, JsonValue> {

    public RefusingStep(String argument) {
        throw new IllegalArgumentException("The argument is '" + argument + "', which nobody can use");
    }

    @Override
    public JsonValue execute(JsonValue input, StepContext context) {
        return input;
    }
}
