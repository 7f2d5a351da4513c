package io.processmanager.runner;

import io.processmanager.batch.BatchJobs;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Setting.RunnerMode;
import io.processmanager.configuration.Settings;
import io.processmanager.runner.nodes.OtherNodes;
import io.processmanager.store.Claim;
import io.processmanager.store.Claims;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** Claims as many processes as this node has room for and starts their jobs. */
@ApplicationScoped
public class Runner {

    /** How long a process that was claimed waits at most for being executed. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    /** So many jobs the batch runtime of a WildFly that was set up by our script executes at a time; some threads are left to others. */
    private static final int BATCH_THREADS = 60;

    @Inject
    Settings settings;

    @Inject
    Registration registration;

    @Inject
    Claims claims;

    @Inject
    RunningProcesses running;

    @Inject
    RunnerServices services;

    @Inject
    BatchJobs jobs;

    @Inject
    OtherNodes others;

    private JobPlaces<RunningProcess> places;
    private LookAhead lookAhead;
    private final ReentrantLock claiming = new ReentrantLock();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private final AtomicLong executions = new AtomicLong();
    private volatile Runnable wakeUp = () -> { };
    private volatile boolean stopping;

    @PostConstruct
    void measure() {
        int concurrent = settings.get(Setting.MAX_CONCURRENT);
        // Twice as many jobs as steps: half of them are about to be written.
        places = new JobPlaces<>(Math.max(concurrent, Math.min(2 * concurrent, BATCH_THREADS)), System::nanoTime);
        lookAhead = new LookAhead(4 * concurrent, System::nanoTime);
    }

    /** @param wakeUp to be called when there is room again */
    void onRoom(Runnable wakeUp) {
        this.wakeUp = wakeUp;
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
            if (claiming.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    return task.run();
                } finally {
                    claiming.unlock();
                    if (wanted.get()) {
                        wakeUp.run();
                    }
                }
            }
        } catch (InterruptedException hurry) {
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
        int room = room();
        List<Claim> claimed = room > 0 ? claims.claim(runnerId.get(), room) : List.of();
        executions.addAndGet(claimed.size());
        claimed.forEach(this::start);
        if (running.size() == 0 && isUsedUp()) {
            stopBecause("it has executed " + executions.get() + " processes (" + Setting.MAX_EXECUTIONS.key() + ")");
        } else if (running.size() == 0 && claimed.isEmpty() && settings.get(Setting.RUNNER_MODE) == RunnerMode.DRAIN && claims.isQueueEmpty()) {
            stopBecause("the queue is worked off (" + Setting.RUNNER_MODE.key() + "=drain)");
        }
        return claimed.size() >= room;
    }

    /** @return whether nothing more can be claimed just now */
    boolean isFull() {
        return room() <= 0;
    }

    private int room() {
        int ahead = lookAhead.limit();
        int room = settings.get(Setting.MAX_CONCURRENT) + ahead - running.size();
        // Few large claims cost the database less than many small ones.
        if (3 * room < ahead) {
            return 0;
        }
        int most = settings.get(Setting.MAX_EXECUTIONS);
        return most == 0 ? room : (int) Math.min(room, most - executions.get());
    }

    private boolean isUsedUp() {
        int most = settings.get(Setting.MAX_EXECUTIONS);
        return most > 0 && executions.get() >= most;
    }

    private void start(Claim claim) {
        RunningProcess process = new RunningProcess(claim, services, this::ended, () -> handBack(Duration.ZERO));
        running.add(process);
        if (places.take(process)) {
            start(process);
        }
    }

    private void start(RunningProcess process) {
        try {
            jobs.start(process);
        } catch (RuntimeException refused) {
            // Whatever the batch runtime throws: the process must not stay claimed by a runner that does nothing for it.
            RunnerLog.error("Process " + process.claim().pid() + ": the batch runtime did not take its job", refused);
            process.ended();
        }
    }

    private void ended(RunningProcess process) {
        running.remove(process);
        lookAhead.ended();
        places.free().ifPresent(this::start);
        if (room() > 0 || running.size() == 0) {
            wakeUp.run();
        }
    }

    /** Hands back what was claimed ahead and has waited in vain: the steps take longer than they did, and another node may have a place. */
    void handBackWaiting() {
        handBack(LONGEST_WAIT);
    }

    /** Also where the batch runtime stops a job: it may stop them all and keep new ones waiting, as a server does that is suspended. */
    private void handBack(Duration waiting) {
        for (RunningProcess process : places.removeWaitingFor(waiting.toNanos())) {
            executions.decrementAndGet();
            // Until then the process is this runner's, which must not sign off before.
            process.handBack(() -> running.remove(process));
        }
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
        handBack(Duration.ZERO);
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
