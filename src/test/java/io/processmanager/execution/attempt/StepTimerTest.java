package io.processmanager.execution.attempt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.Await;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StepTimerTest {

    private static final long LONG = TimeUnit.HOURS.toNanos(1);

    private final StepTimer timer = new StepTimer();

    @BeforeEach
    void open() {
        timer.open(Thread::new);
    }

    @AfterEach
    void close() {
        timer.close();
    }

    @Test
    void whatIsLateIsCompletedOnAThreadOfItsOwn() throws Exception {
        CompletableFuture<Integer> late = new CompletableFuture<>();
        CompletableFuture<Thread> thread = late.thenApply(value -> Thread.currentThread());

        timer.completeAfter(late, 1, TimeUnit.MILLISECONDS.toNanos(50));

        // Whoever waits for the first one may be the thread that completes what depends on it.
        assertEquals("process-manager-deadlines", thread.get().getName());
        assertEquals(1, late.get());
        assertTrue(thread.get().isDaemon());
    }

    @Test
    void whatIsThrownByWhoIsToldEndsNothing() throws Exception {
        CompletableFuture<Integer> first = new CompletableFuture<>();
        first.thenRun(() -> {
            throw new StackOverflowError("deep");
        });
        timer.completeAfter(first, 1, 0);
        first.get();
        CompletableFuture<Integer> second = new CompletableFuture<>();

        timer.completeAfter(second, 2, 0);

        assertEquals(2, second.get());
    }

    @Test
    void whatIsDoneInTimeIsForgotten() {
        WeakReference<CompletableFuture<Integer>> done = completedInTime();

        Await.until("the future to be collected", Duration.ofSeconds(20), () -> {
            System.gc();
            return done.get() == null;
        });
    }

    private WeakReference<CompletableFuture<Integer>> completedInTime() {
        CompletableFuture<Integer> inTime = new CompletableFuture<>();
        timer.completeAfter(inTime, 1, LONG);
        inTime.complete(0);
        return new WeakReference<>(inTime);
    }

    @Test
    void itsThreadEndsWithIt() throws Exception {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        CompletableFuture<Thread> thread = done.thenApply(value -> Thread.currentThread());
        timer.completeAfter(done, 1, TimeUnit.MILLISECONDS.toNanos(20));
        thread.get();

        timer.close();

        thread.get().join();
        CompletableFuture<Integer> tooLate = new CompletableFuture<>();
        timer.completeAfter(tooLate, 1, 0);
        assertFalse(tooLate.isDone());
    }
}
