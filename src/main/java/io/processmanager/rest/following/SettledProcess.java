package io.processmanager.rest.following;

import io.processmanager.ProcessInfo;
import io.processmanager.ProcessManager;
import io.processmanager.ProcessState;
import io.processmanager.rest.following.FollowerLimit.Place;
import io.processmanager.store.ProcessChanges;
import io.processmanager.store.ProcessChanges.Subscription;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Waits until a process has settled, that is, neither is queued nor runs. No thread is held meanwhile. */
@ApplicationScoped
public class SettledProcess {

    @Inject
    ProcessManager processes;

    @Inject
    ProcessChanges changes;

    @Inject
    FollowerThreads threads;

    /**
     * @param pid the process
     * @param longest how long to wait
     * @param place given back at the end
     * @return the process as soon as it has settled, or as it is when the time is up
     */
    public CompletionStage<ProcessInfo> within(Duration longest, String pid, Place place) {
        CompletableFuture<ProcessInfo> settled = new CompletableFuture<>();
        AtomicBoolean timeIsUp = new AtomicBoolean();
        CoalescedWork look = new CoalescedWork(threads::submit, () -> {
            try {
                ProcessInfo process = processes.getProcessInfo(pid);
                if (timeIsUp.get() || isSettled(process.state())) {
                    settled.complete(process);
                }
            } catch (Throwable failure) {
                settled.completeExceptionally(failure);
            }
        });
        Subscription subscription = changes.subscribe(pid, look::signal);
        Future<?> alarm = threads.after(longest, () -> {
            timeIsUp.set(true);
            look.signal();
        });
        CompletionStage<ProcessInfo> released = settled.whenComplete((process, failure) -> {
            subscription.close();
            alarm.cancel(false);
            place.close();
        });
        look.signal();
        return released;
    }

    private static boolean isSettled(ProcessState state) {
        return state != ProcessState.QUEUED && state != ProcessState.RUNNING;
    }
}
