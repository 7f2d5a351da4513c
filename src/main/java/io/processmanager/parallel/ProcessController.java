package io.processmanager.parallel;

import io.processmanager.child.ChildCommand;
import io.processmanager.child.ChildProcesses;
import io.processmanager.json.JsonMapping;
import io.processmanager.parallel.PendingResults.Item;
import io.processmanager.parallel.ServingChild.Event;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Executes items by child processes, which a crash, an endless heap or {@code System.exit} ends alone. The other end is
 * any program that speaks the protocol of {@link StreamWorker}. Items are mapped to JSON, and results are
 * {@link JsonValue}s.
 *
 * <p>A child that ends, or answers with what is no answer, is replaced. The item that it did is tried once more; what it
 * had not begun is done by others, as if nothing had happened. A child that never answers is waited for: interrupt the
 * caller, as the deadline of a step does.
 */
public final class ProcessController implements ParallelController {

    private final ChildProcesses processes;
    private final ChildCommand command;
    private final int mostChildren;
    private final PendingResults results;
    private final Deque<Item> waiting = new ArrayDeque<>();
    private final Set<Long> suspects = new HashSet<>();
    private final List<ServingChild> children = new ArrayList<>();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /**
     * @param processes starts the children
     * @param command what each child is; its input is left open
     * @param children how many there are at most, from 1; started when they are needed
     * @param delivery takes the results
     * @throws IllegalArgumentException if {@code children} is less than 1
     */
    public ProcessController(ChildProcesses processes, ChildCommand command, int children, Delivery delivery) {
        if (children < 1) {
            throw new IllegalArgumentException("children is " + children + "; it must be at least 1");
        }
        this.processes = processes;
        this.command = new ChildCommand(command.words(), command.environment(), Optional.empty());
        this.mostChildren = children;
        this.results = new PendingResults(delivery);
    }

    /** Whether the event is bound, and to which type, only the child knows; the item fails there if not. */
    @Override
    public void enqueue(String event, Object item) throws ItemFailedException, InterruptedException {
        JsonValue json = JsonMapping.toJson(item);
        for (Event next = events.poll(); next != null; next = events.poll()) {
            handle(next);
        }
        while (results.undelivered() >= (long) mostChildren * ServingChild.MOST_ITEMS) {
            handleNext();
        }
        waiting.add(results.next(event, json));
        handOut();
    }

    @Override
    public void sync() throws ItemFailedException, InterruptedException {
        results.requireNoFailure();
        while (results.undelivered() > 0) {
            handleNext();
        }
    }

    private void handleNext() throws ItemFailedException, InterruptedException {
        results.requireOpen();
        handle(events.take());
    }

    private void handOut() throws ItemFailedException {
        for (Item item = waiting.poll(); item != null; item = waiting.poll()) {
            Optional<ServingChild> free = children.stream().filter(ServingChild::takesMore).min(Comparator.comparingInt(child -> child.items().size()));
            if (children.size() < mostChildren && free.filter(child -> child.items().isEmpty()).isEmpty()) {
                try {
                    free = Optional.of(start());
                } catch (IOException notStarted) {
                    if (children.isEmpty()) {
                        results.completed(item.failed(new ChildEndedException("No child process can be started: " + notStarted.getMessage(), notStarted)));
                        continue;
                    }
                }
            }
            if (free.isEmpty()) {
                waiting.addFirst(item);
                return;
            }
            free.get().take(item, request(item));
        }
    }

    private ServingChild start() throws IOException {
        ServingChild child = new ServingChild(processes.start(command), events, processes.threads());
        children.add(child);
        return child;
    }

    private static byte[] request(Item item) {
        return (JsonMapping.JSON.createObjectBuilder().add("id", item.number()).add("event", item.event()).add("item", (JsonValue) item.value()).build() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void handle(Event event) throws ItemFailedException {
        ServingChild child = event.child();
        if (!children.contains(child)) {
            return;
        }
        if (event.answer().isEmpty()) {
            replace(child, event.end());
        } else {
            JsonObject answer = event.answer().get();
            Item item = child.answered(answer.getJsonNumber("id").longValue());
            if (item == null) {
                replace(child, "was ended, for it answered an item that it was not given: " + answer.get("id"));
            } else {
                results.completed(answer.containsKey("result") ? item.succeeded(answer.get("result")) : item.failed(error(answer.getJsonObject("error"))));
            }
        }
        handOut();
    }

    private static RemoteItemException error(JsonObject error) {
        return new RemoteItemException(error.getString("type", "error"), error.getString("message", null));
    }

    /** It does items one after the other, so the oldest one was under way. */
    private void replace(ServingChild child, String end) throws ItemFailedException {
        children.remove(child);
        child.close();
        List<Item> undone = new ArrayList<>(child.items().values());
        if (undone.isEmpty()) {
            return;
        }
        Item suspect = undone.get(0);
        boolean isTriedAgain = suspects.add(suspect.number());
        for (int i = undone.size() - 1; i >= (isTriedAgain ? 0 : 1); i--) {
            waiting.addFirst(undone.get(i));
        }
        if (!isTriedAgain) {
            results.completed(suspect.failed(new ChildEndedException("The child process that did it " + end + "; so did the one before", null)));
        }
    }

    @Override
    public void close() {
        results.close();
        waiting.clear();
        children.forEach(ServingChild::close);
        children.clear();
    }

    /** A child process has ended while it did an item, twice; or none can be started. */
    public static final class ChildEndedException extends Exception {
        private ChildEndedException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
