package io.processmanager.runner.nodes;

import io.processmanager.runner.nodes.Signal.Kind;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends signals on its own thread; callers never block. The first goes out at once; those within 5 ms are merged.
 * Failed signals are dropped, since other nodes poll the queue.
 */
final class SignalSender {

    private static final System.Logger LOG = System.getLogger(SignalSender.class.getName());

    /** Shorter would gain nothing: a woken node takes all it can, and looks for more by itself. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Transport transport;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final Set<Kind> waiting = EnumSet.noneOf(Kind.class);

    @FunctionalInterface
    interface Transport {
        void send(Kind kind) throws SQLException;
    }

    SignalSender(Transport transport) {
        this.transport = transport;
    }

    /** Queues a signal for all nodes. Does not block. */
    void send(Kind kind) {
        lock.lock();
        try {
            if (waiting.add(kind)) {
                something.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for signals and sends them. Called repeatedly, by one thread. */
    void round() throws InterruptedException {
        for (Kind kind : next()) {
            sendNow(kind);
        }
        TimeUnit.NANOSECONDS.sleep(PAUSE_NANOS);
    }

    void sendNow(Kind kind) {
        try {
            transport.send(kind);
        } catch (SQLException | RuntimeException away) {
            // Payara wraps errors of a broken connection in its own exceptions.
            LOG.log(System.Logger.Level.DEBUG, "Other nodes could not be told of " + kind + "; they look at the queue by themselves", away);
        }
    }

    private Set<Kind> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty()) {
                something.await();
            }
            Set<Kind> next = EnumSet.copyOf(waiting);
            waiting.clear();
            return next;
        } finally {
            lock.unlock();
        }
    }
}
