package io.processmanager.rest.following;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CoalescedWorkTest {

    private final Queue<Runnable> submitted = new ArrayDeque<>();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void aSignalDoesNotWorkItself() {
        CoalescedWork work = new CoalescedWork(this::submit, runs::incrementAndGet);
        work.signal();
        assertEquals(0, runs.get());
        submitted.remove().run();
        assertEquals(1, runs.get());
    }

    @Test
    void aBurstOfSignalsIsAnsweredOnce() {
        CoalescedWork work = new CoalescedWork(this::submit, runs::incrementAndGet);
        for (int i = 0; i < 1_000; i++) {
            work.signal();
        }
        assertEquals(1, submitted.size());
        submitted.remove().run();
        assertEquals(1, runs.get());
    }

    @Test
    void aSignalDuringTheWorkIsAnsweredByWorkingOnceMore() {
        CoalescedWork[] work = new CoalescedWork[1];
        work[0] = new CoalescedWork(this::submit, () -> {
            if (runs.incrementAndGet() == 1) {
                work[0].signal();
                work[0].signal();
            }
        });
        work[0].signal();
        submitted.remove().run();
        assertEquals(2, runs.get());
        assertTrue(submitted.isEmpty());
    }

    @Test
    void aSignalAfterTheWorkIsAnsweredAgain() {
        CoalescedWork work = new CoalescedWork(this::submit, runs::incrementAndGet);
        work.signal();
        submitted.remove().run();
        work.signal();
        submitted.remove().run();
        assertEquals(2, runs.get());
    }

    @Test
    void noSignalOfManyThreadsIsLostAndTheWorkNeverOverlaps() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            AtomicInteger value = new AtomicInteger();
            AtomicInteger seen = new AtomicInteger();
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger overlaps = new AtomicInteger();
            CoalescedWork work = new CoalescedWork(pool::submit, () -> {
                overlaps.addAndGet(inside.getAndIncrement());
                seen.set(value.get());
                inside.decrementAndGet();
            });
            CountDownLatch writers = new CountDownLatch(4);
            for (int i = 0; i < 4; i++) {
                new Thread(() -> {
                    for (int j = 0; j < 10_000; j++) {
                        value.incrementAndGet();
                        work.signal();
                    }
                    writers.countDown();
                }).start();
            }
            assertTrue(writers.await(30, TimeUnit.SECONDS));
            pool.shutdown();
            assertTrue(pool.awaitTermination(30, TimeUnit.SECONDS));
            assertEquals(40_000, seen.get());
            assertEquals(0, overlaps.get());
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void workThatHangsIsSeenAndInterrupted() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            CountDownLatch started = new CountDownLatch(1);
            CountDownLatch interrupted = new CountDownLatch(1);
            CoalescedWork work = new CoalescedWork(pool::submit, () -> {
                started.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException expected) {
                    interrupted.countDown();
                }
            });
            assertEquals(Duration.ZERO, work.runningFor());
            work.signal();
            assertTrue(started.await(10, TimeUnit.SECONDS));
            assertTrue(work.runningFor().toNanos() > 0);
            work.cancel();
            assertTrue(interrupted.await(10, TimeUnit.SECONDS));
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void anExecutorThatIsGoneDoesNotHarmTheOneWhoSignals() {
        CoalescedWork work = new CoalescedWork(task -> {
            throw new RejectedExecutionException("shut down");
        }, runs::incrementAndGet);
        work.signal();
        assertFalse(runs.get() > 0);
    }

    private CompletableFuture<Void> submit(Runnable task) {
        submitted.add(task);
        return new CompletableFuture<>();
    }
}
