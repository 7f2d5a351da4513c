package io.processmanager.parallel;

import io.processmanager.json.JsonMapping;
import io.processmanager.parallel.PendingResults.Item;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.TreeMap;

/**
 * Binds callbacks to the names of events. Callbacks of one worker are executed by several threads at a time, so they must
 * be thread-safe; the bindings are complete before the first item is handed over.
 */
public final class Worker {

    private final Map<String, Binding<?, ?>> bindings = new TreeMap<>();

    /**
     * Binds a callback.
     *
     * @param event the name of the event
     * @param type what its items must be
     * @param callback what is done with them
     * @return this
     * @throws IllegalArgumentException if the event has a callback already
     */
    public <I> Worker on(String event, Class<I> type, Callback<? super I, ?> callback) {
        if (bindings.putIfAbsent(event, new Binding<>(type, callback)) != null) {
            throw new IllegalArgumentException("The event '" + event + "' has a callback already");
        }
        return this;
    }

    /** @throws IllegalArgumentException if the worker has no use for the item */
    void check(String event, Object item) {
        Binding<?, ?> binding = bindings.get(event);
        if (binding == null) {
            throw new IllegalArgumentException("Nothing is bound to the event '" + event + "'; the events are " + String.join(", ", bindings.keySet()));
        }
        if (item != null && !binding.type.isInstance(item)) {
            throw new IllegalArgumentException("The event '" + event + "' takes items of the type " + binding.type.getName() + ", not of " + item.getClass().getName());
        }
    }

    /** @param item an item that was checked */
    ItemResult work(Item item) {
        try {
            return item.succeeded(bindings.get(item.event()).work(item.value()));
        } catch (Throwable failed) {
            return item.failed(failed);
        }
    }

    /**
     * For an item that the caller of the controller executes: an interrupt is meant for the caller.
     *
     * @throws InterruptedException if the caller was interrupted, before the item or in its callback
     */
    ItemResult workInterruptibly(Item item) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Interrupted before an item of the event '" + item.event() + "'");
        }
        ItemResult result = work(item);
        if (result.thrown() instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        return result;
    }

    /**
     * For an item that comes from another process.
     *
     * @param item JSON of the type of the event
     * @return the result, as JSON
     * @throws Exception if nothing is bound to the event, the item is no JSON of its type, or the callback fails
     */
    JsonValue workJson(String event, JsonValue item) throws Exception {
        Binding<?, ?> binding = bindings.get(event);
        Object value = binding == null ? item : JsonMapping.fromJson(item, binding.type);
        check(event, value);
        return JsonMapping.toJson(binding.work(value));
    }

    /**
     * What is done with an item.
     *
     * @param <I> the type of the items
     * @param <R> the type of the results
     */
    @FunctionalInterface
    public interface Callback<I, R> {

        /**
         * @param item the item; may be null
         * @return the result; may be null
         * @throws Exception if the item fails
         */
        R work(I item) throws Exception;
    }

    private record Binding<I, R>(Class<I> type, Callback<? super I, R> callback) {
        R work(Object item) throws Exception {
            return callback.work(type.cast(item));
        }
    }
}
