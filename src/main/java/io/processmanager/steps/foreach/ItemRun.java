package io.processmanager.steps.foreach;

import io.processmanager.NonRetryableException;
import io.processmanager.StepContext;
import io.processmanager.configuration.Setting;
import io.processmanager.json.WrittenJson;
import io.processmanager.parallel.Delivery;
import io.processmanager.parallel.ItemResult;
import io.processmanager.parallel.ParallelController;
import io.processmanager.parallel.Worker;
import io.processmanager.steps.foreach.ForEachArgument.Origin;
import io.processmanager.steps.foreach.Items.Item;
import io.processmanager.text.FailureText;
import jakarta.json.JsonObject;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One attempt at all items that are not done. Results are delivered by the thread of the step. */
public final class ItemRun {

    private static final String EVENT = "item";
    private static final long KEEP_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final double SHARE_OF_LIMIT = 0.9;
    private static final long TELL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final ForEachArgument argument;
    private final ItemServices services;
    private final JsonObject data;
    private final StepContext context;
    private final DoneItems done;
    private Items items;
    private long keptAt = System.nanoTime();
    private long toldAt;
    private boolean isUnkept;

    public ItemRun(ForEachArgument argument, ItemServices services, JsonObject data, StepContext context) {
        this.argument = argument;
        this.services = services;
        this.data = data;
        this.context = context;
        boolean keepsResults = argument.origin() instanceof Origin.Data;
        this.done = context.kept().map(state -> DoneItems.read(state, keepsResults)).orElseGet(() -> new DoneItems(keepsResults));
    }

    /**
     * @return the output of the step
     * @throws Exception what an item has thrown, if errors are not collected; or why items cannot be read
     */
    public JsonObject execute() throws Exception {
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(0, work -> new Thread(null, work, "process-manager-item-deadlines", 0, false));
        timers.setRemoveOnCancelPolicy(true);
        ItemWork work = new ItemWork(argument.step(), context, services.construction(), services.policies(), timers, services.mostBytes());
        Worker worker = new Worker().on(EVENT, Item.class, work::execute);
        try (Items opened = services.sources().open(argument.origin(), data);
                ParallelController controller = context.parallel(worker, argument.maxConcurrent(), Delivery.asCompleted(this::take).collectingErrors())) {
            items = opened;
            for (Item item = items.next(done::isDone); item != null; item = items.next(done::isDone)) {
                controller.enqueue(EVENT, item);
            }
            controller.sync();
            return done.output(data, argument.collectsErrors());
        } catch (FailedItem failed) {
            keep();
            throw failed.thrown();
        } catch (InterruptedWhileKeeping interrupted) {
            throw interrupted.thrown();
        } finally {
            timers.shutdownNow();
        }
    }

    private void take(ItemResult result) {
        Item item = (Item) result.item();
        if (result.thrown() != null) {
            failed(item, result.thrown());
        } else {
            WrittenJson written = (WrittenJson) result.result();
            done.succeeded(item.index(), written.value(), written.text());
        }
        if (done.characters() > services.mostBytes()) {
            isUnkept = false;
            throw new FailedItem(new NonRetryableException("The results have together more than the " + services.mostBytes() + " bytes that " + Setting.MAX_OUTPUT.key()
                    + " allows. Let the step return less for each item, or store it elsewhere; or take the items from a file or a source, whose results are not kept"));
        }
        isUnkept = true;
        long now = System.nanoTime();
        if (now - keptAt >= KEEP_NANOS) {
            keepAtOnce();
        }
        if (now - toldAt >= TELL_NANOS) {
            toldAt = now;
            tell();
        }
    }

    private void failed(Item item, Throwable thrown) {
        if (thrown instanceof InterruptedException || !argument.collectsErrors()) {
            context.log("Item " + item.index() + " has failed: " + thrown.getClass().getName() + ": " + FailureText.firstLine(FailureText.message(thrown)));
            throw new FailedItem(thrown);
        }
        done.failed(item.index(), thrown.getClass().getName(), FailureText.message(thrown));
    }

    private void tell() {
        long size = items.size().orElse(0);
        int percent = size == 0 ? 0 : (int) Math.min(99, done.number() * 100L / size);
        context.progress(percent, done.number() + (size == 0 ? " items" : " of " + size + " items"));
    }

    private void keepAtOnce() {
        try {
            keep();
        } catch (InterruptedException interrupted) {
            throw new InterruptedWhileKeeping(interrupted);
        }
    }

    private void keep() throws InterruptedException {
        // What is near the limit of an output does not fit with its numbers.
        if (isUnkept && done.characters() < services.mostBytes() * SHARE_OF_LIMIT) {
            context.keep(done.state());
            isUnkept = false;
            keptAt = System.nanoTime();
        }
    }

    /** Ends the delivery of results. */
    private static final class FailedItem extends RuntimeException {

        private FailedItem(Throwable thrown) {
            super(null, thrown, false, false);
        }

        private Exception thrown() throws Error {
            if (getCause() instanceof Error error) {
                throw error;
            }
            return (Exception) getCause();
        }
    }

    /** Likewise. */
    private static final class InterruptedWhileKeeping extends RuntimeException {

        private InterruptedWhileKeeping(InterruptedException thrown) {
            super(null, thrown, false, false);
        }

        private InterruptedException thrown() {
            return (InterruptedException) getCause();
        }
    }
}
