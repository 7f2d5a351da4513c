package io.processmanager.runner;

import io.processmanager.configuration.Setting.RunnerMode;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.runner.alarm.DueTimes;
import io.processmanager.runner.nodes.OtherNodes;
import io.processmanager.runner.report.RunnerLog;
import io.processmanager.runner.process.RunningProcesses;
import io.processmanager.store.claim.Claims;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.queue.Lane;
import io.processmanager.view.RunnerInfo.Status;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/** Claims as many processes as this node has room for. */
@ApplicationScoped
public class Runner {

    @Inject
    Settings settings;

    @Inject
    Registration registration;

    @Inject
    Claims queue;

    @Inject
    RunningProcesses running;

    @Inject
    ClaimedProcesses claimed;

    @Inject
    OtherNodes others;

    @Inject
    DueTimes dueTimes;

    /** More would not be claimed to the millisecond anyway. */
    private static final int MOST_DUE_TIMES = 1_000;

    private final ReentrantLock claiming = new ReentrantLock();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private volatile Runnable wakeUp = () -> { };
    private volatile boolean stopping;
    private long lookedAheadAt = System.nanoTime() - DueTimes.HORIZON.toNanos();
    private volatile boolean queueMayHaveMore = true;

    void onRoom(Runnable wakeUp) {
        this.wakeUp = wakeUp;
        queue.onNextPeriod(dueTimes::add);
        claimed.onRoom(wakeUp);
    }

    /**
     * Claims and starts processes until room or queue is exhausted. Concurrent calls return at once; the active one
     * looks again for them.
     */
    void work() throws SQLException {
        wanted.set(true);
        while (wanted.get() && claiming.tryLock()) {
            try {
                while (wanted.getAndSet(false)) {
                    // A draining runner queues what it has executed a step of.
                    boolean queuedHere = others.takeQueued() | queue.takeFreedPlaces() || !stopping && registration.ordered() == Status.DRAINING;
                    if (claimWhatFits() && queuedHere) {
                        others.tellOfQueued();
                    }
                }
            } finally {
                claiming.unlock();
            }
        }
    }

    /**
     * Runs a task between claims; skipped after 1 s of waiting.
     *
     * @return the task's count; 0 if skipped or interrupted
     */
    int betweenClaims(Count task) throws SQLException {
        try {
            if (claiming.tryLock(ClaimedProcesses.LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    return task.run();
                } finally {
                    claiming.unlock();
                    if (wanted.get()) {
                        wakeUp.run();
                    }
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    /** A database task that counts its changes. */
    @FunctionalInterface
    interface Count {
        int run() throws SQLException;
    }

    /** @return whether the queue may hold more than this node has room for */
    private boolean claimWhatFits() throws SQLException {
        Optional<String> runnerId = registration.claimingAs();
        if (registration.endsDrained()) {
            stopping = true;
        }
        if (stopping || runnerId.isEmpty()) {
            return true;
        }
        int room = claimed.roomForClaim();
        List<Claim> claims = room > 0 ? queue.claim(runnerId.get(), room) : List.of();
        if (room > 0) {
            queueMayHaveMore = claims.size() >= room;
        }
        claims.forEach(claim -> claimed.start(claimed.add(claim)));
        if (running.size() == 0 && isUsedUp()) {
            stopBecause("it has executed " + claimed.executions() + " processes (" + Setting.MAX_EXECUTIONS.key() + ")");
        } else if (running.size() == 0 && claims.isEmpty() && settings.get(Setting.RUNNER_MODE) == RunnerMode.DRAIN && queue.isQueueEmpty()) {
            stopBecause("the queue is worked off (" + Setting.RUNNER_MODE.key() + "=drain)");
        }
        return claims.size() >= room;
    }

    /** Hands back what waits to begin, and tells other nodes of it. */
    void handBackAll() {
        claimed.handBackAll(stopping ? () -> { } : () -> {
            others.queuedHere();
            wakeUp.run();
        });
    }

    /** This node queued something in this lane; others are told of what it leaves. */
    void queued(Lane lane, long dueAt) {
        queueMayHaveMore = true;
        queue.queued(lane, dueAt);
        tellIfFull();
    }

    /** Likewise, in any lane. */
    void queuedSomewhere() {
        queuedElsewhere();
        tellIfFull();
    }

    private void tellIfFull() {
        if (settings.get(Setting.RUNNER_MODE) == RunnerMode.OFF || claimed.roomForClaim() <= 0) {
            others.tellOfQueued();
        } else {
            others.queuedHere();
        }
    }

    /** Another node queued something, in any lane. */
    void queuedElsewhere() {
        queueMayHaveMore = true;
        queue.queuedSomewhere();
    }

    /** Makes the next claim scan the whole queue for late arrivals due before the last claimed. */
    void lookFromTheBeginning() {
        queue.lookAgain();
    }

    /**
     * Claims what has become due.
     *
     * @throws SQLException if the database fails
     */
    void workOnDue(long time) throws SQLException {
        dueTimes.passed(time);
        queue.timePassed();
        work();
    }

    /**
     * Learns from time to time what becomes due soon; to be called by one thread at a time.
     *
     * @throws SQLException if the database fails
     */
    void lookAhead() throws SQLException {
        long horizon = DueTimes.HORIZON.toNanos();
        if (!stopping && System.nanoTime() - lookedAheadAt >= horizon * 2 / 3) {
            queue.dueWithin(DueTimes.HORIZON, MOST_DUE_TIMES).forEach(dueTimes::add);
            lookedAheadAt = System.nanoTime();
        }
    }

    /**
     * Allows processes started here to run without queueing. Not if the queue holds older ones, nor with an execution
     * limit, of which a rollback would waste one.
     *
     * @return the runner ID to claim with; empty if not allowed
     */
    Optional<String> claimsAtOnce() {
        boolean allowed = !stopping && !queueMayHaveMore && settings.get(Setting.RUNNER_MODE) == RunnerMode.ALWAYS && settings.get(Setting.MAX_EXECUTIONS) == 0;
        return allowed ? registration.claimingAs() : Optional.empty();
    }

    /** @return whether nothing that is claimed now may begin here */
    boolean isHandingBack() {
        return stopping || registration.ordered() != Status.RUNNING;
    }

    private boolean isUsedUp() {
        int most = settings.get(Setting.MAX_EXECUTIONS);
        return most > 0 && claimed.executions() >= most;
    }

    private void stopBecause(String reason) throws SQLException {
        stopping = true;
        RunnerLog.info("The runner stops: " + reason);
        registration.finish();
    }

    /**
     * Orderly stop: stops claiming, gives running steps the grace time, hands back the rest.
     *
     * @throws SQLException if the database fails; the rest is rescued after the lease
     * @throws InterruptedException if interrupted; likewise
     */
    void stop() throws SQLException, InterruptedException {
        stopping = true;
        handBackAll();
        running.drain(settings.get(Setting.STOP_GRACE));
        // The grace time is for the steps; 5 s more for writing their results.
        long end = System.nanoTime() + settings.get(Setting.STOP_GRACE).plusSeconds(5).toNanos();
        long heartbeat = settings.get(Setting.HEARTBEAT_INTERVAL).toNanos();
        for (long left = end - System.nanoTime(); left > 0 && !running.awaitNone(Duration.ofNanos(Math.min(left, heartbeat))); left = end - System.nanoTime()) {
            // The timers have stopped, and the grace time may exceed the lease.
            registration.renew();
        }
        registration.finish();
    }
}
