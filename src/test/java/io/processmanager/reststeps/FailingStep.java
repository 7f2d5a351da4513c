package io.processmanager.reststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepException;
import io.processmanager.StepType;
import jakarta.json.JsonValue;

/** Fails with an error code. */
@StepType(value = "test-fail", description = "Fails with an error code")
public class FailingStep implements ProcessStep<JsonValue, JsonValue> {

    private final int code;
    private final String message;

    public FailingStep(int code, String message) {
        this.code = code;
        this.message = message;
    }

    @Override
    public JsonValue execute(JsonValue input, StepContext context) throws StepException {
        throw new StepException(code, message, new IllegalStateException("the cause of it"));
    }
}
