package io.processmanager.runner;

import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.database.DatabaseClock;
import io.processmanager.database.thread.ThreadHealth;
import io.processmanager.execution.attempt.StepOutcome.StopReason;
import io.processmanager.runner.nodes.Lease;
import io.processmanager.runner.process.RunnerLog;
import io.processmanager.runner.process.RunningProcesses;
import io.processmanager.store.claim.DeadRunnerRescue;
import io.processmanager.store.claim.DeadRunnerRescue.Rescue;
import io.processmanager.store.claim.RunnerRegistry;
import io.processmanager.store.entity.Pids;
import io.processmanager.view.RunnerInfo.Status;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * This node's entry in the runner registry: renews the lease, detects its loss, and buries silent runners. One thread
 * at a time, except {@link #claimingAs} and {@link #giveUpIfExpired}.
 */
@ApplicationScoped
public class Registration implements Lease {

    @Inject
    Settings settings;

    @Inject
    RunnerRegistry registry;

    @Inject
    DeadRunnerRescue rescue;

    @Inject
    DatabaseClock clock;

    @Inject
    RunningProcesses running;

    @Inject
    ThreadHealth health;

    private Optional<String> lastTrouble = Optional.empty();
    private volatile String id;
    private volatile Status status = Status.ACTIVE;
    private volatile long renewedAt;
    private volatile boolean finished;

    /** @return the runner ID to claim with; empty if this node must not claim */
    Optional<String> claimingAs() {
        return status == Status.ACTIVE && !finished && !isExpired() && health.trouble().isEmpty() ? Optional.ofNullable(id) : Optional.empty();
    }

    /** @return the runner ID; empty before the first registration and after the end */
    Optional<String> id() {
        return finished ? Optional.empty() : Optional.ofNullable(id);
    }

    /**
     * Registers if necessary, renews the lease and rescues dead runners' processes.
     *
     * @return number of processes handed back
     */
    synchronized int renew() throws SQLException {
        if (finished || cannotWork()) {
            return 0;
        }
        // The lease counts from before the call: the database may renew it long before the response arrives.
        long now = System.nanoTime();
        clock.synchronize();
        if (id == null) {
            register();
        } else if (isExpired() || !registry.renew(id, status)) {
            // Expired means lost, even if unnoticed: only a rescue of the old ID recovers the stopped processes.
            RunnerLog.warning("Runner " + id + " was taken for dead, since it had not renewed its lease in time; its " + running.size()
                    + " processes are continued from their last checkpoints, and this node goes on as a new runner");
            running.stopAll(StopReason.CLAIM_LOST);
            register();
        }
        renewedAt = now;
        int handedBack = 0;
        for (Rescue dead : rescue.rescue(settings.get(Setting.LEASE), settings.get(Setting.MAX_RESCUES))) {
            RunnerLog.warning("Runner " + dead.id() + " on node " + dead.node() + " is dead: it has not renewed its lease. Of its processes "
                    + dead.handedBack() + " are back in the queue and " + dead.ended() + " have ended");
            handedBack += dead.handedBack();
        }
        return handedBack;
    }

    /** A node with failing threads lets its lease expire, so that others continue its processes. */
    private boolean cannotWork() {
        Optional<String> trouble = health.trouble();
        if (!trouble.equals(lastTrouble)) {
            lastTrouble = trouble;
            RunnerLog.warning(trouble.map(reason -> "This node cannot do its work (" + reason + "). It claims nothing and does not renew its lease, so that other"
                    + " nodes continue its processes; if this lasts, restart the deployment").orElse("This node can do its work again"));
        }
        return trouble.isPresent();
    }

    private void register() throws SQLException {
        String newId = Pids.next(clock.millis());
        status = settings.get(Setting.EXCLUSIVE) ? Status.STANDBY : Status.ACTIVE;
        registry.register(newId, node(), status, settings.get(Setting.MAX_CONCURRENT));
        id = newId;
        RunnerLog.info("Runner " + newId + " registered on node " + node());
    }

    /** In exclusive mode, takes or keeps the role of the only runner. */
    synchronized void takeExclusive() throws SQLException {
        if (id == null || finished || !settings.get(Setting.EXCLUSIVE)) {
            return;
        }
        Status next = registry.takeExclusive(id, settings.get(Setting.LEASE)) ? Status.ACTIVE : Status.STANDBY;
        if (next != status) {
            status = next;
            RunnerLog.info(next == Status.ACTIVE ? "Runner " + id + " is the only one now and executes" : "Runner " + id + " waits: another one is the only one");
            registry.renew(id, status);
        }
    }

    synchronized void finish() throws SQLException {
        if (id != null && !finished) {
            finished = true;
            registry.finish(id);
        }
    }

    /** Stops all steps if the lease has expired: others may be executing them. */
    void giveUpIfExpired() {
        if (id != null && !finished && isExpired() && running.size() > 0) {
            RunnerLog.warning("Runner " + id + " could not renew its lease in time; it stops its " + running.size() + " processes, which are continued from"
                    + " their last checkpoints when the database is back");
            running.stopAll(StopReason.CLAIM_LOST);
        }
    }

    @Override
    public boolean isHeld() {
        return id().isPresent() && !isExpired();
    }

    /** @return whether the lease has expired and others may have the processes; no database access */
    boolean isExpired() {
        Duration lease = settings.get(Setting.LEASE);
        return System.nanoTime() - renewedAt > lease.minus(margin(lease)).toNanos();
    }

    /** How much earlier this node gives up its lease than others take it: time to stop its steps. */
    static Duration margin(Duration lease) {
        return lease.dividedBy(10);
    }

    private String node() {
        String name = settings.get(Setting.NODE);
        if (!name.isEmpty()) {
            return name;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
