package io.processmanager.child;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends children with all that they have started. Also executed by the guard, which has only this package's classes. */
final class ChildTree {

    private static final long MOST_NANOSECONDS = TimeUnit.SECONDS.toNanos(5);
    private static final long ROUND_SECONDS = 1;

    private ChildTree() {
    }

    /**
     * Ends them by force, again and again until none is left, as one that forks may outrun a single look.
     *
     * @param mark what they are marked with
     * @param roots children whose descendants end even without a mark
     * @return what still lives after 5 s
     */
    static List<ProcessHandle> end(ChildMark mark, Collection<ProcessHandle> roots) {
        long begin = System.nanoTime();
        Set<ProcessHandle> living = living(mark, roots);
        boolean interrupted = false;
        for (; !living.isEmpty() && System.nanoTime() - begin < MOST_NANOSECONDS; living = living(mark, roots)) {
            living.forEach(ProcessHandle::destroyForcibly);
            try {
                CompletableFuture.allOf(living.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new)).get(ROUND_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException lookAgain) {
                continue;
            } catch (ExecutionException impossible) {
                throw new IllegalStateException("cannot wait for the end of " + living, impossible);
            } catch (InterruptedException wait) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return List.copyOf(living);
    }

    private static Set<ProcessHandle> living(ChildMark mark, Collection<ProcessHandle> roots) {
        List<ProcessHandle> all = new ArrayList<>(mark.found());
        for (ProcessHandle root : roots) {
            root.descendants().forEach(all::add);
            all.add(root);
        }
        all.removeIf(process -> !process.isAlive() || process.equals(ProcessHandle.current()));
        return new LinkedHashSet<>(all);
    }
}
