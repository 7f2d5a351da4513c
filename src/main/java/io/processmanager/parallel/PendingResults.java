package io.processmanager.parallel;

import java.util.HashMap;
import java.util.Map;

/** Puts results in order and delivers them. Used by the caller's thread only, but for the end. */
final class PendingResults {

    private final Delivery delivery;
    private final Map<Long, ItemResult> early = new HashMap<>();
    private long numbers;
    private long delivered;
    private ItemResult failed;
    private volatile boolean isClosed;

    PendingResults(Delivery delivery) {
        this.delivery = delivery;
    }

    /**
     * @return the next item
     * @throws IllegalStateException if the controller is closed
     */
    Item next(String event, Object value) throws ItemFailedException {
        requireOpen();
        requireNoFailure();
        return new Item(numbers++, event, value);
    }

    /** @return how many items are on their way, or wait for others before them */
    long undelivered() {
        return numbers - delivered;
    }

    /** @throws IllegalStateException if the controller is closed: nothing more will come */
    void requireOpen() {
        if (isClosed) {
            throw new IllegalStateException("The controller is closed");
        }
    }

    void completed(ItemResult result) throws ItemFailedException {
        if (result.error().isPresent() && !delivery.collectsErrors()) {
            failed = result;
            requireNoFailure();
        }
        if (!delivery.isInOrder()) {
            deliver(result);
            return;
        }
        early.put(result.number(), result);
        for (ItemResult next = early.remove(delivered); next != null; next = early.remove(delivered)) {
            deliver(next);
        }
    }

    void requireNoFailure() throws ItemFailedException {
        if (failed != null) {
            throw new ItemFailedException(failed);
        }
    }

    void close() {
        isClosed = true;
    }

    private void deliver(ItemResult result) {
        delivered++;
        delivery.receiver().accept(result);
    }

    /**
     * An item on its way.
     *
     * @param number how many were handed over before it
     * @param event what is to be done with it
     * @param value the item itself; may be null
     */
    record Item(long number, String event, Object value) {

        ItemResult succeeded(Object result) {
            return new ItemResult(number, event, value, result, null);
        }

        ItemResult failed(Throwable error) {
            return new ItemResult(number, event, value, null, error);
        }
    }
}
