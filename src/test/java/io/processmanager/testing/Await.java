package io.processmanager.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for a condition, with a bound and with a message that says what was seen last. For what cannot be waited for with a latch. */
public final class Await {

    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(20);

    private Await() {
    }

    /**
     * Waits until the condition is true.
     *
     * @param what what is waited for, as it continues the sentence "waited in vain for"
     * @throws AssertionError if it is not true within the limit
     */
    public static void until(String what, Duration limit, Callable<Boolean> condition) {
        until(what, limit, condition, Boolean.TRUE::equals);
    }

    /**
     * Asks until the answer is the expected one, and returns it. An exception counts as "not yet": a server that is starting refuses connections. The
     * last one is the cause of the error.
     *
     * @param what what is waited for, as it continues the sentence "waited in vain for"
     * @throws AssertionError if the answer is not the expected one within the limit; an error thrown by the question ends the waiting at once
     */
    public static <T> T until(String what, Duration limit, Callable<T> question, Predicate<? super T> expected) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            T answer = null;
            Exception failure = null;
            try {
                answer = question.call();
                if (expected.test(answer)) {
                    return answer;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure = e;
            } catch (Exception e) {
                failure = e;
            }
            if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
                String seen = failure == null ? String.valueOf(answer) : failure.toString();
                throw new AssertionError("waited in vain for " + what + " (" + limit.toMillis() + " ms); seen last: " + seen, failure);
            }
            LockSupport.parkNanos(INTERVAL);
        }
    }
}
