package io.processmanager.execution;

import io.processmanager.capture.CapturedOutput;
import io.processmanager.capture.OutputCapture;
import io.processmanager.configuration.Setting;
import io.processmanager.execution.attempt.StepAttempt;
import io.processmanager.execution.attempt.StepExecution;
import io.processmanager.parallel.Delivery;
import io.processmanager.parallel.ExecutorController;
import io.processmanager.parallel.ParallelController;
import io.processmanager.parallel.Worker;
import io.processmanager.text.FailureText;
import io.processmanager.view.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jboss.logging.MDC;

/** The tasks of one attempt, on threads that end with it. Costs nothing until the step asks for the executor. */
final class StepTasks {

    private static final System.Logger LOG = System.getLogger(StepTasks.class.getName());

    private static final long IDLE_SECONDS = 10;

    /** A task whose future is done may still be on its way out; only a step that leaves tasks behind waits that long. */
    private static final long GRACE_MILLIS = 1_000;

    private final StepAttempt attempt;
    private final StepExecution execution;
    private final CapturedOutput output;
    private final OutputCapture capture;
    private final ThreadFactory threads;
    private final int mostThreads;
    /** Null until asked for. Guarded by this. */
    private ThreadPoolExecutor pool;
    private boolean over;
    /** Guarded by this. */
    private List<ExecutorController> controllers = List.of();
    private int threadsMade;

    StepTasks(StepAttempt attempt, StepExecution execution, CapturedOutput output, OutputCapture capture, ThreadFactory threads, int mostThreads) {
        this.attempt = attempt;
        this.execution = execution;
        this.output = output;
        this.capture = capture;
        this.threads = threads;
        this.mostThreads = mostThreads;
    }

    ExecutorService executor() {
        ThreadPoolExecutor made;
        synchronized (this) {
            if (pool != null) {
                return pool;
            }
            pool = newPool(Thread.currentThread().getContextClassLoader());
            made = pool;
            if (over) {
                pool.shutdown();
            }
        }
        execution.alsoInterrupt(this::interrupt);
        return made;
    }

    ParallelController parallel(Worker worker, int number, Delivery delivery) {
        if (number > mostThreads) {
            throw new IllegalArgumentException("threads is " + number + ", and " + mostThreads + " is what " + Setting.MAX_THREADS.key() + " allows");
        }
        ExecutorController controller = new ExecutorController(worker, executor(), number, delivery);
        synchronized (this) {
            controllers = Stream.concat(controllers.stream(), Stream.of(controller)).toList();
        }
        return controller;
    }

    private void closeControllers() {
        List<ExecutorController> made;
        synchronized (this) {
            made = controllers;
        }
        made.forEach(ExecutorController::close);
    }

    private ThreadPoolExecutor newPool(ClassLoader contextClassLoader) {
        ThreadPoolExecutor made = new ThreadPoolExecutor(mostThreads, mostThreads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                work -> threads.newThread(() -> work(work, contextClassLoader)), this::reject) {
            @Override
            protected void afterExecute(Runnable task, Throwable failure) {
                if (failure != null) {
                    // Of a task without a future to say so.
                    output.line(LogLine.Stream.LOG, "A task of the step has failed: " + FailureText.stack(failure, UnaryOperator.identity()));
                }
            }
        };
        made.allowCoreThreadTimeOut(true);
        return made;
    }

    private void reject(Runnable task, ThreadPoolExecutor executor) {
        throw new RejectedExecutionException("Process " + attempt.pid().orElse("-") + ", step " + attempt.stepName() + ", attempt " + attempt.number()
                + ": the executor of the attempt has ended, so this task was not begun. Submit tasks, and wait for them, before the step returns");
    }

    /** One thread of the pool. */
    private void work(Runnable work, ClassLoader contextClassLoader) {
        Thread thread = Thread.currentThread();
        thread.setContextClassLoader(contextClassLoader);
        thread.setName("step " + attempt.stepName() + " of process " + attempt.pid().orElse("-") + ", task thread " + nextThread());
        attempt.pid().ifPresent(pid -> MDC.put(StepRunner.MDC_PID, pid));
        MDC.put(StepRunner.MDC_STEP, attempt.stepName());
        try (OutputCapture.Binding binding = capture.capture(output)) {
            work.run();
        } catch (Throwable told) {
            // The pool rethrows the failure of a task.
            LOG.log(System.Logger.Level.DEBUG, "A task of a step has failed", told);
        } finally {
            MDC.clear();
        }
    }

    private synchronized int nextThread() {
        return ++threadsMade;
    }

    /** @return the pool, if it was used and has not been ended before */
    private synchronized ThreadPoolExecutor endOnce() {
        ThreadPoolExecutor ended = over ? null : pool;
        over = true;
        return ended;
    }

    /** The attempt is stopped. */
    private void interrupt() {
        ThreadPoolExecutor ended = endOnce();
        if (ended != null) {
            closeControllers();
            int running = ended.getActiveCount();
            giveUp(running, ended.shutdownNow());
        }
    }

    /** The step has returned or failed. */
    void end() {
        ThreadPoolExecutor ended = endOnce();
        if (ended == null) {
            return;
        }
        closeControllers();
        List<Runnable> waiting = new ArrayList<>();
        ended.getQueue().drainTo(waiting);
        ended.shutdown();
        boolean done = false;
        try {
            done = ended.awaitTermination(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        int running = done ? 0 : ended.getActiveCount();
        ended.shutdownNow();
        giveUp(running, waiting);
    }

    private void giveUp(int running, List<Runnable> waiting) {
        waiting.forEach(task -> {
            if (task instanceof Future<?> future) {
                future.cancel(false);
            }
        });
        if (running > 0 || !waiting.isEmpty()) {
            attempt.reports().line(LogLine.Stream.LOG, "Process Manager: the attempt has ended before the tasks of its executor. Interrupted: " + running
                    + "; waiting, and never begun: " + waiting.size() + ". Let the step wait for its tasks");
        }
    }
}
