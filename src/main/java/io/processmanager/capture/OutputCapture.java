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
 * Makes what a step prints and logs available to its process, while everybody who got it before still gets it. Installs itself with the
 * first capture.
 *
 * <p>Captured are the thread that asks for it and the threads that it starts, also those of pools that the step makes for itself. Threads
 * of the container's pools and of the common pool are not: they work for others at the same time.
 */
@ApplicationScoped
public class OutputCapture {

    /**
     * Threads that outlive the step keep what they have inherited. So what they inherit is a class of the JDK, and emptied when the
     * capture ends: it neither captures any more nor keeps the classes of this deployment in memory.
     */
    private final InheritableThreadLocal<AtomicReference<Target>> bindings = new InheritableThreadLocal<>();

    /**
     * Set while the original stream writes. On WildFly that one logs, and every line would come a second time through the handler.
     */
    private final ThreadLocal<Boolean> handingOn = new ThreadLocal<>();

    private CapturedOutputStream out;
    private CapturedOutputStream err;
    private CapturedOutputHandler handler;

    /** The lock is one that other deployments in the same server know, too: they may start and stop at the same time. */
    @PostConstruct
    void install() {
        synchronized (System.class) {
            // The handler first: it makes java.util.logging create its console handler, which is to write to the original stream.
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
     * Captures what the current thread prints and logs, instead of any capture that it is under so far.
     *
     * @param into takes it
     * @return ends the capture when it is closed
     */
    public Binding capture(CapturedOutput into) {
        AtomicReference<Target> before = bindings.get();
        AtomicReference<Target> binding = new AtomicReference<>(new Target(into, Thread.currentThread()));
        bindings.set(binding);
        return () -> {
            Target ended = binding.getAndSet(null);
            if (bindings.get() == binding) {
                restore(before);
            }
            if (ended != null) {
                ended.into().endLines();
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

    /** @return where to put what the current thread writes just now; empty if it is not captured */
    Optional<CapturedOutput> current() {
        AtomicReference<Target> bound = bindings.get();
        if (bound == null || handingOn.get() != null) {
            return Optional.empty();
        }
        return Optional.ofNullable(bound.get()).filter(target -> target.concerns(Thread.currentThread())).map(Target::into);
    }

    /** @param action what it prints and logs on this thread is not captured */
    void withoutCapturing(Runnable action) {
        handingOn.set(Boolean.TRUE);
        try {
            action.run();
        } finally {
            handingOn.remove();
        }
    }

    /** Binds a thread, and those that it starts, to what captures them. */
    @FunctionalInterface
    public interface Binding extends AutoCloseable {

        /**
         * Ends the capture, for the threads that were started meanwhile, too. May be called from any thread and more than once; the
         * thread that has begun the capture should do it in any case.
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
