package io.processmanager.manager;

import io.processmanager.database.transaction.AfterCommit;
import io.processmanager.execution.attempt.StepOutcome.StopReason;
import io.processmanager.runner.RunnerTimer;
import io.processmanager.runner.children.WaitingParents;
import io.processmanager.runner.nodes.OtherNodes;
import io.processmanager.runner.process.RunningProcesses;
import io.processmanager.store.change.ProcessChanges;
import io.processmanager.store.change.UncommittedChanges;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;

/** Announces changes of callers: to writers beforehand, to followers and runners after the commit. */
@ApplicationScoped
public class ChangeAnnouncements {

    @Inject
    AfterCommit afterCommit;

    @Inject
    UncommittedChanges uncommitted;

    @Inject
    ProcessChanges changes;

    @Inject
    RunningProcesses running;

    @Inject
    RunnerTimer timer;

    @Inject
    OtherNodes others;

    @Inject
    WaitingParents parents;

    /**
     * Call before making the change, so that the change is over for everybody when the transaction is.
     *
     * @param pids what the current transaction is about to change
     * @param afterwards called after a commit
     */
    public void announce(Collection<String> pids, Runnable afterwards) {
        afterCommit.run(committed -> {
            pids.forEach(uncommitted::end);
            if (committed) {
                pids.forEach(changes::changed);
                afterwards.run();
            }
        });
        pids.forEach(uncommitted::begin);
    }

    /** Processes were queued. */
    public void queued() {
        timer.queuedSomewhere();
    }

    /** @param pids cancelled processes, or such whose cancellation was requested */
    public void cancelled(Collection<String> pids) {
        boolean elsewhere = false;
        for (String pid : pids) {
            if (running.stop(pid, StopReason.CANCELLED)) {
                running.tell(pid);
            } else {
                elsewhere = true;
            }
        }
        if (elsewhere) {
            others.tellOfCancelled();
        }
        pids.forEach(pid -> parents.look(pid, true));
        parents.lookAround();
    }
}
