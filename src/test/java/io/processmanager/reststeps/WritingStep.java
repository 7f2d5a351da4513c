package io.processmanager.reststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;
import jakarta.json.JsonValue;
import java.util.logging.Logger;

/** Writes to each stream of the log, and then some more lines to {@code System.out}. */
@StepType(value = "test-write", description = "Writes lines")
public class WritingStep implements ProcessStep<JsonValue, JsonValue> {

    private final int moreLines;

    public WritingStep(int moreLines) {
        this.moreLines = moreLines;
    }

    @Override
    public JsonValue execute(JsonValue input, StepContext context) {
        System.out.println("to System.out: ä€😀");
        System.err.println("to System.err");
        context.log("to the context");
        Logger.getLogger(WritingStep.class.getName()).info("to a logger");
        for (int i = 1; i <= moreLines; i++) {
            System.out.println("line " + i);
        }
        return input;
    }
}
