package io.processmanager.faultsteps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;
import jakarta.json.JsonObject;

/** Takes the whole server down in an orderly way. */
@StepType(value = "fault-exit", description = "Stops the server, as an administrator would")
public class ExitingStep implements ProcessStep<JsonObject, JsonObject> {

    private final String file;

    public ExitingStep(String file) {
        this.file = file;
    }

    @Override
    public JsonObject execute(JsonObject input, StepContext context) throws Exception {
        Trace.begin(file, context);
        System.exit(3);
        return input;
    }
}
