package io.processmanager.benchmark.product;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where steps wait, so that a node has no room for others. */
final class Gate {

    private static final long LIMIT_MINUTES = 30;
    private static volatile Gate current = new Gate(0);

    private final CountDownLatch arrivals;
    private final CountDownLatch open = new CountDownLatch(1);

    private Gate(int places) {
        arrivals = new CountDownLatch(places);
    }

    /** From now on, steps wait. */
    static void close(int places) {
        current = new Gate(places);
    }

    /** Returns when every place is occupied. */
    static void awaitArrivals() throws InterruptedException {
        if (!current.arrivals.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException(current.arrivals.getCount() + " places of the runner are not occupied after a minute");
        }
    }

    static void open() {
        current.open.countDown();
    }

    static void pass() throws InterruptedException {
        Gate gate = current;
        gate.arrivals.countDown();
        if (!gate.open.await(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the gate was not opened within " + LIMIT_MINUTES + " minutes");
        }
    }
}
