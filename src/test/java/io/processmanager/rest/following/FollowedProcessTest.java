package io.processmanager.rest.following;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.rest.TestProcess;
import io.processmanager.store.change.ProcessChanges;
import io.processmanager.store.change.ProcessChanges.Subscription;
import io.processmanager.testing.Await;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FollowedProcessTest {

    private static final int FOLLOWERS = 100;

    private final ProcessChanges changes = new ProcessChanges();
    private final AtomicInteger lookUps = new AtomicInteger();
    private final AtomicInteger lastLeft = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Supplier<ProcessInfo> stored = () -> TestProcess.of(ProcessState.RUNNING, 1);
    private final FollowedProcess process = new FollowedProcess(TestProcess.PID, () -> {
        lookUps.incrementAndGet();
        return stored.get();
    }, changes, lastLeft::incrementAndGet);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private void change(long revision) {
        stored = () -> TestProcess.of(ProcessState.RUNNING, revision);
        changes.changed(TestProcess.PID);
    }

    @Test
    void allFollowersShareOneLookUpOfAChange() {
        List<ProcessSnapshot> seen = new ArrayList<>();
        for (int i = 0; i < FOLLOWERS; i++) {
            process.follow(() -> seen.add(process.snapshot()));
        }
        for (int revision = 2; revision <= 4; revision++) {
            change(revision);
        }
        assertEquals(3, lookUps.get());
        assertEquals(3 * FOLLOWERS, seen.size());
        Set<ProcessSnapshot> copies = Collections.newSetFromMap(new IdentityHashMap<>());
        copies.addAll(seen);
        assertEquals(3, copies.size());
    }

    @Test
    void whoAsksWhileItIsLookedUpWaitsForThat() throws Exception {
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        process.follow(() -> { });
        stored = () -> {
            looking.countDown();
            await(goOn);
            return TestProcess.of(ProcessState.RUNNING, 2);
        };
        CompletableFuture<ProcessSnapshot> first = CompletableFuture.supplyAsync(process::snapshot, threads);
        await(looking);
        List<Thread> waiting = new ArrayList<>();
        List<CompletableFuture<ProcessSnapshot>> others = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            CompletableFuture<ProcessSnapshot> other = new CompletableFuture<>();
            others.add(other);
            waiting.add(new Thread(() -> other.complete(process.snapshot())));
            waiting.get(i).start();
        }
        Await.until("all others to wait", Duration.ofSeconds(30), () -> waiting.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
        goOn.countDown();
        for (CompletableFuture<ProcessSnapshot> other : others) {
            assertSame(first.get(30, TimeUnit.SECONDS), other.get(30, TimeUnit.SECONDS));
        }
        assertEquals(1, lookUps.get());
    }

    /** The look-up may have been too early for the change; its result may come later than that of the next. */
    @Test
    void aChangeDuringALookUpIsLookedUpAgain() throws Exception {
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        process.follow(() -> { });
        stored = () -> {
            looking.countDown();
            await(goOn);
            return TestProcess.of(ProcessState.RUNNING, 1);
        };
        CompletableFuture<ProcessSnapshot> early = CompletableFuture.supplyAsync(process::snapshot, threads);
        await(looking);
        change(2);
        ProcessSnapshot late = process.snapshot();
        assertEquals(2, late.revision());
        goOn.countDown();
        assertEquals(1, early.get(30, TimeUnit.SECONDS).revision());
        assertSame(late, process.snapshot());
        assertEquals(2, lookUps.get());
    }

    @Test
    void whoComesLaterSeesItAsItIsAndSharesTheCopyOfTheSameRevision() {
        process.follow(() -> { });
        ProcessSnapshot first = process.snapshot();
        process.follow(() -> { });
        assertSame(first, process.snapshot());
        assertEquals(2, lookUps.get());
        stored = () -> TestProcess.of(ProcessState.FINISHED, 7);
        process.follow(() -> { });
        assertNotSame(first, process.snapshot());
        assertEquals(ProcessState.FINISHED, process.snapshot().state());
    }

    @Test
    void aFailedLookUpIsTriedAgain() {
        process.follow(() -> { });
        stored = () -> {
            throw new IllegalStateException("database away");
        };
        assertThrows(IllegalStateException.class, process::snapshot);
        stored = () -> TestProcess.of(ProcessState.RUNNING, 3);
        assertEquals(3, process.snapshot().revision());
    }

    @Test
    void theLastOneClosesTheDoor() {
        Subscription one = process.follow(() -> { });
        Subscription other = process.follow(() -> { });
        one.close();
        assertEquals(Set.of(TestProcess.PID), changes.followed());
        other.close();
        other.close();
        assertEquals(Set.of(), changes.followed());
        assertEquals(1, lastLeft.get());
        process.follow(() -> { });
        assertEquals(Set.of(TestProcess.PID), changes.followed());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
