package io.processmanager.rest.following;

import io.processmanager.ManagedProcess;
import io.processmanager.queue.Queuing;
import io.processmanager.rest.following.FollowerLimit.Slot;
import io.processmanager.rest.problem.Problem;
import io.processmanager.rest.problem.ProblemException;
import io.processmanager.rest.representation.Fields;
import io.processmanager.store.StoredProcesses;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import io.processmanager.view.StepInfo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Response to a durable change. It must never say that nothing changed, or the client would repeat the request. It
 * shows the process as stored: responses cause no writes.
 */
@ApplicationScoped
public class ChangedProcess {

    private static final Logger LOG = System.getLogger(ChangedProcess.class.getName());

    @Inject
    StoredProcesses processes;

    @Inject
    SettledProcess settled;

    /** @return the response; if the process cannot be read, as it was queued */
    public Response started(String pid, ManagedProcess process, Function<ProcessSnapshot, Response> answer) {
        return answerTo(pid, () -> answer.apply(ProcessSnapshot.of(read(pid, process))));
    }

    /**
     * As {@link #started}, once the process has settled or {@code longest} is over.
     *
     * @param slot the waiting client's; released at the end
     */
    public CompletionStage<Response> settled(String pid, ManagedProcess process, Duration longest, Slot slot, Function<ProcessSnapshot, Response> answer) {
        return settledWithin(longest, pid, slot).exceptionally(unreadable -> ProcessSnapshot.of(queued(pid, process, unreadable)))
                .thenApply(snapshot -> answerTo(pid, () -> answer.apply(snapshot)));
    }

    /** @throws ProblemException saying that the change was made, if the process cannot be read */
    public Response changed(String pid, Function<ProcessInfo, Response> answer) {
        return answerTo(pid, () -> answer.apply(processes.find(pid)));
    }

    private static Response answerTo(String pid, Supplier<Response> answer) {
        try {
            return answer.get();
        } catch (Throwable unanswerable) {
            throw new ProblemException(Problem.named("change-made", Response.Status.SERVICE_UNAVAILABLE, "The change was made, but cannot be shown",
                    "The change was made and is durable, but the process could not be read for the answer. Look at it in a few seconds, and do not repeat the request")
                    .with("pid", Fields.string(pid)), unanswerable);
        }
    }

    private ProcessInfo read(String pid, ManagedProcess process) {
        try {
            return processes.find(pid);
        } catch (Throwable unreadable) {
            return queued(pid, process, unreadable);
        }
    }

    private CompletionStage<ProcessSnapshot> settledWithin(Duration longest, String pid, Slot slot) {
        try {
            return settled.within(longest, pid, slot);
        } catch (Throwable goingDown) {
            slot.close();
            return CompletableFuture.failedStage(goingDown);
        }
    }

    private static ProcessInfo queued(String pid, ManagedProcess process, Throwable unreadable) {
        LOG.log(Level.WARNING, "Process {0} was queued, but could not be read for the answer, which shows it as it was queued: {1}", pid, unreadable);
        List<StepInfo> steps = process.steps().entrySet().stream()
                .map(step -> StepInfo.pending(step.getKey(), step.getValue().typeOrClass())).toList();
        return new ProcessInfo(pid, process.name(), ProcessState.QUEUED,
                new ProcessInfo.Times(Instant.now(), Optional.empty(), Optional.empty(), process.timeout()),
                turn(process.queuing()),
                new ProcessInfo.Progress(0, 0, Optional.of(steps.get(0).name()), steps),
                ProcessInfo.Execution.NONE, StepInfo.Output.NONE, Optional.empty());
    }

    private static ProcessInfo.Turn turn(Queuing queuing) {
        return new ProcessInfo.Turn(queuing.queue(), queuing.priority(), Optional.of(queuing.due(Instant.now())), queuing.uniqueKey(), queuing.concurrencyKey(), queuing.tags(), Optional.empty(),
                Optional.empty(), Optional.empty());
    }
}
