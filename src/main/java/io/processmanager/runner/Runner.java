package io.processmanager.runner;

import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Setting.RunnerMode;
import io.processmanager.configuration.Settings;
import io.processmanager.runner.nodes.OtherNodes;
import io.processmanager.runner.process.RunnerLog;
import io.processmanager.runner.process.RunningProcesses;
import io.processmanager.store.claim.Claims;
import io.processmanager.store.entity.Claim;
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

    private final ReentrantLock claiming = new ReentrantLock();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private volatile Runnable wakeUp = () -> { };
    private volatile boolean stopping;
    private volatile boolean queueMayHaveMore = true;

    /** @param wakeUp to be called when there is room again */
    void onRoom(Runnable wakeUp) {
        this.wakeUp = wakeUp;
        claimed.onRoom(wakeUp);
    }

    /**
     * Claims and starts until there is no room or no process left. Calls at the same time do not wait for each other: the one that is at
     * it looks once more for the others.
     *
     * @throws SQLException if the database fails
     */
    void work() throws SQLException {
        wanted.set(true);
        while (wanted.get() && claiming.tryLock()) {
            try {
                while (wanted.getAndSet(false)) {
                    boolean queuedHere = others.takeQueued();
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
     * Does something while no claim is under way, unless that is so for too long.
     *
     * @param task what to do, and to count
     * @return what it has counted; 0 if it was left out
     * @throws SQLException if it fails
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

    /** Does something in the database and counts what it has changed. */
    @FunctionalInterface
    interface Count {
        int run() throws SQLException;
    }

    /** @return whether something may be left in the queue that this node has no room for */
    private boolean claimWhatFits() throws SQLException {
        Optional<String> runnerId = registration.claimingAs();
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

    /**
     * Something was queued, on this node or on another.
     *
     * @param dueAt when it is due, in milliseconds since 1970; 0 if that is not known
     */
    void queued(long dueAt) {
        queueMayHaveMore = true;
        queue.queued(dueAt);
    }

    /** Looks through the whole queue the next time, in case something came late that has been due for longer than what was claimed last. */
    void lookFromTheBeginning() {
        queue.queued(0);
    }

    /**
     * Whether what is started here may be executed at once, without being queued and claimed. Not where something is in the queue that has waited longer, nor where
     * the processes are counted: an unused slot must not be taken by one that is rolled back.
     *
     * @return the id to claim with
     */
    Optional<String> claimsAtOnce() {
        boolean allowed = !stopping && !queueMayHaveMore && settings.get(Setting.RUNNER_MODE) == RunnerMode.ALWAYS && settings.get(Setting.MAX_EXECUTIONS) == 0;
        return allowed ? registration.claimingAs() : Optional.empty();
    }

    boolean isStopping() {
        return stopping;
    }

    /** @return whether nothing more can be claimed just now */
    boolean isFull() {
        return claimed.roomForClaim() <= 0;
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
     * Stops in an orderly way: claims no more, gives running steps the grace time, hands the rest back.
     *
     * @throws SQLException if the database fails; the lease takes care of what is left
     * @throws InterruptedException if the server is in a hurry; likewise
     */
    void stop() throws SQLException, InterruptedException {
        stopping = true;
        claimed.handBackAll();
        running.drain();
        // The grace time is the steps' own; what is added is for writing what became of them.
        long end = System.nanoTime() + settings.get(Setting.STOP_GRACE).plusSeconds(5).toNanos();
        long heartbeat = settings.get(Setting.HEARTBEAT_INTERVAL).toNanos();
        for (long left = end - System.nanoTime(); left > 0 && !running.awaitNone(Duration.ofNanos(Math.min(left, heartbeat))); left = end - System.nanoTime()) {
            // The timers have stopped before us, and the grace time may be longer than the lease.
            registration.renew();
        }
        registration.finish();
    }
}
