package io.processmanager.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonNumber;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every controller does. */
@Timeout(30)
abstract class ParallelControllerContract {

    static final int MANY = 10_000;

    final List<ItemResult> results = new ArrayList<>();
    final AtomicInteger worked = new AtomicInteger();

    final Worker worker = worker(worked);

    /** Also that of children. */
    static Worker worker(AtomicInteger worked) {
        return new Worker()
                .on("double", Integer.class, item -> {
                    worked.incrementAndGet();
                    return 2 * item;
                })
                .on("fail", String.class, message -> {
                    throw new IOException(message);
                })
                .on("overflow", String.class, message -> {
                    throw new StackOverflowError(message);
                })
                .on("wait", Integer.class, item -> {
                    Thread.currentThread().join();
                    return item;
                })
                .on("nothing", Object.class, item -> item);
    }

    /** Results of children are JSON. */
    private static List<Integer> numbers(List<ItemResult> results) {
        return results.stream().map(ItemResult::result).map(result -> result instanceof JsonNumber number ? Integer.valueOf(number.intValue()) : (Integer) result).toList();
    }

    /** @return whether what nobody can do is refused by the controller itself */
    boolean knowsEvents() {
        return true;
    }

    /** @return the controller under test */
    abstract ParallelController controller(Worker worker, Delivery delivery);

    private ParallelController ordered() {
        return controller(worker, Delivery.inOrder(results::add));
    }

    @Test
    void everyItemIsDoneOnceAndDelivered() throws Exception {
        try (ParallelController controller = controller(worker, Delivery.asCompleted(results::add))) {
            for (int i = 0; i < MANY; i++) {
                controller.enqueue("double", i);
            }
            controller.sync();
        }
        assertEquals(IntStream.range(0, MANY).map(i -> 2 * i).boxed().toList(), numbers(results).stream().sorted().toList());
    }

    @Test
    void resultsComeInTheOrderOfTheItems() throws Exception {
        try (ParallelController controller = ordered()) {
            for (int i = 0; i < MANY; i++) {
                controller.enqueue("double", i);
            }
            controller.sync();
        }
        assertEquals(LongStream.range(0, MANY).boxed().toList(), results.stream().map(ItemResult::number).toList());
        assertEquals(IntStream.range(0, MANY).map(i -> 2 * i).boxed().toList(), numbers(results));
        assertEquals(Set.of("double"), results.stream().map(ItemResult::event).collect(Collectors.toSet()));
    }

    @Test
    void resultsAreDeliveredByTheCallerOnly() throws Exception {
        Set<String> threads = new TreeSet<>();
        try (ParallelController controller = controller(worker, Delivery.asCompleted(result -> threads.add(Thread.currentThread().getName())))) {
            for (int i = 0; i < MANY; i++) {
                controller.enqueue("double", i);
            }
            controller.sync();
        }
        assertEquals(Set.of(Thread.currentThread().getName()), threads);
    }

    @Test
    void moreCanBeHandedOverAfterASync() throws Exception {
        try (ParallelController controller = ordered()) {
            controller.sync();
            controller.enqueue("double", 1);
            controller.sync();
            assertEquals(1, results.size());
            controller.enqueue("double", 2);
            controller.sync();
        }
        assertEquals(List.of(2, 4), numbers(results));
    }

    @Test
    void nullsPassInBothDirections() throws Exception {
        try (ParallelController controller = ordered()) {
            controller.enqueue("nothing", null);
            controller.sync();
        }
        assertEquals(1, results.size());
        assertTrue(results.get(0).result() == null || results.get(0).result() == JsonValue.NULL, results::toString);
    }

    @Test
    void firstErrorEndsIt() throws Exception {
        try (ParallelController controller = ordered()) {
            ItemFailedException failed = assertThrows(ItemFailedException.class, () -> {
                controller.enqueue("double", 1);
                controller.enqueue("fail", "no such row");
                controller.sync();
            });
            assertTrue(failed.getMessage().startsWith("Item 1 of the event 'fail' has failed: ") && failed.getMessage().endsWith("java.io.IOException: no such row"), failed.getMessage());
            assertEquals(List.of(1L, "fail"), List.of(failed.number(), failed.event()));
            assertSame(failed.getCause(), assertThrows(ItemFailedException.class, () -> controller.enqueue("double", 2)).getCause());
            assertSame(failed.getCause(), assertThrows(ItemFailedException.class, controller::sync).getCause());
        }
        assertTrue(results.size() <= 1, "delivered after the error: " + results);
    }

    @Test
    void errorsAreResultsLikeOthersIfTheyAreCollected() throws Exception {
        try (ParallelController controller = controller(worker, Delivery.inOrder(results::add).collectingErrors())) {
            controller.enqueue("fail", "one");
            controller.enqueue("double", 4);
            controller.enqueue("overflow", "two");
            controller.enqueue("double", 5);
            controller.sync();
        }
        List<String> errors = results.stream().flatMap(result -> result.error().stream()).map(Throwable::toString).toList();
        assertTrue(errors.size() == 2 && errors.get(0).endsWith("java.io.IOException: one") && errors.get(1).endsWith("java.lang.StackOverflowError: two"), errors::toString);
        assertEquals(List.of(8, 10), numbers(results.stream().filter(result -> result.error().isEmpty()).toList()));
    }

    @Test
    void whatTheReceiverThrowsComesOut() throws Exception {
        try (ParallelController controller = controller(worker, Delivery.asCompleted(result -> {
            throw new IllegalStateException("full");
        }))) {
            assertEquals("full", assertThrows(IllegalStateException.class, () -> {
                controller.enqueue("double", 1);
                controller.sync();
            }).getMessage());
        }
    }

    @Test
    void itemThatNobodyCanDoIsRefused() throws Exception {
        String unbound = "Nothing is bound to the event 'halve'; the events are double, ";
        if (knowsEvents()) {
            try (ParallelController controller = ordered()) {
                assertEquals(unbound + "fail, nothing, overflow, wait", assertThrows(IllegalArgumentException.class, () -> controller.enqueue("halve", 1)).getMessage());
                assertEquals("The event 'double' takes items of the type java.lang.Integer, not of java.lang.String",
                        assertThrows(IllegalArgumentException.class, () -> controller.enqueue("double", "1")).getMessage());
                controller.enqueue("double", 3);
                controller.sync();
            }
            assertEquals(List.of(6), numbers(results));
        } else {
            try (ParallelController controller = ordered()) {
                String message = assertThrows(ItemFailedException.class, () -> {
                    controller.enqueue("halve", 1);
                    controller.sync();
                }).getMessage();
                assertTrue(message.contains(unbound), message);
            }
        }
    }

    @Test
    void interruptedCallerIsTold() throws Exception {
        try (ParallelController controller = controller(worker, Delivery.inOrder(results::add))) {
            Thread.currentThread().interrupt();
            assertInstanceOf(InterruptedException.class, assertThrows(Exception.class, () -> {
                controller.enqueue("wait", 1);
                controller.sync();
            }));
        } finally {
            Thread.interrupted();
        }
        assertEquals(List.of(), results);
    }

    @Test
    void closedControllerTakesNothing() {
        ParallelController controller = ordered();
        controller.close();
        controller.close();
        assertThrows(IllegalStateException.class, () -> controller.enqueue("double", 1));
    }

    @Test
    void callerOfAControllerThatWasClosedDoesNotWaitForever() throws Exception {
        ParallelController controller = ordered();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> {
            controller.enqueue("wait", 1);
            controller.sync();
        });
        controller.close();
        assertThrows(IllegalStateException.class, controller::sync);
    }
}
