package io.processmanager.batch.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.batch.operations.JobStartException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class JobThreadsTest {

    private final JobThreads threads = new JobThreads();

    JobThreadsTest() {
        threads.open(Executors.defaultThreadFactory());
    }

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void aJobThatTheEndOfAnotherStartsIsExecutedOnItsThread() {
        CompletableFuture<Thread> first = new CompletableFuture<>();
        CompletableFuture<Thread> second = new CompletableFuture<>();
        threads.execute(() -> {
            JobThreads.end(() -> threads.execute(() -> second.complete(Thread.currentThread())));
            first.complete(Thread.currentThread());
        });

        assertEquals(first.join(), second.join());
    }

    @Test
    void aJobThatAnotherStartsBeforeItsEndDoesNotWaitForIt() {
        CompletableFuture<Thread> second = new CompletableFuture<>();
        CompletableFuture<Thread> first = new CompletableFuture<>();
        threads.execute(() -> {
            threads.execute(() -> second.complete(Thread.currentThread()));
            second.join();
            first.complete(Thread.currentThread());
        });

        assertNotEquals(first.join(), second.join());
    }

    @Test
    void onlyOneJobWaitsForTheEndOfAnother() {
        CompletableFuture<Thread> second = new CompletableFuture<>();
        CompletableFuture<Thread> third = new CompletableFuture<>();
        threads.execute(() -> JobThreads.end(() -> {
            threads.execute(() -> second.complete(Thread.currentThread()));
            threads.execute(() -> third.complete(Thread.currentThread()));
            third.join();
        }));

        assertNotEquals(second.join(), third.join());
    }

    @Test
    void aJobIsExecutedEvenIfTheOneBeforeItThrows() {
        CompletableFuture<Thread> second = new CompletableFuture<>();
        threads.execute(() -> {
            JobThreads.end(() -> threads.execute(() -> second.complete(Thread.currentThread())));
            Thread.currentThread().setUncaughtExceptionHandler((thread, expected) -> { });
            throw new IllegalStateException("a job that fails");
        });

        second.join();
    }

    @Test
    void noJobIsTakenWhenTheDeploymentGoesDown() {
        threads.close();

        assertThrows(JobStartException.class, () -> threads.execute(() -> { }));
    }
}
