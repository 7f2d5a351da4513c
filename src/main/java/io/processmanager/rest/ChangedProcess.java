package io.processmanager.rest;

import io.processmanager.ManagedProcess;
import io.processmanager.ProcessInfo;
import io.processmanager.ProcessManager;
import io.processmanager.ProcessNotFoundException;
import io.processmanager.ProcessState;
import io.processmanager.StepInfo;
import io.processmanager.StepState;
import io.processmanager.rest.problem.Problem;
import io.processmanager.rest.problem.ProblemException;
import io.processmanager.rest.representation.Fields;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A process after a change of it was committed. If the database goes away between the commit and the look-up, the answer must not say that nothing was
 * changed: the client would do it once more.
 */
@ApplicationScoped
public class ChangedProcess {

    private static final Logger LOG = System.getLogger(ChangedProcess.class.getName());

    @Inject
    ProcessManager processes;

    /**
     * @param pid a process that was just queued
     * @param process what it is made of
     * @return the process; as it was when it was queued, if it cannot be read now
     */
    ProcessInfo started(String pid, ManagedProcess process) {
        try {
            return processes.getProcessInfo(pid);
        } catch (RuntimeException databaseAway) {
            return queued(pid, process, databaseAway);
        }
    }

    /**
     * @param pid a process that was just changed
     * @return the process
     * @throws ProblemException that says that the change was made, if the process cannot be read now
     */
    ProcessInfo changed(String pid) {
        try {
            return processes.getProcessInfo(pid);
        } catch (ProcessNotFoundException removedMeanwhile) {
            throw removedMeanwhile;
        } catch (RuntimeException databaseAway) {
            throw new ProblemException(Problem.named("change-made", Response.Status.SERVICE_UNAVAILABLE, "The change was made, but cannot be shown",
                    "The change was made and is durable, but the database does not answer any more. Look at the process in a few seconds, and do not repeat"
                            + " the request").with("pid", Fields.string(pid)), databaseAway);
        }
    }

    static ProcessInfo queued(String pid, ManagedProcess process, Throwable unreadable) {
        LOG.log(Level.WARNING, "Process " + pid + " was queued, but could not be read for the answer, which shows it as it was queued", unreadable);
        List<StepInfo> steps = process.steps().entrySet().stream().map(step -> new StepInfo(step.getKey(), step.getValue().typeOrClass(), StepState.PENDING, 0, 0,
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())).toList();
        return new ProcessInfo(pid, process.name(), ProcessState.QUEUED, 0, Instant.now(), Optional.empty(), Optional.empty(), process.timeout(),
                Optional.of(steps.get(0).name()), 0, Optional.empty(), Optional.empty(), 0, steps, Optional.empty(), Optional.empty());
    }
}
