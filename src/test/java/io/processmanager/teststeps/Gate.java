package io.processmanager.teststeps;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Where steps wait until the test lets them go on. A step finds it by its key, an argument of the step; no step waits for longer than a minute. */
public final class Gate {

    private static final Map<String, Gate> GATES = new ConcurrentHashMap<>();
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final String key = UUID.randomUUID().toString();
    private final Semaphore arrived = new Semaphore(0);
    private final Semaphore left = new Semaphore(0);
    private final CountDownLatch open = new CountDownLatch(1);

    private Gate() {
    }

    /** A new gate, closed. */
    public static Gate closed() {
        Gate gate = new Gate();
        GATES.put(gate.key, gate);
        return gate;
    }

    /** The gate of that key, for steps. */
    public static Gate of(String key) {
        return GATES.get(key);
    }

    /** Lets all steps go that still wait anywhere, so that no test leaves any behind. */
    public static void openAll() {
        GATES.values().forEach(Gate::open);
    }

    public String key() {
        return key;
    }

    public void open() {
        open.countDown();
    }

    public boolean isOpen() {
        return open.getCount() == 0;
    }

    /** Waits until as many more steps have arrived. */
    public void awaitArrivals(int steps) {
        await(arrived, steps, "arrived at");
    }

    /** Waits until as many more steps have gone through, or have been interrupted. */
    public void awaitDepartures(int steps) {
        await(left, steps, "left");
    }

    /** How many have arrived that nobody has awaited yet. */
    public int arrivals() {
        return arrived.availablePermits();
    }

    /** For steps: arrives without waiting. */
    public void arrive() {
        arrived.release();
    }

    /** For steps: waits, and is interrupted as any decent step is. */
    public void pass() throws InterruptedException {
        arrived.release();
        try {
            open.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            left.release();
        }
    }

    /** For steps: waits and takes no notice of interruption. */
    public void passWhateverHappens() {
        arrived.release();
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < deadline && !isOpenAfterAMoment()) {
            Thread.onSpinWait();
        }
        left.release();
    }

    /** For steps: waits by computing, without ever looking at the interruption. */
    public void spin() {
        arrived.release();
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (open.getCount() > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        left.release();
    }

    private boolean isOpenAfterAMoment() {
        try {
            return open.await(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException ignored) {
            return false;
        }
    }

    private static void await(Semaphore semaphore, int steps, String verb) {
        try {
            if (!semaphore.tryAcquire(steps, 30, TimeUnit.SECONDS)) {
                throw new AssertionError("only " + semaphore.availablePermits() + " of " + steps + " steps have " + verb + " the gate within 30 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for steps", e);
        }
    }
}
