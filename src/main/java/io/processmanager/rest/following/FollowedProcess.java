package io.processmanager.rest.following;

import io.processmanager.store.change.ProcessChanges;
import io.processmanager.store.change.ProcessChanges.Subscription;
import io.processmanager.view.ProcessInfo;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * A process while clients of this node follow it or wait for it: looked up and put into words once after each change, however many they are. What it was is kept no longer
 * than somebody sends it.
 */
final class FollowedProcess {

    private final String pid;
    private final Supplier<ProcessInfo> lookUp;
    private final ProcessChanges announcements;
    private final Runnable onLastLeft;
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    // All of these are guarded by this.
    private Subscription subscription;
    private long changes;
    private WeakReference<ProcessSnapshot> latest = new WeakReference<>(null);
    private long latestSince;
    private Look underWay;

    /** A look-up that includes so many changes at least. */
    private record Look(long since, CompletableFuture<ProcessSnapshot> result) {
    }

    FollowedProcess(String pid, Supplier<ProcessInfo> lookUp, ProcessChanges announcements, Runnable onLastLeft) {
        this.pid = pid;
        this.lookUp = lookUp;
        this.announcements = announcements;
        this.onLastLeft = onLastLeft;
    }

    /**
     * Begins to follow. Follow first and ask for the {@link #snapshot} second: then no change is missed.
     *
     * @param onChange called after each change; must be quick and must not throw
     * @return ends it
     */
    synchronized Subscription follow(Runnable onChange) {
        followers.add(onChange);
        // Whoever comes wants to see it as it is now: other nodes change it, too, and this one learns of that a little later.
        changes++;
        if (subscription == null) {
            subscription = announcements.subscribe(pid, this::changed);
        }
        return () -> leave(onChange);
    }

    private synchronized void leave(Runnable onChange) {
        followers.remove(onChange);
        if (followers.isEmpty() && subscription != null) {
            subscription.close();
            subscription = null;
            onLastLeft.run();
        }
    }

    private void changed() {
        synchronized (this) {
            changes++;
        }
        followers.forEach(Runnable::run);
    }

    /**
     * @return the process with all changes that were announced before the call
     * @throws RuntimeException if it cannot be looked up
     */
    ProcessSnapshot snapshot() {
        Look look;
        boolean known;
        synchronized (this) {
            ProcessSnapshot kept = latest.get();
            if (kept != null && latestSince == changes) {
                return kept;
            }
            known = underWay != null && underWay.since() == changes;
            look = known ? underWay : new Look(changes, new CompletableFuture<>());
            underWay = look;
        }
        return known ? await(look) : make(look);
    }

    private ProcessSnapshot make(Look look) {
        try {
            ProcessSnapshot snapshot = words(lookUp.get());
            keep(look, snapshot);
            look.result().complete(snapshot);
            return snapshot;
        } catch (RuntimeException | Error failure) {
            look.result().completeExceptionally(failure);
            throw failure;
        } finally {
            over(look);
        }
    }

    /** The same revision in the same words. */
    private ProcessSnapshot words(ProcessInfo process) {
        ProcessSnapshot before;
        synchronized (this) {
            before = latest.get();
        }
        return before != null && before.revision() == process.progress().revision() ? before : ProcessSnapshot.of(process);
    }

    private synchronized void keep(Look look, ProcessSnapshot snapshot) {
        if (look.since() >= latestSince) {
            latest = new WeakReference<>(snapshot);
            latestSince = look.since();
        }
    }

    private synchronized void over(Look look) {
        if (underWay == look) {
            underWay = null;
        }
    }

    private static ProcessSnapshot await(Look look) {
        try {
            return look.result().join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException failure ? failure : failed;
        }
    }
}
