package io.processmanager.manager.bulk;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import jakarta.json.JsonObject;
import java.util.concurrent.CancellationException;

/**
 * Makes a bulk change. Its input is the position that an earlier execution has reached. It has no step type, so that
 * requests cannot name it: they would go around what {@code BulkChanges} checks. Its class name is stored.
 */
public final class BulkStep implements ProcessStep<JsonObject, JsonObject> {

    private final BulkChange change;
    private final BulkBatches batches;

    /** @param change JSON of a {@link BulkChange} */
    public BulkStep(JsonObject change, BulkBatches batches) {
        this.change = BulkChange.parse(change);
        this.batches = batches;
    }

    @Override
    public JsonObject execute(JsonObject input, StepContext context) {
        String pid = context.pid().orElseThrow(() -> new IllegalStateException("A bulk change needs a process that keeps its position"));
        BulkPosition position = BulkPosition.parse(input);
        context.log((position.after().isEmpty() ? "Begins: " : "Continues (" + position.text() + "): ") + change.text());
        String oldest = batches.oldest().orElse(pid);
        boolean isLast = false;
        while (!isLast) {
            if (context.isCancelled()) {
                throw new CancellationException("The bulk change is stopped");
            }
            BulkBatches.Batch batch = batches.next(pid, change, position);
            position = batch.position();
            isLast = batch.isLast();
            context.progress(position.percent(oldest), position.text());
        }
        return position.counts();
    }
}
