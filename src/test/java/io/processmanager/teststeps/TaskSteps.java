package io.processmanager.teststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import javax.naming.InitialContext;

/** Steps that let tasks of theirs work on the executor of their context. */
public final class TaskSteps {

    private TaskSteps() {
    }

    private static Callable<String> waiting(String gate) {
        return () -> {
            Gate.of(gate).pass();
            return "passed";
        };
    }

    /** Prints in so many tasks, and waits for them. */
    public static final class PrintsInTasks implements ProcessStep<JsonValue, String> {
        private final int tasks;

        public PrintsInTasks(int tasks) {
            this.tasks = tasks;
        }

        @Override
        public String execute(JsonValue input, StepContext context) throws Exception {
            List<Callable<String>> all = IntStream.range(0, tasks).<Callable<String>>mapToObj(task -> () -> {
                System.out.println("task " + task + " prints");
                System.err.println("task " + task + " errs");
                context.log("task " + task + " logs");
                Logger.getLogger("com.acme.Task").info("task " + task + " by a logger");
                Thread child = new Thread(() -> System.out.println("thread of task " + task));
                child.start();
                child.join();
                return Thread.currentThread().getName();
            }).toList();
            ExecutorService executor = context.executor();
            for (Future<String> done : executor.invokeAll(all)) {
                done.get();
            }
            return executor == context.executor() ? "the same" : "another";
        }
    }

    /** Compares what a task finds on its thread with what the step has on its own. */
    public static final class LooksAtTaskThread implements ProcessStep<JsonValue, List<String>> {
        @Override
        public List<String> execute(JsonValue input, StepContext context) throws Exception {
            return List.of("here: " + look(), "task: " + context.executor().submit(LooksAtTaskThread::look).get(),
                    context.executor().submit(() -> Thread.currentThread().getName()).get());
        }

        private static String look() throws Exception {
            return (Thread.currentThread().getContextClassLoader() == TaskSteps.class.getClassLoader()) + " " + new InitialContext().lookup("java:app/AppName") + " "
                    + org.jboss.logging.MDC.get("step");
        }
    }

    /** Waits for a task that it gave to a completable future, many times: none may count as left. */
    public static final class WaitsForEachTask implements ProcessStep<JsonValue, Integer> {
        @Override
        public Integer execute(JsonValue input, StepContext context) {
            return CompletableFuture.supplyAsync(() -> 42, context.executor()).join();
        }
    }

    /** Returns, or throws, while tasks wait at a gate and others wait for a thread. */
    public static final class LeavesTasks implements ProcessStep<JsonValue, String> {
        private final String gate;
        private final int tasks;
        private final int running;
        private final boolean failing;

        public LeavesTasks(String gate, int tasks, int running, boolean failing) {
            this.gate = gate;
            this.tasks = tasks;
            this.running = running;
            this.failing = failing;
        }

        @Override
        public String execute(JsonValue input, StepContext context) throws InterruptedException {
            CountDownLatch begun = new CountDownLatch(running);
            for (int i = 0; i < tasks; i++) {
                context.executor().submit(() -> {
                    begun.countDown();
                    return waiting(gate).call();
                });
            }
            begun.await(30, TimeUnit.SECONDS);
            if (failing) {
                throw new IllegalStateException("leaves its tasks");
            }
            return "returned";
        }
    }

    /** Waits for a task that waits at a gate. */
    public static final class WaitsForTask implements ProcessStep<JsonValue, String> {
        private final String gate;

        public WaitsForTask(String gate) {
            this.gate = gate;
        }

        @Override
        public String execute(JsonValue input, StepContext context) throws Exception {
            return context.executor().submit(waiting(gate)).get();
        }
    }

    /** Keeps its executor for later, as no step should. */
    public static final class KeepsExecutor implements ProcessStep<JsonValue, String> {
        public static volatile ExecutorService kept;

        @Override
        public String execute(JsonValue input, StepContext context) throws Exception {
            kept = context.executor();
            return kept.submit(() -> "done").get();
        }
    }

    /** Has a task that throws, and does not look at it. */
    public static final class HasFailingTask implements ProcessStep<JsonValue, String> {
        @Override
        public String execute(JsonValue input, StepContext context) throws Exception {
            context.executor().execute(() -> {
                throw new IllegalStateException("thrown by a task");
            });
            return context.executor().submit(() -> "goes on").get();
        }
    }
}
