package io.processmanager.runner.process;

import io.processmanager.execution.attempt.StepOutcome.StopReason;
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

/** The processes that this node executes now. */
@ApplicationScoped
public class RunningProcesses {

    private static final System.Logger LOG = System.getLogger(RunningProcesses.class.getName());

    /** The database may be away, or the process locked by the very caller who looks. */
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
     * Stops one process if it runs here.
     *
     * @param pid the process
     * @param reason why
     * @return whether it runs here
     */
    public boolean stop(String pid, StopReason reason) {
        // There may be more than one: a claim that was lost may still be at work while the process has been claimed here anew.
        List<RunningProcess> found = byId.values().stream().filter(process -> process.claim().pid().equals(pid)).toList();
        found.forEach(process -> process.stop(reason));
        return !found.isEmpty();
    }

    public void stopAll(StopReason reason) {
        byId.values().forEach(process -> process.stop(reason));
    }

    public void drain() {
        byId.values().forEach(RunningProcess::drain);
    }

    private Stream<ProgressReports> reports() {
        return byId.values().stream().flatMap(process -> process.reports().stream());
    }

    public void sendReports() {
        reports().forEach(ProgressReports::sendIfPaused);
    }

    /** Tells everybody of first steps that have been executed for as long as that. */
    public void tellOfBegunFor(long nanos) {
        reports().filter(reports -> reports.isUntoldFor(nanos)).forEach(ProgressReports::tell);
    }

    /** Before somebody on this node looks: has it stored how the processes stand here, if that is under way. A look that comes too early misses nothing but this. */
    public void tell() {
        await(byId.values().stream());
    }

    /**
     * Likewise for one process.
     *
     * @param pid the process
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

    /** @return whether none is left */
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
