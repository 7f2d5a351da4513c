package io.processmanager.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
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

    final Worker worker = new Worker()
            .on("double", Integer.class, item -> {
                worked.incrementAndGet();
                return 2 * item;
            })
            .on("fail", Throwable.class, error -> {
                if (error instanceof Error fatal) {
                    throw fatal;
                }
                throw (Exception) error;
            })
            .on("nothing", Object.class, item -> item);

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
        assertEquals(MANY, worked.get());
        assertEquals(IntStream.range(0, MANY).map(i -> 2 * i).boxed().toList(), results.stream().map(result -> (Integer) result.result()).sorted().toList());
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
        assertTrue(results.stream().allMatch(result -> (Integer) result.result() == 2 * (Integer) result.item() && result.event().equals("double")));
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
        assertEquals(List.of(2, 4), results.stream().map(ItemResult::result).toList());
    }

    @Test
    void nullsPassInBothDirections() throws Exception {
        try (ParallelController controller = ordered()) {
            controller.enqueue("nothing", null);
            controller.sync();
        }
        assertEquals(List.of(new ItemResult(0, "nothing", null, null, null)), results);
    }

    @Test
    void firstErrorEndsIt() throws Exception {
        IOException cause = new IOException("no such row");
        try (ParallelController controller = ordered()) {
            ItemFailedException failed = assertThrows(ItemFailedException.class, () -> {
                controller.enqueue("double", 1);
                controller.enqueue("fail", cause);
                controller.sync();
            });
            assertSame(cause, failed.getCause());
            assertEquals("Item 1 of the event 'fail' has failed: java.io.IOException: no such row", failed.getMessage());
            assertEquals(List.of(1L, "fail"), List.of(failed.number(), failed.event()));
            assertSame(cause, assertThrows(ItemFailedException.class, () -> controller.enqueue("double", 2)).getCause());
            assertSame(cause, assertThrows(ItemFailedException.class, controller::sync).getCause());
        }
        assertTrue(results.size() <= 1, "delivered after the error: " + results);
    }

    @Test
    void errorsAreResultsLikeOthersIfTheyAreCollected() throws Exception {
        List<Throwable> errors = List.of(new IOException("one"), new StackOverflowError("two"), new IllegalStateException("three"));
        try (ParallelController controller = controller(worker, Delivery.inOrder(results::add).collectingErrors())) {
            for (Throwable error : errors) {
                controller.enqueue("fail", error);
                controller.enqueue("double", 4);
            }
            controller.sync();
        }
        assertEquals(errors, results.stream().flatMap(result -> result.error().stream()).toList());
        assertEquals(List.of(8, 8, 8), results.stream().filter(result -> result.error().isEmpty()).map(ItemResult::result).toList());
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
    void itemThatNobodyCanDoIsRefusedAtOnce() throws Exception {
        try (ParallelController controller = ordered()) {
            assertEquals("Nothing is bound to the event 'halve'; the events are double, fail, nothing",
                    assertThrows(IllegalArgumentException.class, () -> controller.enqueue("halve", 1)).getMessage());
            assertEquals("The event 'double' takes items of the type java.lang.Integer, not of java.lang.String",
                    assertThrows(IllegalArgumentException.class, () -> controller.enqueue("double", "1")).getMessage());
            controller.enqueue("double", 3);
            controller.sync();
        }
        assertEquals(List.of(6), results.stream().map(ItemResult::result).toList());
    }

    @Test
    void interruptedCallerIsTold() throws Exception {
        Worker waiting = new Worker().on("wait", Integer.class, item -> {
            Thread.currentThread().join();
            return item;
        });
        try (ParallelController controller = controller(waiting, Delivery.inOrder(results::add))) {
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
}
