package io.processmanager.reststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;
import jakarta.json.JsonValue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Fails the first time that a process executes it, and does nothing from then on. */
@StepType("test-fail-first")
public class FailingFirstStep implements ProcessStep<JsonValue, JsonValue> {

    private static final Set<String> EXECUTED = ConcurrentHashMap.newKeySet();

    @Override
    public JsonValue execute(JsonValue input, StepContext context) {
        if (EXECUTED.add(context.pid().orElseThrow() + context.stepName())) {
            throw new IllegalStateException("the first time fails");
        }
        return input;
    }
}
