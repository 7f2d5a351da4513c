package io.processmanager.runner;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.LogPage;
import io.processmanager.ManagedProcess;
import io.processmanager.ProcessCounts;
import io.processmanager.ProcessInfo;
import io.processmanager.ProcessManager;
import io.processmanager.ProcessManagerException;
import io.processmanager.ProcessPage;
import io.processmanager.ProcessQuery;
import io.processmanager.RunnerInfo;
import io.processmanager.Violation;
import io.processmanager.execution.SpecificationCheck;
import io.processmanager.execution.StepOutcome.StopReason;
import io.processmanager.runner.nodes.OtherNodes;
import io.processmanager.store.AfterCommit;
import io.processmanager.store.DatabaseClock;
import io.processmanager.store.Pids;
import io.processmanager.store.ProcessChanges;
import io.processmanager.store.ProcessCounting;
import io.processmanager.store.ProcessList;
import io.processmanager.store.ProcessLookups;
import io.processmanager.store.ProcessStore;
import io.processmanager.store.UncommittedChanges;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
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
    ProcessList list;

    @Inject
    ProcessCounting counting;

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

    @Inject
    OtherNodes others;

    /** Without a transaction of the caller there is none for a single insert, either: it is committed together with those of others. */
    @Override
    @Transactional(value = TxType.SUPPORTS, dontRollbackOn = ProcessManagerException.class)
    public String start(ManagedProcess process) {
        check.check(process);
        return insert(List.of(process)).get(0);
    }

    @Override
    public List<String> startAll(List<ManagedProcess> processes) {
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < processes.size(); i++) {
            try {
                check.check(processes.get(i));
            } catch (InvalidSpecificationException invalid) {
                violations.addAll(invalid.violationsAt("[" + i + "]."));
            }
        }
        if (!violations.isEmpty()) {
            throw new InvalidSpecificationException(violations);
        }
        return processes.isEmpty() ? List.of() : insert(processes);
    }

    private List<String> insert(List<ManagedProcess> processes) {
        List<String> pids = processes.stream().map(process -> Pids.next(clock.millis())).toList();
        for (int i = 0; i < pids.size(); i++) {
            store.insert(pids.get(i), processes.get(i));
        }
        return pids;
    }

    @Override
    public void proceed(String pid) {
        proceed(pid, JsonValue.EMPTY_JSON_OBJECT);
    }

    @Override
    public void proceed(String pid, JsonObject data) {
        changing(pid, () -> timer.queued(0));
        store.proceed(pid, data);
    }

    @Override
    public void cancel(String pid, String reason) {
        changing(pid, () -> {
            if (running.stop(pid, StopReason.CANCELLED)) {
                running.tell(pid);
            } else {
                others.tellOfCancelled();
            }
        });
        store.cancel(pid, reason);
    }

    @Override
    public void retry(String pid) {
        changing(pid, () -> timer.queued(0));
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
        running.tell(pid);
        return lookups.find(pid);
    }

    @Override
    public ProcessPage list(ProcessQuery query) {
        running.tell();
        return list.page(query);
    }

    @Override
    public ProcessCounts counts() {
        running.tell();
        return counting.counts();
    }

    @Override
    public LogPage getLog(String pid, String after, int limit) {
        return lookups.log(pid, after, limit);
    }

    @Override
    public List<RunnerInfo> listRunners() {
        running.tell();
        return lookups.runners();
    }
}
