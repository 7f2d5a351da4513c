package io.processmanager.parallel;

/**
 * Farms items out to a {@link Worker} and delivers the results as its {@link Delivery} says. For one caller: all methods
 * are called by the same thread, and results are delivered by that thread only, within {@link #enqueue} and
 * {@link #sync}. So the receiver of results needs no locks, and nothing is delivered behind the caller's back.
 */
public interface ParallelController extends AutoCloseable {

    /**
     * Hands over an item. Waits while too many items are on their way (back-pressure), and delivers results meanwhile.
     *
     * @param event the name of what is to be done with it, bound by the worker
     * @param item of the type that the worker has bound to the event; may be null
     * @throws IllegalArgumentException if nothing is bound to the event, or the item is of another type; nothing was done
     * @throws IllegalStateException if the controller is closed
     * @throws ItemFailedException if an item has failed, perhaps another one, and errors are not collected; items that
     *         had not begun are dropped, and the controller takes no more
     * @throws InterruptedException if the caller is interrupted while it waits; close the controller then
     */
    void enqueue(String event, Object item) throws ItemFailedException, InterruptedException;

    /**
     * Waits until all items are done and delivered. More can be handed over afterwards.
     *
     * @throws ItemFailedException as {@link #enqueue} does
     * @throws IllegalStateException if the controller was closed before all were done
     * @throws InterruptedException as {@link #enqueue} does
     */
    void sync() throws ItemFailedException, InterruptedException;

    /** Drops what has not begun, interrupts what has, and delivers nothing more. To wait for the items, {@link #sync} first. */
    @Override
    void close();
}
