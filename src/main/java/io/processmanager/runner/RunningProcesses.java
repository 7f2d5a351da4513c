package io.processmanager.runner;

import io.processmanager.execution.StepOutcome.StopReason;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The processes that this node executes now. */
@ApplicationScoped
public class RunningProcesses {

    private final Map<String, RunningProcess> byId = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition fewer = lock.newCondition();

    void add(RunningProcess process) {
        byId.put(process.id(), process);
    }

    void remove(RunningProcess process) {
        byId.remove(process.id());
        lock.lock();
        try {
            fewer.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean executes(String pid, long fence) {
        return byId.containsKey(RunningProcess.id(pid, fence));
    }

    int size() {
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

    void stopAll(StopReason reason) {
        byId.values().forEach(process -> process.stop(reason));
    }

    void drain() {
        byId.values().forEach(RunningProcess::drain);
    }

    void sendReports() {
        byId.values().forEach(RunningProcess::sendReports);
    }

    /** @return whether none is left */
    boolean awaitNone(Duration atMost) throws InterruptedException {
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
