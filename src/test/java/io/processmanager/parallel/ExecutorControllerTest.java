package io.processmanager.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Items that are done by threads of an executor. */
class ExecutorControllerTest extends ParallelControllerContract {

    private static final int THREADS = 4;

    private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

    @Override
    ParallelController controller(Worker worker, Delivery delivery) {
        return new ExecutorController(worker, executor, THREADS, delivery);
    }

    /** Every thread must be free again. */
    @AfterEach
    void endExecutor() throws InterruptedException {
        executor.shutdown();
        assertTrue(executor.awaitTermination(10, TimeUnit.SECONDS), "a thread of the executor is still in use");
    }

    @Test
    void asManyItemsAreDoneAtATimeAsThereAreThreads() throws Exception {
        AtomicInteger working = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier all = new CyclicBarrier(THREADS);
        Worker meeting = new Worker().on("meet", Integer.class, item -> {
            most.accumulateAndGet(working.incrementAndGet(), Math::max);
            if (item < THREADS) {
                all.await();
            }
            return working.decrementAndGet();
        });
        CountDownLatch begun = new CountDownLatch(THREADS);
        // All threads are at work before the first item comes, so that the caller does none.
        Worker both = meeting.on("begin", Integer.class, item -> {
            begun.countDown();
            begun.await();
            return item;
        });
        try (ParallelController controller = controller(both, Delivery.asCompleted(results::add))) {
            for (int i = 0; i < THREADS; i++) {
                controller.enqueue("begin", i);
            }
            begun.await();
            for (int i = 0; i < 1_000; i++) {
                controller.enqueue("meet", i);
            }
            controller.sync();
        }
        assertEquals(THREADS, most.get());
    }

    @Test
    void resultsComeAsTheyAreCompleted() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        Worker worker = new Worker().on("slow", Integer.class, item -> {
            first.await();
            return item;
        }).on("quick", Integer.class, item -> item);
        try (ParallelController controller = controller(worker, Delivery.asCompleted(result -> {
            results.add(result);
            first.countDown();
        }))) {
            controller.enqueue("slow", 0);
            controller.enqueue("quick", 1);
            while (results.isEmpty()) {
                controller.enqueue("quick", 2);
            }
            controller.sync();
        }
        assertEquals("quick", results.get(0).event());
        assertEquals(List.of(0), results.stream().filter(result -> result.event().equals("slow")).map(ItemResult::result).toList());
    }

    @Test
    void callerWaitsWhileTooManyItemsAreOnTheirWay() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger handedOver = new AtomicInteger();
        Worker blocked = new Worker().on("wait", Integer.class, item -> {
            release.await();
            return item;
        });
        CompletableFuture<Void> caller = CompletableFuture.runAsync(() -> {
            try (ParallelController controller = controller(blocked, Delivery.inOrder(results::add))) {
                for (int i = 0; i < MANY; i++) {
                    controller.enqueue("wait", i);
                    handedOver.incrementAndGet();
                }
                controller.sync();
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        });
        assertThrows(TimeoutException.class, () -> caller.get(300, TimeUnit.MILLISECONDS));
        assertTrue(handedOver.get() <= 64 * THREADS, () -> handedOver + " items were taken");
        release.countDown();
        caller.get(10, TimeUnit.SECONDS);
        assertEquals(MANY, results.size());
    }

    @Test
    void itemsThatHaveNotBegunAreDroppedAfterAnError() throws Exception {
        CountDownLatch begun = new CountDownLatch(THREADS);
        CountDownLatch fail = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Worker failing = new Worker().on("fail", Integer.class, item -> {
            begun.countDown();
            fail.await();
            throw new IllegalStateException("first");
        }).on("wait", Integer.class, item -> {
            begun.countDown();
            go.await();
            return worked.incrementAndGet();
        });
        try (ParallelController controller = controller(failing, Delivery.asCompleted(results::add))) {
            controller.enqueue("fail", 0);
            for (int i = 1; i < THREADS; i++) {
                controller.enqueue("wait", i);
            }
            begun.await();
            for (int i = 0; i < 100; i++) {
                controller.enqueue("wait", i);
            }
            fail.countDown();
            assertThrows(ItemFailedException.class, controller::sync);
            go.countDown();
            Await.until("those that had begun", Duration.ofSeconds(10), worked::get, done -> done >= THREADS - 1);
        }
        endExecutor();
        assertTrue(worked.get() <= THREADS, () -> worked + " items were done");
    }

    @Test
    void closeInterruptsWhatIsUnderWay() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Worker waiting = new Worker().on("wait", Integer.class, item -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException swallowed) {
                interrupted.countDown();
            }
            return item;
        });
        ParallelController controller = controller(waiting, Delivery.inOrder(results::add));
        controller.enqueue("wait", 1);
        begun.await();
        controller.close();
        assertTrue(interrupted.await(10, TimeUnit.SECONDS));
        assertEquals(List.of(), results);
    }

    @Test
    void callerDoesTheItemsIfThereIsNoThread() throws Exception {
        ExecutorService busy = Executors.newFixedThreadPool(1);
        CountDownLatch release = new CountDownLatch(1);
        try {
            busy.submit(() -> {
                release.await();
                return null;
            });
            assertEquals(MANY, doubled(busy), "all threads are in use");
            release.countDown();
            busy.shutdownNow();
            assertEquals(MANY, doubled(busy), "the executor takes nothing more");
        } finally {
            busy.shutdownNow();
        }
    }

    private int doubled(ExecutorService of) throws Exception {
        results.clear();
        try (ParallelController controller = new ExecutorController(worker, of, THREADS, Delivery.inOrder(results::add))) {
            for (int i = 0; i < MANY; i++) {
                controller.enqueue("double", i);
            }
            controller.sync();
        }
        return results.size();
    }

    @Test
    void numberOfThreadsIsChecked() {
        assertEquals("threads is 0; it must be at least 1",
                assertThrows(IllegalArgumentException.class, () -> new ExecutorController(worker, executor, 0, Delivery.inOrder(results::add))).getMessage());
    }
}
