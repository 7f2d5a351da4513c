package io.processmanager.runner;

import io.processmanager.batch.BatchJobs;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.runner.alarm.DueTimes;
import io.processmanager.runner.capacity.ClaimAhead;
import io.processmanager.runner.capacity.JobSlots;
import io.processmanager.runner.report.RunnerLog;
import io.processmanager.runner.process.RunnerServices;
import io.processmanager.runner.process.RunningProcess;
import io.processmanager.runner.process.RunningProcessListener;
import io.processmanager.runner.process.RunningProcesses;
import io.processmanager.store.claim.Claims;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.queue.Lane;
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

/** The processes claimed by this node; each gets a job once a slot is free. */
@ApplicationScoped
public class ClaimedProcesses implements RunningProcessListener {

    /** Maximum wait of a claimed process for execution. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    /** A commit may be acknowledged this long after the time that it stores. */
    private static final Duration LONGEST_COMMIT = Duration.ofSeconds(5);

    /** Each job holds a thread. Beyond the step slots, these limit active jobs and all jobs. */
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

    @Inject
    DueTimes dueTimes;

    private final Queue<RunningProcess> unconfirmed = new ConcurrentLinkedQueue<>();

    private JobSlots<RunningProcess> slots;
    private ClaimAhead claimAhead;
    private final AtomicLong executions = new AtomicLong();
    private volatile Runnable wakeUp = () -> { };

    @PostConstruct
    void measure() {
        services = services.withoutProxy().orElseThrow();
        beginnings = beginnings.opened().orElseThrow();
        int concurrent = settings.get(Setting.MAX_CONCURRENT);
        // More jobs than steps: those of short steps mostly wait for a checkpoint, start or end.
        slots = new JobSlots<>(Math.max(concurrent, Math.min(2 * concurrent, MOST_AT_WORK)), Math.max(concurrent, Math.min(10 * concurrent, MOST_JOBS)), System::nanoTime);
        claimAhead = new ClaimAhead(MOST_AHEAD_FOR_EACH_STEP * concurrent, System::nanoTime);
    }

    void onRoom(Runnable wakeUp) {
        this.wakeUp = wakeUp;
    }

    /** @return how many processes may be claimed now; zero or negative if none */
    int room() {
        int most = settings.get(Setting.MAX_EXECUTIONS);
        return most == 0 ? freeRoom() : (int) Math.min(freeRoom(), most - executions.get());
    }

    /** @return like {@link #room}, but 0 until there is room for many: few large claims cost less than many small */
    int roomForClaim() {
        return 2 * freeRoom() < claimAhead.limit() ? 0 : room();
    }

    private int freeRoom() {
        return settings.get(Setting.MAX_CONCURRENT) + claimAhead.limit() - running.size();
    }

    /** @return how many processes this node has started, less those handed back unstarted */
    long executions() {
        return executions.get();
    }

    /** Adds a process; follow with {@link #start}, {@link #startSoon} or {@link #forget}. */
    RunningProcess add(Claim claim) {
        RunningProcess process = new RunningProcess(claim, services, this);
        executions.incrementAndGet();
        running.add(process);
        beginnings.wakeUp();
        return process;
    }

    /** Starts the job of a process, or queues it for a slot. */
    void start(RunningProcess process) {
        if (slots.take(process)) {
            startJob(process);
        }
    }

    /** Queues a process until {@link #startWaiting}. */
    void startSoon(RunningProcess process) {
        slots.add(process);
    }

    /** Like {@link #startSoon}, but only if its start proves durable. */
    void startWhenDurable(RunningProcess process) {
        unconfirmed.add(process);
    }

    /**
     * Starts waiting jobs while slots are free.
     *
     * @throws SQLException if durability cannot be queried; unconfirmed processes keep waiting
     */
    void startWaiting() throws SQLException {
        confirm();
        for (Optional<RunningProcess> next = slots.next(); next.isPresent(); next = slots.next()) {
            startJob(next.get());
        }
    }

    /** Whoever removes a process from the unconfirmed ones decides about it; on failure it stays. */
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
                    // If it becomes durable later, it is found as an orphan.
                    forget(process);
                }
            }
        }
    }

    /** Drops a process that is not to be executed. */
    void forget(RunningProcess process) {
        executions.decrementAndGet();
        running.remove(process);
    }

    /** The slot of a refused job goes to the next process. A loop, as hundreds may be refused. */
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
            // Whatever the batch runtime throws: the process must not stay claimed by an idle runner.
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
        handBack(Duration.ZERO, () -> { });
    }

    @Override
    public void waits(RunningProcess process, Duration pause) {
        long due = services.clock().millis() + pause.toMillis();
        // The database counts from before the commit, and may have given away by now what is due later.
        queue.queued(Lane.of(process.claim().process().queuing()), due - LONGEST_COMMIT.toMillis());
        dueTimes.add(due);
        if (pause.isZero()) {
            wakeUp.run();
        }
    }

    @Override
    public void ended(RunningProcess process) {
        boolean freesPlace = queue.ended(Lane.of(process.claim().process().queuing()));
        running.remove(process);
        claimAhead.ended();
        if (freesPlace || roomForClaim() > 0 || running.size() == 0) {
            wakeUp.run();
        }
    }

    /** Hands back what was claimed ahead and waited too long: steps got slower, and another node may have a slot. */
    void handBackWaiting() {
        handBack(LONGEST_WAIT, () -> { });
    }

    void handBackAll(Runnable afterEach) {
        List.copyOf(unconfirmed).stream().filter(unconfirmed::remove).forEach(this::startSoon);
        handBack(Duration.ZERO, afterEach);
    }

    /** Also on a job's stop: a suspended server stops all jobs and holds back new ones. Each is held until written. */
    private void handBack(Duration waiting, Runnable afterEach) {
        for (RunningProcess process : slots.removeWaitingFor(waiting.toNanos())) {
            executions.decrementAndGet();
            process.handBack(() -> {
                running.remove(process);
                afterEach.run();
            });
        }
    }
}
