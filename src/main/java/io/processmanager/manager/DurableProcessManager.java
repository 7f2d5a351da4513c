package io.processmanager.manager;

import io.processmanager.ManagedProcess;
import io.processmanager.ProcessManager;
import io.processmanager.ProcessManagerException;
import io.processmanager.database.DatabaseClock;
import io.processmanager.database.transaction.OwnTransaction;
import io.processmanager.definition.SpecificationCheck;
import io.processmanager.queue.Started;
import io.processmanager.runner.process.RunningProcesses;
import io.processmanager.store.CallTransaction;
import io.processmanager.store.ProcessStore;
import io.processmanager.store.StoredProcesses;
import io.processmanager.store.entity.Pids;
import io.processmanager.store.search.ProcessCounting;
import io.processmanager.store.search.ProcessList;
import io.processmanager.view.LogLine;
import io.processmanager.view.LogPage;
import io.processmanager.view.ProcessCounts;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessPage;
import io.processmanager.view.ProcessQuery;
import io.processmanager.view.RunInfo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
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
    StoredProcesses stored;

    @Inject
    StoredRecords records;

    @Inject
    ProcessList list;

    @Inject
    ProcessCounting counting;

    @Inject
    CallTransaction transaction;

    @Inject
    ChangeAnnouncements announcements;

    @Inject
    DatabaseClock clock;

    @Inject
    RunningProcesses running;

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
        change(pid, () -> store.proceed(pid, data), announcements::queued);
    }

    @Override
    public void cancel(String pid, String reason) {
        change(pid, () -> store.cancel(pid, reason, false), () -> announcements.cancelled(List.of(pid)));
    }

    @Override
    public void cancelWithCompensation(String pid, String reason) {
        change(pid, () -> store.cancel(pid, reason, true), () -> {
            announcements.cancelled(List.of(pid));
            announcements.queued();
        });
    }

    @Override
    public void retry(String pid) {
        change(pid, () -> store.retry(pid), announcements::queued);
    }

    @Override
    public void retry(String pid, String fromStep) {
        change(pid, () -> store.retry(pid, fromStep), announcements::queued);
    }

    @Override
    public void delete(String pid) {
        change(pid, () -> store.delete(pid), () -> { });
    }

    private void change(String pid, Runnable change, Runnable afterwards) {
        // A refused caller is told the state, which must be the one that look-ups show.
        running.tell(pid);
        // A refused change is committed, too, as it may be one of many in the caller's transaction.
        AtomicBoolean made = new AtomicBoolean();
        transaction.changing(List.of(pid), () -> {
            announcements.announce(List.of(pid), () -> {
                if (made.get()) {
                    afterwards.run();
                }
            });
            change.run();
            made.set(true);
            return pid;
        });
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
        return records.output(pid, step);
    }

    @Override
    public JsonValue getOutput(String pid) {
        return records.output(pid);
    }

    @Override
    public InputStream openStepOutput(String pid, String step) {
        return records.openOutput(pid, step);
    }

    @Override
    public InputStream openOutput(String pid) {
        return records.openOutput(pid);
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
        return records.log(pid, after, limit);
    }

    @Override
    public RunInfo.Page getRuns(String pid, String after, int limit) {
        running.tell(pid);
        return records.runs(pid, after, limit);
    }

    @Override
    public RunInfo getRun(String pid, int number) {
        running.tell(pid);
        return records.run(pid, number);
    }

    @Override
    public InputStream openRunOutput(String pid, int number, LogLine.Stream stream) {
        running.tell(pid);
        return records.openOutput(pid, number, stream);
    }
}
