package io.processmanager.database.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.Await;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An exception never ends a thread of ours; one that cannot go on is known. */
@Timeout(60)
class SupervisedThreadTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ThreadHealth health = new ThreadHealth();
    private final BlockingQueue<Throwable> faults = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Thread thread;
    private volatile boolean broken;
    private final SupervisedThread supervised = SupervisedThread.start("worker", work -> {
        thread = new Thread(work);
        return thread;
    }, health, this::round, ended::countDown);

    private void round() throws InterruptedException {
        if (broken) {
            throw new IllegalStateException("broken");
        }
        Throwable fault = faults.take();
        if (fault instanceof Error error) {
            throw error;
        }
        if (fault instanceof RuntimeException exception) {
            throw exception;
        }
        done.add(fault.getMessage());
    }

    @AfterEach
    void close() throws InterruptedException {
        supervised.close();
        assertTrue(ended.await(30, TimeUnit.SECONDS));
    }

    @Test
    void whateverARoundThrowsTheNextOneFollows() throws Exception {
        faults.add(new IllegalStateException("a fault"));
        faults.add(new OutOfMemoryError("injected"));
        faults.add(new StackOverflowError());
        faults.add(new Throwable("work"));

        assertEquals("work", done.poll(30, TimeUnit.SECONDS));
        assertEquals(Optional.empty(), health.trouble());
    }

    @Test
    void aFailureThatCannotEvenBeReportedDoesNotEndTheThread() throws Exception {
        faults.add(new IllegalStateException() {
            @Override
            public String toString() {
                throw new OutOfMemoryError("injected");
            }

            @Override
            public StackTraceElement[] getStackTrace() {
                throw new OutOfMemoryError("injected");
            }
        });
        faults.add(new Throwable("work"));

        assertEquals("work", done.poll(30, TimeUnit.SECONDS));
    }

    @Test
    void aThreadWhoseRoundsKeepFailingIsKnownUntilOneSucceeds() throws Exception {
        broken = true;
        faults.add(new IllegalStateException("begin"));

        String trouble = Await.until("the trouble to be known", LIMIT, health::trouble, Optional::isPresent).orElseThrow();
        assertTrue(trouble.startsWith("thread worker: it has failed ") && trouble.endsWith("java.lang.IllegalStateException"), trouble);

        broken = false;
        faults.add(new Throwable("work"));
        assertEquals("work", done.poll(30, TimeUnit.SECONDS));
        Await.until("the trouble to be over", LIMIT, () -> health.trouble().isEmpty());
    }

    @Test
    void aThreadThatIsStoppedByOthersIsKnown() throws Exception {
        thread.interrupt();

        assertTrue(ended.await(30, TimeUnit.SECONDS));
        assertEquals(Optional.of("thread worker: it was stopped"), health.trouble());
        assertTrue(supervised.isClosed());
    }

    @Test
    void aThreadThatIsClosedIsNoTrouble() throws Exception {
        supervised.close();

        assertTrue(ended.await(30, TimeUnit.SECONDS));
        assertEquals(Optional.empty(), health.trouble());
    }
}
