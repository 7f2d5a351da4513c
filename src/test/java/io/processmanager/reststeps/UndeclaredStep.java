package io.processmanager.reststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import jakarta.json.JsonValue;

/** A step that no {@code @StepType} declares. Callers over HTTP must not be able even to initialize it, which would show in the server's log. */
public class UndeclaredStep implements ProcessStep<JsonValue, JsonValue> {

    static {
        System.out.println("UndeclaredStep was initialized");
    }

    @Override
    public JsonValue execute(JsonValue input, StepContext context) {
        return input;
    }
}
