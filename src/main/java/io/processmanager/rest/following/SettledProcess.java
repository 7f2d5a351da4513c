package io.processmanager.rest.following;

import io.processmanager.rest.following.FollowerLimit.Slot;
import io.processmanager.store.change.ProcessChanges.Subscription;
import io.processmanager.view.ProcessState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Waits for a process to be neither queued nor running. Holds no thread meanwhile. */
@ApplicationScoped
public class SettledProcess {

    @Inject
    FollowedProcesses followed;

    @Inject
    FollowerThreads threads;

    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    /**
     * @param pid the process
     * @param longest maximum wait
     * @param slot released at the end
     * @return the process once settled, or as it is at time-out
     */
    public CompletionStage<ProcessSnapshot> within(Duration longest, String pid, Slot slot) {
        CompletableFuture<ProcessSnapshot> settled = new CompletableFuture<>();
        FollowedProcess waitedFor = followed.process(pid, false);
        AtomicBoolean timeIsUp = new AtomicBoolean();
        Runnable answer = () -> {
            try {
                ProcessSnapshot process = waitedFor.snapshot();
                if (timeIsUp.get() || ended || isSettled(process.state())) {
                    settled.complete(process);
                }
            } catch (Throwable failure) {
                settled.completeExceptionally(failure);
            }
        };
        CoalescedWork look = new CoalescedWork(threads::submit, answer);
        Subscription subscription = waitedFor.follow(look::signal);
        waiting.add(answer);
        Future<?> alarm = threads.after(longest, () -> {
            timeIsUp.set(true);
            look.signal();
        });
        CompletionStage<ProcessSnapshot> released = settled.whenComplete((process, failure) -> {
            waiting.remove(answer);
            subscription.close();
            alarm.cancel(false);
            slot.close();
        });
        look.signal();
        if (ended) {
            answer.run();
        }
        return released;
    }

    /** Answers all waiting clients, and later ones, with the process as it is: the deployment is stopping. */
    void end() {
        ended = true;
        waiting.forEach(Runnable::run);
    }

    private static boolean isSettled(ProcessState state) {
        return state != ProcessState.QUEUED && state != ProcessState.RUNNING;
    }
}
