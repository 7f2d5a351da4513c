package io.processmanager.runner.nodes;

import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Setting.RunnerMode;
import io.processmanager.configuration.Settings;
import io.processmanager.database.signals.SignalChannel;
import io.processmanager.database.thread.SupervisedThread;
import io.processmanager.database.thread.ThreadHealth;
import io.processmanager.runner.nodes.Signal.Kind;
import io.processmanager.store.entity.Pids;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Exchanges signals with other nodes on the same database about work a node cannot take. Sent only if somebody listens,
 * so a single node sends none.
 */
@ApplicationScoped
public class OtherNodes {

    private static final long LONGEST_FAREWELL_MILLIS = 1_000;

    @Inject
    Settings settings;

    @Inject
    SignalChannel channel;

    @Inject
    ThreadHealth health;

    @Resource
    ManagedThreadFactory threads;

    private final String name = Pids.next(System.currentTimeMillis());
    private final AtomicBoolean queued = new AtomicBoolean();
    private final SignalSender sender = new SignalSender(kind -> channel.send(new Signal(name, kind).text()));
    private Listeners listeners;
    private SignalListener listener;
    private SupervisedThread sending;
    private Optional<SupervisedThread> listening = Optional.empty();
    private volatile Runnable onSchedules = () -> { };
    private volatile boolean open;

    /** @param action another node made or changed a schedule; must be quick */
    public void onSchedules(Runnable action) {
        onSchedules = action;
    }

    /**
     * Starts listening and sending, if enabled and supported by the database.
     *
     * @param onQueued another node queued something; must be quick
     * @param onCancelled another node requests a cancellation; must be quick
     * @param onOrdered another node has changed the status of a runner; must be quick
     * @throws SQLException if the database does not respond; call again then
     */
    public synchronized void open(Runnable onQueued, Runnable onCancelled, Runnable onOrdered) throws SQLException {
        if (open || !settings.get(Setting.LISTEN) || !channel.isSupported()) {
            return;
        }
        listeners = new Listeners(settings.get(Setting.LEASE), System::nanoTime);
        listener = new SignalListener(channel, name, settings.get(Setting.LEASE), signal -> hear(signal, onQueued, onCancelled, onOrdered), () -> {
            onQueued.run();
            onCancelled.run();
            onSchedules.run();
            onOrdered.run();
        });
        sending = start("process-manager-sender", sender::round);
        if (settings.get(Setting.RUNNER_MODE) != RunnerMode.OFF) {
            listening = Optional.of(start("process-manager-listener", listener::round));
        }
        open = true;
    }

    private SupervisedThread start(String threadName, SupervisedThread.Round round) {
        return SupervisedThread.start(threadName, threads, health, round, () -> { });
    }

    private void hear(Signal signal, Runnable onQueued, Runnable onCancelled, Runnable onOrdered) {
        if (listeners.heard(signal.node())) {
            sender.send(Kind.HERE);
        }
        switch (signal.kind()) {
            case HERE -> { }
            case QUEUED -> onQueued.run();
            case CANCELLED -> onCancelled.run();
            case SCHEDULES -> onSchedules.run();
            case ORDERED -> onOrdered.run();
        }
    }

    /** This node queued something, and it is open who takes it. */
    public void queuedHere() {
        queued.set(true);
    }

    /** @return whether this node queued something since the last call; take it or {@link #tellOfQueued tell} */
    public boolean takeQueued() {
        return queued.getAndSet(false);
    }

    /** Signals that this node leaves something in the queue. Does not block. */
    public void tellOfQueued() {
        tell(Kind.QUEUED);
    }

    /** Signals the cancellation of a process not running here. Does not block. */
    public void tellOfCancelled() {
        tell(Kind.CANCELLED);
    }

    /** Signals that a schedule was made or changed here. Does not block. */
    public void tellOfSchedules() {
        tell(Kind.SCHEDULES);
    }

    /** Tells the others that the status of a runner was changed. Does not wait. */
    public void tellOfOrdered() {
        tell(Kind.ORDERED);
    }

    private void tell(Kind kind) {
        if (mayListen()) {
            sender.send(kind);
        }
    }

    /** In an orderly stop, signals what was handed back; returns once sent. */
    public void tellOfHandedBack() {
        if (mayListen()) {
            sender.sendNow(Kind.QUEUED);
        }
    }

    /** A deaf node cannot rule out listeners. */
    private boolean mayListen() {
        return open && (!listener.hears() || listeners.anyIsListening());
    }

    @PreDestroy
    public synchronized void close() {
        if (open) {
            open = false;
            sending.close();
            listener.close();
            listening.ifPresent(OtherNodes::end);
        }
    }

    /** The listener must return its connection before the data source closes, uninterrupted. */
    private static void end(SupervisedThread thread) {
        try {
            thread.closeWithin(LONGEST_FAREWELL_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
