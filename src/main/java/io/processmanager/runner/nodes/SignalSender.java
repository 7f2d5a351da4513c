package io.processmanager.runner.nodes;

import io.processmanager.runner.nodes.Signal.Kind;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends signals from a thread of its own, so that nobody waits for them: the first one at once, and what comes while it is sent, or within a moment
 * after, as one more. A signal that cannot be sent is dropped, as the others look at the queue by themselves.
 */
final class SignalSender {

    private static final System.Logger LOG = System.getLogger(SignalSender.class.getName());

    /** More often would only cost more: a node that is woken takes all that it has room for, and comes back for more by itself. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Transport transport;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final Set<Kind> waiting = EnumSet.noneOf(Kind.class);

    /** The transport to the other nodes. */
    @FunctionalInterface
    interface Transport {
        void send(Kind kind) throws SQLException;
    }

    SignalSender(Transport transport) {
        this.transport = transport;
    }

    /** Hands over what all nodes are to hear. Does not wait. */
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

    /** Waits for signals and sends them; what cannot be sent is dropped. To be called again and again, by one thread. */
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
            // Payara hides what goes wrong on a broken connection behind exceptions of its own.
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
