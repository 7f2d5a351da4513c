package io.processmanager.runner.children;

import io.processmanager.ProcessManager;
import io.processmanager.ProcessNotFoundException;
import io.processmanager.ProcessStateException;
import io.processmanager.UniqueKeyTakenException;
import io.processmanager.children.ChildFailedException;
import io.processmanager.children.ChildFailure;
import io.processmanager.children.ChildWait;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.execution.attempt.StepOutcome.Returned;
import io.processmanager.json.JsonMapping;
import io.processmanager.runner.report.RunnerLog;
import io.processmanager.store.children.Child;
import io.processmanager.store.children.ChildGroup;
import io.processmanager.store.children.ChildLookups;
import io.processmanager.store.children.ChildRows;
import io.processmanager.text.FailureText;
import io.processmanager.view.ProcessState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out what has become of awaited children, once their parent is claimed again. */
@ApplicationScoped
public class ChildOutcomes {

    @Inject
    ChildLookups lookups;

    @Inject
    ChildRows rows;

    @Inject
    ProcessManager processes;

    @Inject
    Settings settings;

    /**
     * If the parent has been retried, retries the children that have not finished.
     *
     * @param parent a claimed process
     * @param stepIndex its next step
     * @return what has become of the children of this step; empty if it has to be executed
     * @throws SQLException if the database fails
     */
    public Optional<ChildOutcome> of(String parent, int stepIndex) throws SQLException {
        Optional<ChildGroup> awaited = lookups.group(parent).filter(group -> group.isActive() && group.stepIndex() == stepIndex);
        return awaited.isEmpty() ? Optional.empty() : Optional.of(of(awaited.get()));
    }

    private ChildOutcome of(ChildGroup group) throws SQLException {
        if (group.isRetried()) {
            lookups.children(group).stream().filter(child -> child.hasFailed() && child.isOwn()).forEach(child -> retry(group, child));
        }
        List<Child> children = lookups.children(group);
        boolean isAnyEnough = group.awaited() == ChildWait.ANY;
        Optional<Child> failed = children.stream().filter(Child::hasFailed).findFirst();
        if (group.onFailure() == ChildFailure.FAIL && failed.isPresent() && !(isAnyEnough && children.stream().anyMatch(ChildOutcomes::hasFinished))) {
            rows.awaitAgain(group.parent());
            return new ChildOutcome.Failed(group, ChildFailedException.class, message(failed.get(), children.size()));
        }
        if (isAnyEnough ? children.stream().noneMatch(Child::isEnded) : !children.stream().allMatch(Child::isEnded)) {
            rows.awaitAgain(group.parent());
            return new ChildOutcome.Living(group);
        }
        return ended(group, children);
    }

    private static boolean hasFinished(Child child) {
        return child.state().filter(ProcessState.FINISHED::equals).isPresent();
    }

    private void retry(ChildGroup group, Child child) {
        try {
            processes.retry(child.pid());
        } catch (ProcessStateException | ProcessNotFoundException | UniqueKeyTakenException refused) {
            RunnerLog.info("Process " + group.parent() + ": its child " + child.pid() + " is not retried: " + refused.getMessage());
        }
    }

    private String message(Child failed, int size) throws SQLException {
        String which = "Child process " + failed.pid() + failed.name().map(name -> " ('" + name + "')").orElse("") + ", number " + (failed.position() + 1) + " of " + size + ", ";
        if (failed.state().isEmpty()) {
            return which + "was removed before its end was known";
        }
        String why = lookups.error(failed.pid()).map(error -> ": " + error.type() + ": " + FailureText.firstLine(error.message())).orElse("");
        return which + switch (failed.state().get()) {
            case TIMED_OUT -> "has timed out" + why;
            case CANCELLED -> "was cancelled";
            default -> "has failed" + why;
        } + ". A retry of this process retries the children that have not finished";
    }

    private ChildOutcome ended(ChildGroup group, List<Child> children) throws SQLException {
        int most = settings.get(Setting.MAX_OUTPUT);
        Map<Integer, JsonValue> outputs = new HashMap<>();
        long[] characters = {0};
        lookups.outputs(group, (position, json) -> {
            characters[0] += json.length();
            if (characters[0] <= most) {
                outputs.put(position, JsonMapping.parse(json));
            }
            return characters[0] <= most;
        });
        Returned returned = characters[0] > most ? null : ChildOutput.with(JsonMapping.parse(group.output()), children, outputs);
        if (returned == null || returned.bytes() > most) {
            return new ChildOutcome.Failed(group, IllegalStateException.class, "The outputs of the children have together more than the " + most + " bytes that " + Setting.MAX_OUTPUT.key()
                    + " allows. Let them return less, or references to where the rest is stored; or raise the setting, and retry the process");
        }
        return new ChildOutcome.Ended(group, returned);
    }
}
