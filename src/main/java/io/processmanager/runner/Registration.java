package io.processmanager.runner;

import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.database.DatabaseClock;
import io.processmanager.database.thread.ThreadHealth;
import io.processmanager.execution.attempt.StepOutcome.StopReason;
import io.processmanager.runner.capacity.HeapLimit;
import io.processmanager.runner.capacity.JvmHeap;
import io.processmanager.runner.capacity.Readiness;
import io.processmanager.runner.nodes.Lease;
import io.processmanager.runner.nodes.ThisNode;
import io.processmanager.runner.report.RunnerLog;
import io.processmanager.runner.process.RunningProcesses;
import io.processmanager.store.claim.DeadRunnerRescue;
import io.processmanager.store.claim.DeadRunnerRescue.Rescue;
import io.processmanager.store.claim.RunnerRegistry;
import io.processmanager.store.claim.RunnerRegistry.Condition;
import io.processmanager.store.entity.Pids;
import io.processmanager.view.RunnerInfo.Status;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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

    @Inject
    ThisNode node;

    private final Readiness readiness = new Readiness();
    private final JvmHeap heap = new JvmHeap();
    private HeapLimit heapLimit;
    private Optional<String> lastTrouble = Optional.empty();
    private volatile String id;
    private volatile long renewedAt;
    private volatile boolean finished;
    private boolean followed;

    @PostConstruct
    void limitHeap() {
        heapLimit = new HeapLimit(settings.get(Setting.MAX_HEAP_SHARE), heap, System::nanoTime);
    }

    /** @return the runner ID to claim with; empty if this node must not claim */
    Optional<String> claimingAs() {
        return readiness.isReady() && !finished && !isExpired() && health.trouble().isEmpty() ? Optional.ofNullable(id) : Optional.empty();
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
        // Expired means lost, even if unnoticed: only a rescue of the old ID recovers the stopped processes.
        Optional<Status> ordered = id == null || isExpired() ? Optional.empty() : registry.renew(id, condition());
        if (ordered.isPresent()) {
            followed |= follow(ordered.get());
        } else if (id == null) {
            register();
        } else {
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
        readiness.standby(settings.get(Setting.EXCLUSIVE));
        // An order outlives the loss of the lease.
        registry.register(newId, readiness.ordered(), settings.get(Setting.MAX_CONCURRENT), condition());
        id = newId;
        RunnerLog.info("Runner " + newId + " registered on node " + node.server().node());
    }

    private Condition condition() {
        return new Condition(node.server(), heap.used(), readiness.reason());
    }

    private boolean follow(Status ordered) {
        boolean changed = readiness.order(ordered);
        if (changed) {
            RunnerLog.info("Runner " + id + " is " + ordered.jsonName() + " from now on, as somebody has ordered");
        }
        return changed;
    }

    /**
     * Measures the heap if that is limited, and reads the status that was last ordered.
     *
     * @param told whether there may be another one than the renewal of the lease has read
     * @return whether the status has changed since the last call
     */
    synchronized boolean look(boolean told) throws SQLException {
        if (id == null || finished) {
            return false;
        }
        boolean changed = told && registry.ordered(id).map(this::follow).orElse(false) || followed;
        followed = false;
        if (readiness.heap(heapLimit.check())) {
            RunnerLog.warning("Runner " + id + readiness.reason().map(reason -> " claims nothing: " + reason).orElse(" claims again"));
            registry.renew(id, condition());
        }
        return changed;
    }

    /** @return the status that was last ordered, as far as this node knows */
    Status ordered() {
        return readiness.ordered();
    }

    /** In exclusive mode, takes or keeps the role of the only runner. */
    synchronized void takeExclusive() throws SQLException {
        if (id == null || finished || !settings.get(Setting.EXCLUSIVE)) {
            return;
        }
        boolean only = registry.takeExclusive(id, settings.get(Setting.LEASE));
        if (readiness.standby(!only)) {
            RunnerLog.info(only ? "Runner " + id + " is the only one now and executes" : "Runner " + id + " waits: another one is the only one");
            registry.renew(id, condition());
        }
    }

    /** @return whether this call has ended a draining runner, which executes nothing any more */
    boolean endsDrained() throws SQLException {
        return readiness.ordered() == Status.DRAINING && running.size() == 0 && finishDrained();
    }

    /** Not if the runner was resumed in the last moment. */
    private synchronized boolean finishDrained() throws SQLException {
        if (id == null || finished || !registry.finishDrained(id)) {
            return false;
        }
        finished = true;
        RunnerLog.info("Runner " + id + " has ended: it was drained. Start the deployment again if this node is to execute");
        return true;
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
}
