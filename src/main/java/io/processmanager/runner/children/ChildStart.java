package io.processmanager.runner.children;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.ManagedProcess;
import io.processmanager.Violation;
import io.processmanager.children.ChildWait;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.definition.SpecificationCheck;
import io.processmanager.execution.attempt.ChildrenToStart;
import io.processmanager.execution.attempt.StepOutcome.Returned;
import io.processmanager.queue.Started;
import io.processmanager.store.ProcessStore;
import io.processmanager.store.children.Child;
import io.processmanager.store.children.ChildGroup;
import io.processmanager.store.children.ChildLookups;
import io.processmanager.store.children.ChildLookups.Lineage;
import io.processmanager.store.children.ChildRows;
import io.processmanager.view.ProcessState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Starts the children of a step, in the transaction of its checkpoint. */
@ApplicationScoped
public class ChildStart {

    @Inject
    SpecificationCheck check;

    @Inject
    ProcessStore processes;

    @Inject
    ChildRows rows;

    @Inject
    ChildLookups lookups;

    @Inject
    Settings settings;

    /**
     * Queues the children with the active JTA transaction.
     *
     * @param parent the process whose step has returned
     * @param stepIndex that step
     * @param beganAt when the attempt began, in milliseconds of the database's clock
     * @param returned its output, with what is to be started
     * @return the children; to be {@linkplain #store stored} after the checkpoint
     * @throws InvalidSpecificationException if a child could not be executed; nothing is to be committed then
     * @throws IllegalStateException if there are too many, or they are nested too deep, or the output cannot take them; likewise
     * @throws SQLException if the database fails; likewise
     */
    public StartedChildren start(String parent, int stepIndex, int attempt, long beganAt, Returned returned) throws SQLException {
        ChildrenToStart wanted = returned.children().orElseThrow();
        ChildOutput.requireObject(returned.output());
        int most = settings.get(Setting.MAX_CHILDREN);
        if (wanted.processes().size() > most) {
            throw new IllegalStateException("The step wants to start " + wanted.processes().size() + " child processes, more than the " + most + " that " + Setting.MAX_CHILDREN.key()
                    + " allows. Let it start fewer, each with more to do, or raise the setting");
        }
        List<ManagedProcess> checked = checked(wanted.processes());
        int deepest = settings.get(Setting.MAX_CHILD_DEPTH);
        Lineage lineage = lookups.lineage(parent, deepest);
        if (lineage.depth() >= deepest) {
            throw new IllegalStateException("The process is nested " + lineage.depth() + " deep below others, and its children would be nested deeper than the " + deepest + " that "
                    + Setting.MAX_CHILD_DEPTH.key() + " allows. Does a process start others like itself?");
        }
        List<Started> started = processes.insertChildren(parent, checked, lineage.queuedBy());
        ChildWait awaited = wanted.isAwaited() ? wanted.awaited() : ChildWait.NONE;
        ChildGroup group = ChildGroup.started(parent, stepIndex, attempt, awaited, wanted.onFailure(), beganAt, returned.json());
        return new StartedChildren(group, started, awaited == ChildWait.NONE ? withChildren(returned, checked, started) : returned);
    }

    private List<ManagedProcess> checked(List<ManagedProcess> wanted) {
        try {
            return check.checkAll(wanted);
        } catch (InvalidSpecificationException invalid) {
            List<Violation> violations = invalid.violations().stream().map(violation -> new Violation("processes" + violation.field(), violation.message())).toList();
            throw new InvalidSpecificationException(violations);
        }
    }

    private static Returned withChildren(Returned returned, List<ManagedProcess> processes, List<Started> started) {
        List<Child> children = IntStream.range(0, started.size())
                .mapToObj(i -> new Child(i, started.get(i).pid(), started.get(i).isNew(), Optional.of(processes.get(i).name()), Optional.of(ProcessState.QUEUED))).toList();
        return ChildOutput.with(returned.output(), children, Map.<Integer, JsonValue>of());
    }

    /**
     * Stores them with the active JTA transaction, which has written the checkpoint.
     *
     * @throws SQLException if the database fails; nothing is to be committed then
     */
    public void store(StartedChildren children) throws SQLException {
        rows.add(children.group(), children.started());
    }
}
