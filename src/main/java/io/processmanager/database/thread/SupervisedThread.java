package io.processmanager.database.thread;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * A thread that works in rounds until closed. An exception is logged and the next round begins after a pause; it
 * never ends the thread. Repeated failure, or an end without {@link #close}, is reported to {@link ThreadHealth}.
 */
public final class SupervisedThread {

    /** About four seconds of failures in a row, with pauses. */
    static final int MOST_FAILURES = 10;

    private static final System.Logger LOG = System.getLogger(SupervisedThread.class.getName());

    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final String name;
    private final ThreadHealth health;
    private final Round round;
    private final Runnable atEnd;
    private Thread thread;
    private volatile boolean closed;
    private int failures;

    /** A round waits for work and does it. It must keep work not done, as it is called again after a failure. */
    @FunctionalInterface
    public interface Round {
        void run() throws InterruptedException;
    }

    private SupervisedThread(String name, ThreadHealth health, Round round, Runnable atEnd) {
        this.name = name;
        this.health = health;
        this.round = round;
        this.atEnd = atEnd;
    }

    /**
     * Starts a thread.
     *
     * @param name of the thread
     * @param factory creates it
     * @param health notified if it cannot work
     * @param round its repeated work
     * @param atEnd called once by the thread when it ends, for any reason
     * @return the thread; close it with the deployment
     */
    public static SupervisedThread start(String name, ThreadFactory factory, ThreadHealth health, Round round, Runnable atEnd) {
        SupervisedThread supervised = new SupervisedThread(name, health, round, atEnd);
        supervised.thread = factory.newThread(supervised::run);
        supervised.thread.setName(name);
        supervised.thread.start();
        return supervised;
    }

    /** Interrupts the current round and ends the thread. Does not wait. */
    public void close() {
        closed = true;
        thread.interrupt();
    }

    /**
     * Ends the thread after the current round, or interrupts it.
     *
     * @param millis how long to wait
     * @throws InterruptedException if interrupted while waiting
     */
    public void closeWithin(long millis) throws InterruptedException {
        closed = true;
        thread.join(millis);
        thread.interrupt();
    }

    /** @return whether it was closed or has ended by itself */
    public boolean isClosed() {
        return closed;
    }

    private void run() {
        try {
            while (!closed) {
                attempt();
            }
        } catch (InterruptedException stoppedByServer) {
            Thread.currentThread().interrupt();
        } finally {
            if (!closed) {
                closed = true;
                health.cannotGoOn(name, "it was stopped");
            }
            atEnd.run();
        }
    }

    private void attempt() throws InterruptedException {
        try {
            round.run();
            if (failures > 0) {
                failures = 0;
                health.goesOn(name);
            }
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Throwable failure) {
            failures++;
            report(failure);
            TimeUnit.MILLISECONDS.sleep(Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, 10)));
        }
    }

    private void report(Throwable failure) {
        try {
            if (failures >= MOST_FAILURES) {
                health.cannotGoOn(name, "it has failed " + failures + " times in a row, at last with " + failure.getClass().getName());
            }
            // Powers of two only: a persistent failure must not fill the disk.
            if (Integer.bitCount(failures) == 1) {
                LOG.log(System.Logger.Level.ERROR, "The thread " + name + " has failed (" + failures + " in a row) and goes on; what it had in its hands is repeated", failure);
            }
        } catch (Throwable unreportable) {
            // Memory may be too short to log. The thread must go on; the failure is counted, later ones are reported.
            failure.addSuppressed(unreportable);
        }
    }
}
