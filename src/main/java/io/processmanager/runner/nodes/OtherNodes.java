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
 * The other nodes on the same database: tells them of what this one cannot take itself, and hears what they tell. Nothing is told where nobody listens,
 * so a single node sends no signals, whatever it has to do.
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
    private volatile boolean open;

    /**
     * Begins to listen and to tell, if the database carries signals.
     *
     * @param onQueued called when another node has queued something; must be quick
     * @param onCancelled called when somebody on another node wants a process to be cancelled; must be quick
     * @throws SQLException if the database does not answer; to be called again then
     */
    public synchronized void open(Runnable onQueued, Runnable onCancelled) throws SQLException {
        if (open || !settings.get(Setting.LISTEN) || !channel.isSupported()) {
            return;
        }
        listeners = new Listeners(settings.get(Setting.LEASE), System::nanoTime);
        listener = new SignalListener(channel, name, settings.get(Setting.LEASE), signal -> hear(signal, onQueued, onCancelled), () -> {
            onQueued.run();
            onCancelled.run();
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

    private void hear(Signal signal, Runnable onQueued, Runnable onCancelled) {
        if (listeners.heard(signal.node())) {
            sender.send(Kind.HERE);
        }
        switch (signal.kind()) {
            case HERE -> { }
            case QUEUED -> onQueued.run();
            case CANCELLED -> onCancelled.run();
        }
    }

    /** Something was queued by this node, and it is not known yet who takes it. */
    public void queuedHere() {
        queued.set(true);
    }

    /** @return whether something was queued by this node since the last call; whoever asks must take it, or {@link #tellOfQueued tell} */
    public boolean takeQueued() {
        return queued.getAndSet(false);
    }

    /** Tells the others that there is something in the queue that this node does not take. Does not wait. */
    public void tellOfQueued() {
        tell(Kind.QUEUED);
    }

    /** Tells the others that somebody wants a process to be cancelled that does not run here. Does not wait. */
    public void tellOfCancelled() {
        tell(Kind.CANCELLED);
    }

    private void tell(Kind kind) {
        if (mayListen()) {
            sender.send(kind);
        }
    }

    /** For an orderly stop: tells the others of what this node has handed back, and returns when that is done. */
    public void tellOfHandedBack() {
        if (mayListen()) {
            sender.sendNow(Kind.QUEUED);
        }
    }

    /** Who hears nothing knows nothing of the others either. */
    private boolean mayListen() {
        return open && (!listener.hears() || listeners.anyIsListening());
    }

    /** Ends it. */
    @PreDestroy
    public synchronized void close() {
        if (open) {
            open = false;
            sending.close();
            listener.close();
            listening.ifPresent(OtherNodes::end);
        }
    }

    /** The listener gives its connection back, which must not happen after the data source has gone. It is not interrupted in the middle of that. */
    private static void end(SupervisedThread thread) {
        try {
            thread.closeWithin(LONGEST_FAREWELL_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
