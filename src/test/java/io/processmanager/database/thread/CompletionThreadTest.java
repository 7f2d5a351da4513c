package io.processmanager.database.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CompletionThreadTest {

    private static final int TASKS = 100;

    private final ThreadHealth health = new ThreadHealth();
    private final CompletionThread completions = new CompletionThread("completions", Thread::new, health);
    private final List<Integer> done = new CopyOnWriteArrayList<>();
    private final CountDownLatch all = new CountDownLatch(TASKS);

    @AfterEach
    void close() {
        completions.close();
    }

    private void task(int number) {
        done.add(number);
        all.countDown();
    }

    @Test
    void tasksRunInTheirOrderWhateverOneOfThemThrows() throws Exception {
        for (int i = 0; i < TASKS; i++) {
            int number = i;
            completions.execute(() -> {
                throw new OutOfMemoryError("injected");
            });
            completions.execute(() -> task(number));
        }

        assertTrue(all.await(30, TimeUnit.SECONDS));
        assertEquals(IntStream.range(0, TASKS).boxed().toList(), done);
        assertEquals(Optional.empty(), health.trouble(), "what others throw is no fault of the thread");
    }

    @Test
    void whatIsHandedOverBeforeOrAfterTheEndIsRunNevertheless() throws Exception {
        for (int i = 0; i < TASKS; i++) {
            int number = i;
            completions.execute(() -> task(number));
            if (i == TASKS / 2) {
                completions.close();
            }
        }

        assertTrue(all.await(30, TimeUnit.SECONDS));
        assertEquals(TASKS, done.stream().distinct().count());
    }
}
