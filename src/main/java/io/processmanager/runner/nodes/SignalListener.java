package io.processmanager.runner.nodes;

import io.processmanager.database.signals.ListeningConnection;
import io.processmanager.database.signals.SignalChannel;
import io.processmanager.runner.nodes.Signal.Kind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Listens to other nodes on its own connection, and reconnects. Silence on it proves nothing, so the node also signals
 * itself from another connection and expects the echo.
 */
final class SignalListener {

    private static final System.Logger LOG = System.getLogger(SignalListener.class.getName());

    /** Limits how long an orderly stop waits for this thread. */
    private static final Duration POLL_PAUSE = Duration.ofMillis(100);

    /** Without an echo for this long, the listener counts as deaf. */
    private static final Duration ECHO_LIMIT = Duration.ofSeconds(5);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final SignalChannel channel;
    private final Signal own;
    private final Duration interval;
    private final Consumer<Signal> onSignal;
    private final Runnable onReady;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean hears;
    private boolean complained;
    private Duration pause = FIRST_PAUSE;

    /**
     * @param interval between echo checks
     * @param onSignal receives other nodes' signals
     * @param onReady called when signals start arriving; earlier ones may be lost
     */
    SignalListener(SignalChannel channel, String node, Duration interval, Consumer<Signal> onSignal, Runnable onReady) {
        this.channel = channel;
        this.own = new Signal(node, Kind.HERE);
        this.interval = interval;
        this.onSignal = onSignal;
        this.onReady = onReady;
    }

    /** @return whether signals arrive, so that listeners would be known */
    boolean hears() {
        return hears;
    }

    /** Stops listening within 100 ms. */
    void close() {
        closed.countDown();
    }

    /** Listens until the connection is lost or closed, then pauses. Called repeatedly, by one thread. */
    void round() throws InterruptedException {
        listenUntilLost();
        if (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private void listenUntilLost() {
        try (ListeningConnection connection = channel.listen()) {
            listen(connection);
        } catch (SQLException | RuntimeException lost) {
            // Whatever the driver or reflection throws.
            if (!isClosed()) {
                complain(lost.getMessage());
            }
        } finally {
            hears = false;
        }
    }

    private void listen(ListeningConnection connection) throws SQLException {
        long said = sayHere();
        boolean echo = false;
        while (!isClosed()) {
            for (String text : connection.await(POLL_PAUSE)) {
                echo |= text.equals(own.text());
                Signal.parse(text).filter(signal -> !signal.node().equals(own.node())).ifPresent(onSignal);
            }
            long silent = System.nanoTime() - said;
            if (echo && !hears) {
                ready();
            }
            if (!echo && silent > ECHO_LIMIT.toNanos()) {
                complain("what this node says on one connection does not arrive on another; a connection pooler between here and PostgreSQL must pool by"
                        + " session, not by transaction");
                connection.abandon();
                return;
            }
            if (echo && silent > interval.toNanos()) {
                said = sayHere();
                echo = false;
            }
        }
    }

    private long sayHere() throws SQLException {
        channel.send(own.text());
        return System.nanoTime();
    }

    private void ready() {
        hears = true;
        pause = FIRST_PAUSE;
        if (complained) {
            complained = false;
            LOG.log(System.Logger.Level.INFO, "Other nodes are heard again");
        }
        onReady.run();
    }

    /** Once per loss. The runner reports an unavailable database. */
    private void complain(String reason) {
        if (!complained) {
            complained = true;
            LOG.log(System.Logger.Level.INFO, "What other nodes queue is not heard of at once but found by the regular look at the queue: " + reason);
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }
}
