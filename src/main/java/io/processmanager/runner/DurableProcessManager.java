package io.processmanager.runner;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.LogPage;
import io.processmanager.ManagedProcess;
import io.processmanager.ProcessInfo;
import io.processmanager.ProcessManager;
import io.processmanager.ProcessManagerException;
import io.processmanager.ProcessPage;
import io.processmanager.ProcessQuery;
import io.processmanager.RunnerInfo;
import io.processmanager.Violation;
import io.processmanager.execution.SpecificationCheck;
import io.processmanager.execution.StepOutcome.StopReason;
import io.processmanager.store.AfterCommit;
import io.processmanager.store.DatabaseClock;
import io.processmanager.store.Pids;
import io.processmanager.store.ProcessChanges;
import io.processmanager.store.ProcessLookups;
import io.processmanager.store.ProcessStore;
import io.processmanager.store.UncommittedChanges;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;

/** The entry point: changes the tables in the caller's transaction, and tells the runner and the followers after its commit. */
@ApplicationScoped
@Transactional(dontRollbackOn = ProcessManagerException.class)
public class DurableProcessManager implements ProcessManager {

    @Inject
    SpecificationCheck check;

    @Inject
    ProcessStore store;

    @Inject
    ProcessLookups lookups;

    @Inject
    AfterCommit afterCommit;

    @Inject
    UncommittedChanges uncommitted;

    @Inject
    ProcessChanges changes;

    @Inject
    DatabaseClock clock;

    @Inject
    RunningProcesses running;

    @Inject
    RunnerTimer timer;

    @Override
    public String start(ManagedProcess process) {
        check.check(process);
        return insert(process);
    }

    @Override
    public List<String> startAll(List<ManagedProcess> processes) {
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < processes.size(); i++) {
            try {
                check.check(processes.get(i));
            } catch (InvalidSpecificationException invalid) {
                String prefix = "[" + i + "].";
                invalid.violations().forEach(violation -> violations.add(new Violation(prefix + violation.field(), violation.message())));
            }
        }
        if (!violations.isEmpty()) {
            throw new InvalidSpecificationException(violations);
        }
        return processes.stream().map(this::insert).toList();
    }

    private String insert(ManagedProcess process) {
        String pid = Pids.next(clock.millis());
        changing(pid, timer::wake);
        store.insert(pid, process);
        return pid;
    }

    @Override
    public void proceed(String pid) {
        proceed(pid, JsonValue.EMPTY_JSON_OBJECT);
    }

    @Override
    public void proceed(String pid, JsonObject data) {
        changing(pid, timer::wake);
        store.proceed(pid, data);
    }

    @Override
    public void cancel(String pid, String reason) {
        changing(pid, () -> running.stop(pid, StopReason.CANCELLED));
        store.cancel(pid, reason);
    }

    @Override
    public void retry(String pid) {
        changing(pid, timer::wake);
        store.retry(pid);
    }

    @Override
    public void delete(String pid) {
        changing(pid, () -> { });
        store.delete(pid);
    }

    /** To be called before the change is made, so that it is over for everybody when the transaction is. */
    private void changing(String pid, Runnable thenDo) {
        afterCommit.run(committed -> {
            uncommitted.end(pid);
            if (committed) {
                changes.changed(pid);
                thenDo.run();
            }
        });
        uncommitted.begin(pid);
    }

    @Override
    public ProcessInfo getProcessInfo(String pid) {
        return lookups.find(pid);
    }

    @Override
    public ProcessPage list(ProcessQuery query) {
        return lookups.list(query);
    }

    @Override
    public LogPage getLog(String pid, String after, int limit) {
        return lookups.log(pid, after, limit);
    }

    @Override
    public List<RunnerInfo> listRunners() {
        return lookups.runners();
    }
}
