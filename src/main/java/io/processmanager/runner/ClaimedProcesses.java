package io.processmanager.runner;

import io.processmanager.batch.BatchJobs;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.runner.capacity.ClaimAhead;
import io.processmanager.runner.capacity.JobSlots;
import io.processmanager.runner.process.RunnerLog;
import io.processmanager.runner.process.RunnerServices;
import io.processmanager.runner.process.RunningProcess;
import io.processmanager.runner.process.RunningProcessListener;
import io.processmanager.runner.process.RunningProcesses;
import io.processmanager.store.claim.Claims;
import io.processmanager.store.entity.Claim;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What becomes of the processes that this node has claimed: each gets a job as soon as there is a slot for it. */
@ApplicationScoped
public class ClaimedProcesses implements RunningProcessListener {

    /** How long a process that was claimed waits at most for being executed. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    /** Each job has a thread. More jobs than steps are at work, or wait for a checkpoint, up to these numbers only. */
    private static final int MOST_AT_WORK = 64;
    private static final int MOST_JOBS = 160;
    private static final int MOST_AHEAD_FOR_EACH_STEP = 32;

    @Inject
    Settings settings;

    @Inject
    RunningProcesses running;

    @Inject
    RunnerServices services;

    @Inject
    BatchJobs jobs;

    @Inject
    BeginningWatch beginnings;

    @Inject
    Claims queue;

    private final Queue<RunningProcess> unconfirmed = new ConcurrentLinkedQueue<>();

    private JobSlots<RunningProcess> slots;
    private ClaimAhead claimAhead;
    private final AtomicLong executions = new AtomicLong();
    private volatile Runnable wakeUp = () -> { };

    @PostConstruct
    void measure() {
        services = services.withoutProxy();
        beginnings = beginnings.opened();
        int concurrent = settings.get(Setting.MAX_CONCURRENT);
        // More jobs than steps: most of those of short steps wait for a checkpoint, and begin or end.
        slots = new JobSlots<>(Math.max(concurrent, Math.min(2 * concurrent, MOST_AT_WORK)), Math.max(concurrent, Math.min(10 * concurrent, MOST_JOBS)), System::nanoTime);
        claimAhead = new ClaimAhead(MOST_AHEAD_FOR_EACH_STEP * concurrent, System::nanoTime);
    }

    /** @param wakeUp to be called when there is room again */
    void onRoom(Runnable wakeUp) {
        this.wakeUp = wakeUp;
    }

    /** @return how many processes may be claimed at this moment; not positive if there is no room */
    int room() {
        int most = settings.get(Setting.MAX_EXECUTIONS);
        return most == 0 ? freeRoom() : (int) Math.min(freeRoom(), most - executions.get());
    }

    /** @return likewise, but none until there is room for many: few large claims cost the database less than many small ones */
    int roomForClaim() {
        return 2 * freeRoom() < claimAhead.limit() ? 0 : room();
    }

    private int freeRoom() {
        return settings.get(Setting.MAX_CONCURRENT) + claimAhead.limit() - running.size();
    }

    /** @return how many processes this node has begun to execute, not counting those that it has handed back before */
    long executions() {
        return executions.get();
    }

    /** Counts a process among the running ones; to be followed by {@link #start}, {@link #startSoon} or {@link #forget}. */
    RunningProcess add(Claim claim) {
        RunningProcess process = new RunningProcess(claim, services, this);
        executions.incrementAndGet();
        running.add(process);
        beginnings.wakeUp();
        return process;
    }

    /** Starts the job of a process, or lets it wait for a slot. */
    void start(RunningProcess process) {
        if (slots.take(process)) {
            startJob(process);
        }
    }

    /** Lets a process wait until somebody calls {@link #startWaiting}. */
    void startSoon(RunningProcess process) {
        slots.add(process);
    }

    /** Likewise, and only if its start turns out to be durable. */
    void startWhenDurable(RunningProcess process) {
        unconfirmed.add(process);
    }

    /**
     * Starts the jobs of those that wait, as far as there are slots.
     *
     * @throws SQLException if the database does not tell which are durable; these wait on
     */
    void startWaiting() throws SQLException {
        confirm();
        for (Optional<RunningProcess> next = slots.next(); next.isPresent(); next = slots.next()) {
            startJob(next.get());
        }
    }

    /** Whoever takes a process out of the unconfirmed ones decides what becomes of it; until then it stays among them, whatever fails. */
    private void confirm() throws SQLException {
        List<RunningProcess> asked = List.copyOf(unconfirmed);
        if (asked.isEmpty()) {
            return;
        }
        Set<String> durable = queue.durable(asked.stream().map(RunningProcess::claim).toList());
        for (RunningProcess process : asked) {
            if (unconfirmed.remove(process)) {
                if (durable.contains(process.id())) {
                    startSoon(process);
                } else {
                    // Should it come about later, it is found as an orphan.
                    forget(process);
                }
            }
        }
    }

    /** There is nothing to execute, after all. */
    void forget(RunningProcess process) {
        executions.decrementAndGet();
        running.remove(process);
    }

    /** A slot whose job the batch runtime refuses goes to the next that waits, in a loop: there may be hundreds, and it may refuse them all. */
    private void startJob(RunningProcess first) {
        Optional<RunningProcess> next = Optional.of(first);
        while (next.isPresent() && !isStarted(next.get())) {
            next = slots.free();
        }
    }

    private boolean isStarted(RunningProcess process) {
        try {
            jobs.start(process);
            return true;
        } catch (RuntimeException refused) {
            // Whatever the batch runtime throws: the process must not stay claimed by a runner that does nothing for it.
            RunnerLog.error("Process " + process.claim().pid() + ": the batch runtime did not take its job; the process is handed back to the queue", refused);
            process.jobRefused();
            return false;
        }
    }

    @Override
    public void jobEnds() {
        slots.free().ifPresent(this::startJob);
    }

    @Override
    public void jobPauses() {
        slots.pause().ifPresent(this::startJob);
    }

    @Override
    public void jobGoesOn() {
        slots.goOn();
    }

    @Override
    public void jobStopped() {
        handBack(Duration.ZERO);
    }

    @Override
    public void ended(RunningProcess process) {
        running.remove(process);
        claimAhead.ended();
        if (roomForClaim() > 0 || running.size() == 0) {
            wakeUp.run();
        }
    }

    /** Hands back what was claimed ahead and has waited in vain: the steps take longer than they did, and another node may have a slot. */
    void handBackWaiting() {
        handBack(LONGEST_WAIT);
    }

    /** Hands back all that waits. */
    void handBackAll() {
        List.copyOf(unconfirmed).stream().filter(unconfirmed::remove).forEach(this::startSoon);
        handBack(Duration.ZERO);
    }

    /** Also where the batch runtime stops a job: it may stop them all and keep new ones waiting, as a server does that is suspended. */
    private void handBack(Duration waiting) {
        for (RunningProcess process : slots.removeWaitingFor(waiting.toNanos())) {
            executions.decrementAndGet();
            // Until then the process is this runner's, which must not sign off before.
            process.handBack(() -> running.remove(process));
        }
    }
}
