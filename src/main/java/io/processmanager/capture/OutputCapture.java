package io.processmanager.capture;

import io.processmanager.view.LogLine;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManageableThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;

/**
 * Captures what a step prints and logs, besides its normal destinations. Installed with the first capture.
 *
 * <p>Covers the calling thread and the threads it starts, including its own pools; not threads of container pools or
 * the common pool, which also work for others.
 */
@ApplicationScoped
public class OutputCapture {

    /**
     * Threads that outlive the step retain the inherited value: a JDK class, emptied when the capture ends, so that
     * neither the capture nor the deployment's classes remain.
     */
    private final InheritableThreadLocal<AtomicReference<Target>> bindings = new InheritableThreadLocal<>();

    /** Set while the original stream writes. WildFly's stream logs, which would capture each line twice. */
    private final ThreadLocal<Boolean> handingOn = new ThreadLocal<>();

    private CapturedOutputStream out;
    private CapturedOutputStream err;
    private CapturedOutputHandler handler;

    /** The lock is shared with other deployments in the JVM, which may start and stop concurrently. */
    @PostConstruct
    void install() {
        synchronized (System.class) {
            // Handler first: it makes java.util.logging create its console handler, which must use the original stream.
            handler = new CapturedOutputHandler(this);
            Logger.getLogger("").addHandler(handler);
            out = new CapturedOutputStream(LogLine.Stream.OUT, System.out, this);
            err = new CapturedOutputStream(LogLine.Stream.ERR, System.err, this);
            System.setOut(out);
            System.setErr(err);
        }
    }

    @PreDestroy
    void remove() {
        synchronized (System.class) {
            System.setOut(out.leave(System.out));
            System.setErr(err.leave(System.err));
            Logger.getLogger("").removeHandler(handler);
        }
    }

    /**
     * Captures the current thread, replacing any current capture.
     *
     * @param into receives the output
     * @return ends the capture when closed
     */
    public Binding capture(CapturedOutput into) {
        AtomicReference<Target> before = bindings.get();
        AtomicReference<Target> binding = new AtomicReference<>(new Target(into, Thread.currentThread()));
        bindings.set(binding);
        return () -> {
            binding.set(null);
            if (bindings.get() == binding) {
                restore(before);
            }
        };
    }

    private void restore(AtomicReference<Target> before) {
        if (before == null) {
            bindings.remove();
        } else {
            bindings.set(before);
        }
    }

    /** @return the current thread's capture; empty if none */
    Optional<CapturedOutput> current() {
        AtomicReference<Target> bound = bindings.get();
        if (bound == null || handingOn.get() != null) {
            return Optional.empty();
        }
        return Optional.ofNullable(bound.get()).filter(target -> target.concerns(Thread.currentThread())).map(Target::into);
    }

    /** @param action runs without capture on this thread */
    void withoutCapturing(Runnable action) {
        handingOn.set(Boolean.TRUE);
        try {
            action.run();
        } finally {
            handingOn.remove();
        }
    }

    /** A capture of a thread and those it starts. */
    @FunctionalInterface
    public interface Binding extends AutoCloseable {

        /**
         * Ends the capture, also for threads started meanwhile. Idempotent, callable from any thread; the capturing
         * thread should always call it.
         */
        @Override
        void close();
    }

    private record Target(CapturedOutput into, Thread owner) {

        boolean concerns(Thread thread) {
            return thread == owner || !(thread instanceof ManageableThread || isOfCommonPool(thread));
        }

        private static boolean isOfCommonPool(Thread thread) {
            return thread instanceof ForkJoinWorkerThread worker && worker.getPool() == ForkJoinPool.commonPool();
        }
    }
}
