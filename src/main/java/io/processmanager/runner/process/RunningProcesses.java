package io.processmanager.runner.process;

import io.processmanager.execution.attempt.StepOutcome.StopReason;
import io.processmanager.runner.report.ProgressReports;
import io.processmanager.store.entity.Claim;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** The processes running on this node. */
@ApplicationScoped
public class RunningProcesses {

    private static final System.Logger LOG = System.getLogger(RunningProcesses.class.getName());

    /** The database may be away, or the caller may have locked the process itself. */
    private static final Duration LONGEST_TELLING = Duration.ofMillis(200);

    private final Map<String, RunningProcess> byId = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition fewer = lock.newCondition();

    public void add(RunningProcess process) {
        byId.put(process.id(), process);
    }

    public void remove(RunningProcess process) {
        byId.remove(process.id());
        lock.lock();
        try {
            fewer.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public boolean executes(String pid, long fence) {
        return byId.containsKey(Claim.id(pid, fence));
    }

    public int size() {
        return byId.size();
    }

    /**
     * Stops a process.
     *
     * @param pid process ID
     * @param reason why
     * @return whether it runs here
     */
    public boolean stop(String pid, StopReason reason) {
        // Several may match: a lost claim may be active after the process was claimed here again.
        List<RunningProcess> found = byId.values().stream().filter(process -> process.claim().pid().equals(pid)).toList();
        found.forEach(process -> process.stop(reason));
        return !found.isEmpty();
    }

    public void stopAll(StopReason reason) {
        byId.values().forEach(process -> process.stop(reason));
    }

    public void drain(Duration grace) {
        byId.values().forEach(process -> process.drain(grace));
    }

    private Stream<ProgressReports> reports() {
        return byId.values().stream().flatMap(process -> process.reports().stream());
    }

    public void sendReports() {
        reports().forEach(ProgressReports::sendIfPaused);
    }

    /** Publishes first steps that have run for {@code nanos}. */
    public void tellOfBegunFor(long nanos) {
        reports().filter(reports -> reports.isUntoldFor(nanos)).forEach(ProgressReports::tell);
    }

    /** Publishes pending starts before a look-up on this node; waits at most 200 ms. */
    public void tell() {
        await(byId.values().stream());
    }

    /**
     * Like {@link #tell()}, for one process.
     *
     * @param pid process ID
     */
    public void tell(String pid) {
        await(byId.values().stream().filter(process -> process.claim().pid().equals(pid)));
    }

    private static void await(Stream<RunningProcess> some) {
        try {
            CompletableFuture.allOf(some.map(RunningProcess::tell).filter(told -> !told.isDone()).toArray(CompletableFuture[]::new))
                    .get(LONGEST_TELLING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException untold) {
            LOG.log(System.Logger.Level.DEBUG, "A look-up does not wait any longer for the latest news of this node", untold);
        }
    }

    public boolean awaitNone(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (!byId.isEmpty() && left > 0) {
                left = fewer.awaitNanos(left);
            }
            return byId.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
