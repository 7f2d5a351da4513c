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
 * A process followed by clients of this node, read and represented once per change for all of them. The result is kept
 * only while being sent.
 */
final class FollowedProcess {

    private final String pid;
    private final Supplier<ProcessInfo> lookUp;
    private final ProcessChanges announcements;
    private final Runnable onLastLeft;
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    // Guarded by this:
    private Subscription subscription;
    private long changes;
    private WeakReference<ProcessSnapshot> latest = new WeakReference<>(null);
    private long latestSince;
    private Look underWay;

    /** A look-up that includes at least {@code since} changes. */
    private record Look(long since, CompletableFuture<ProcessSnapshot> result) {
    }

    FollowedProcess(String pid, Supplier<ProcessInfo> lookUp, ProcessChanges announcements, Runnable onLastLeft) {
        this.pid = pid;
        this.lookUp = lookUp;
        this.announcements = announcements;
        this.onLastLeft = onLastLeft;
    }

    /**
     * Call this before {@link #snapshot} to miss no change.
     *
     * @param onChange called after each change; must be quick and must not throw
     */
    synchronized Subscription follow(Runnable onChange) {
        followers.add(onChange);
        // Forces a fresh read, as changes by other nodes are announced late.
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
     * @return the process with all changes announced before the call
     * @throws RuntimeException if unreadable
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

    /** Reuses an unchanged revision. */
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
