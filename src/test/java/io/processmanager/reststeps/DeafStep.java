package io.processmanager.reststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;
import jakarta.json.JsonValue;
import java.util.concurrent.TimeUnit;

/** Goes on for so many seconds, whoever interrupts it. */
@StepType("test-deaf")
public class DeafStep implements ProcessStep<JsonValue, JsonValue> {

    private final int seconds;

    public DeafStep(int seconds) {
        this.seconds = seconds;
    }

    @Override
    public JsonValue execute(JsonValue input, StepContext context) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            try {
                TimeUnit.NANOSECONDS.sleep(left);
            } catch (InterruptedException ignored) {
                context.log("interrupted, and not interested");
            }
        }
        return input;
    }
}
