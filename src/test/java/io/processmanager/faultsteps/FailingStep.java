package io.processmanager.faultsteps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;
import jakarta.json.JsonObject;

/** Takes its time; its first attempts fail after that. */
@StepType(value = "fault-failing", description = "Fails a number of times and leaves a trace")
public class FailingStep implements ProcessStep<JsonObject, JsonObject> {

    private final String file;
    private final int failures;
    private final long millis;

    public FailingStep(String file, int failures, long millis) {
        this.file = file;
        this.failures = failures;
        this.millis = millis;
    }

    @Override
    public JsonObject execute(JsonObject input, StepContext context) throws Exception {
        Trace trace = Trace.begin(file, context);
        trace.work(millis);
        trace.end();
        if (context.attempt() <= failures) {
            throw new IllegalStateException("attempt " + context.attempt() + " of the " + failures + " that fail");
        }
        return input;
    }
}
