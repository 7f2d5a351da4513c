package io.processmanager.parallel;

import io.processmanager.child.Child;
import io.processmanager.json.JsonMapping;
import io.processmanager.parallel.PendingResults.Item;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/** A child that does items, with a thread that writes them and one that reads the answers. Its items are the caller's. */
final class ServingChild {

    /** With one child at a time, however quick it is. */
    static final int MOST_ITEMS = 64;

    /** For so long a child has items, so that it need not wait for the caller, nor items for a child that is slow. */
    private static final double NANOSECONDS_OF_ITEMS = 10_000_000;
    private static final double WEIGHT = 0.1;
    private static final int LONGEST_ANSWER = 16 * 1_048_576;
    private static final int LAST_CHARACTERS = 500;
    private static final byte[] END = {};

    private final Child child;
    private final BlockingQueue<Event> events;
    private final BlockingQueue<byte[]> lines = new LinkedBlockingQueue<>();
    /** In the order in which the child gets them. */
    private final Map<Long, Item> items = new LinkedHashMap<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder errors = new StringBuilder();
    private double nanosecondsOfAnItem = NANOSECONDS_OF_ITEMS;
    private long itemBegan;

    /**
     * What has come from a child.
     *
     * @param child of which
     * @param answer a line that it has answered with; empty at its end
     * @param end why it has ended
     */
    record Event(ServingChild child, Optional<JsonObject> answer, String end) {
    }

    ServingChild(Child child, BlockingQueue<Event> events, Executor threads) {
        this.child = child;
        this.events = events;
        threads.execute(this::write);
        threads.execute(this::read);
    }

    Map<Long, Item> items() {
        return items;
    }

    boolean takesMore() {
        return items.size() < Math.max(1, Math.min(MOST_ITEMS, NANOSECONDS_OF_ITEMS / nanosecondsOfAnItem));
    }

    /** @return the item that was answered; null if it has none of this number */
    Item answered(long number) {
        long now = System.nanoTime();
        nanosecondsOfAnItem += WEIGHT * (now - itemBegan - nanosecondsOfAnItem);
        itemBegan = now;
        return items.remove(number);
    }

    void take(Item item, byte[] request) {
        if (items.isEmpty()) {
            itemBegan = System.nanoTime();
        }
        items.put(item.number(), item);
        lines.add(request);
    }

    /** Ends it, with its threads. */
    void close() {
        lines.add(END);
        child.close();
    }

    /** Writes what there is in one go. */
    private void write() {
        try (OutputStream input = child.input()) {
            for (byte[] next = lines.take(); next != END; next = lines.take()) {
                input.write(next);
                if (lines.isEmpty()) {
                    input.flush();
                }
            }
        } catch (IOException ended) {
            // The reader tells why.
            lines.clear();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        String end;
        try {
            for (Optional<Child.Piece> piece = child.next(); piece.isPresent(); piece = child.next()) {
                if (piece.get().isError()) {
                    keep(piece.get().bytes());
                } else {
                    answers(piece.get().bytes());
                }
            }
            end = "ended with " + Child.describe(child.exitCode());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return;
        } catch (RuntimeException garbage) {
            end = "was ended, for it answered with what is no answer: " + garbage.getMessage();
        }
        String last = errors.toString().strip();
        events.add(new Event(this, Optional.empty(), end + (last.isEmpty() ? "" : "; its last error output: " + last)));
    }

    private void keep(byte[] bytes) {
        errors.append(new String(bytes, StandardCharsets.UTF_8));
        errors.delete(0, Math.max(0, errors.length() - LAST_CHARACTERS));
    }

    private void answers(byte[] bytes) {
        for (byte each : bytes) {
            if (each != '\n') {
                line.write(each);
            } else if (line.size() > 0) {
                events.add(new Event(this, Optional.of(answer(line.toString(StandardCharsets.UTF_8))), ""));
                line.reset();
            }
        }
        if (line.size() > LONGEST_ANSWER) {
            throw new IllegalArgumentException("a line of more than " + LONGEST_ANSWER + " bytes");
        }
    }

    private static JsonObject answer(String text) {
        try {
            JsonValue answer = JsonMapping.parse(text);
            if (answer instanceof JsonObject object && object.get("id") instanceof JsonNumber && (object.containsKey("result") || object.get("error") instanceof JsonObject)) {
                return object;
            }
        } catch (RuntimeException noJson) {
            throw new IllegalArgumentException(cut(text), noJson);
        }
        throw new IllegalArgumentException(cut(text));
    }

    private static String cut(String text) {
        return text.length() <= LAST_CHARACTERS ? text : text.substring(0, LAST_CHARACTERS) + "…";
    }
}
