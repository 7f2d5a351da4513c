package io.processmanager.manager;

import io.processmanager.ManagedProcess;
import io.processmanager.ProcessManager;
import io.processmanager.ProcessManagerException;
import io.processmanager.ProcessNotFoundException;
import io.processmanager.database.DatabaseClock;
import io.processmanager.database.transaction.AfterCommit;
import io.processmanager.database.transaction.OwnTransaction;
import io.processmanager.definition.SpecificationCheck;
import io.processmanager.execution.attempt.StepOutcome.StopReason;
import io.processmanager.json.JsonMapping;
import io.processmanager.queue.Started;
import io.processmanager.runner.RunnerTimer;
import io.processmanager.runner.nodes.OtherNodes;
import io.processmanager.runner.process.RunningProcesses;
import io.processmanager.store.CallTransaction;
import io.processmanager.store.ProcessStore;
import io.processmanager.store.StoredProcesses;
import io.processmanager.store.change.ProcessChanges;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.entity.Pids;
import io.processmanager.store.lookup.ProcessLookups;
import io.processmanager.store.lookup.StoredOutputs;
import io.processmanager.store.search.ProcessCounting;
import io.processmanager.store.search.ProcessList;
import io.processmanager.view.LogPage;
import io.processmanager.view.ProcessCounts;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessPage;
import io.processmanager.view.ProcessQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Changes the tables in the caller's transaction, and notifies the runner and followers after its commit. */
@ApplicationScoped
@OwnTransaction
public class DurableProcessManager implements ProcessManager {

    @Inject
    SpecificationCheck check;

    @Inject
    ProcessStore store;

    @Inject
    ProcessLookups lookups;

    @Inject
    StoredProcesses stored;

    @Inject
    StoredOutputs outputs;

    @Inject
    ProcessList list;

    @Inject
    ProcessCounting counting;

    @Inject
    CallTransaction transaction;

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

    @Inject
    Caller caller;

    /** Without a caller's transaction there is none here either: the insert joins a group commit. */
    @Override
    @Transactional(value = TxType.SUPPORTS, dontRollbackOn = ProcessManagerException.class)
    public String start(ManagedProcess process) {
        return startOrFind(process).pid();
    }

    @Override
    @Transactional(value = TxType.SUPPORTS, dontRollbackOn = ProcessManagerException.class)
    public Started startOrFind(ManagedProcess process) {
        ManagedProcess checked = check.check(process);
        String pid = newPid();
        Optional<String> queuedBy = caller.name();
        if (checked.queuing().uniqueKey().isPresent()) {
            return transaction.changing(List.of(pid), () -> store.insertUnlessLiving(List.of(pid), List.of(checked), queuedBy)).get(0);
        }
        store.insert(pid, checked, queuedBy);
        return new Started(pid, true);
    }

    @Override
    public List<String> startAll(List<ManagedProcess> processes) {
        List<ManagedProcess> checked = check.checkAll(processes);
        if (checked.isEmpty()) {
            return List.of();
        }
        List<String> pids = checked.stream().map(process -> newPid()).toList();
        Optional<String> queuedBy = caller.name();
        return transaction.changing(certainFirst(pids, checked), () -> store.insertUnlessLiving(pids, checked, queuedBy).stream().map(Started::pid).toList());
    }

    /** What has no key is inserted in any case, so that its fate is that of the transaction. */
    private static List<String> certainFirst(List<String> pids, List<ManagedProcess> processes) {
        return IntStream.range(0, pids.size()).boxed().sorted(Comparator.comparing(i -> processes.get(i).queuing().uniqueKey().isPresent())).map(pids::get).toList();
    }

    private String newPid() {
        return Pids.next(clock.millis());
    }

    @Override
    public void proceed(String pid) {
        proceed(pid, JsonValue.EMPTY_JSON_OBJECT);
    }

    @Override
    public void proceed(String pid, JsonObject data) {
        change(pid, () -> store.proceed(pid, data), () -> timer.queuedSomewhere());
    }

    @Override
    public void cancel(String pid, String reason) {
        change(pid, () -> store.cancel(pid, reason), () -> {
            if (running.stop(pid, StopReason.CANCELLED)) {
                running.tell(pid);
            } else {
                others.tellOfCancelled();
            }
        });
    }

    @Override
    public void retry(String pid) {
        change(pid, () -> store.retry(pid), () -> timer.queuedSomewhere());
    }

    @Override
    public void delete(String pid) {
        change(pid, () -> store.delete(pid), () -> { });
    }

    private void change(String pid, Runnable change, Runnable afterwards) {
        // A refused caller is told the state, which must be the one that look-ups show.
        running.tell(pid);
        transaction.changing(List.of(pid), () -> {
            announce(pid, afterwards);
            change.run();
            return pid;
        });
    }

    /** Call before making the change, so that the change is over for everybody when the transaction is. */
    private void announce(String pid, Runnable afterwards) {
        afterCommit.run(committed -> {
            uncommitted.end(pid);
            if (committed) {
                changes.changed(pid);
                afterwards.run();
            }
        });
        uncommitted.begin(pid);
    }

    @Override
    public ProcessInfo getProcessInfo(String pid) {
        running.tell(pid);
        return stored.find(pid);
    }

    @Override
    public ProcessInfo getProcessInfoWithoutOutputs(String pid) {
        running.tell(pid);
        return stored.findWithoutOutputs(pid);
    }

    @Override
    public JsonValue getStepOutput(String pid, String step) {
        return parsed(pid, outputs.ofStep(pid, step));
    }

    @Override
    public JsonValue getOutput(String pid) {
        return parsed(pid, outputs.ofProcess(pid));
    }

    private static JsonValue parsed(String pid, InputStream output) {
        try (output) {
            return JsonMapping.parse(new String(output.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException removedMeanwhile) {
            throw new ProcessNotFoundException(pid);
        }
    }

    @Override
    public InputStream openStepOutput(String pid, String step) {
        return outputs.ofStep(pid, step);
    }

    @Override
    public InputStream openOutput(String pid) {
        return outputs.ofProcess(pid);
    }

    @Override
    public ProcessPage list(ProcessQuery query) {
        running.tell();
        return transaction.reading(() -> list.page(query));
    }

    @Override
    public ProcessCounts counts() {
        running.tell();
        return transaction.reading(() -> counting.counts());
    }

    @Override
    public LogPage getLog(String pid, String after, int limit) {
        return transaction.reading(() -> lookups.log(pid, after, limit));
    }
}
