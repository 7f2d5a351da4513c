package io.processmanager.teststeps;

import io.processmanager.NonRetryableException;
import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepException;
import io.processmanager.parallel.Delivery;
import io.processmanager.parallel.ParallelController;
import io.processmanager.parallel.Worker;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Steps that are executed in a Java virtual machine of their own. */
public final class IsolatedSteps {

    private IsolatedSteps() {
    }

    /** An input of the step's own type, and a result likewise. */
    public record Order(String id, BigDecimal total) {
    }

    /** Tells where it is executed. */
    public static final class Tells implements ProcessStep<Order, Map<String, Object>> {
        private static int executions;
        private final String greeting;

        public Tells(String greeting) {
            this.greeting = greeting;
        }

        @Override
        public Map<String, Object> execute(Order order, StepContext context) throws Exception {
            context.progress(40, "in the middle");
            context.log("logged ü");
            System.out.println("printed ü of " + order.id());
            System.err.print("without a line end");
            Path directory = Path.of("").toAbsolutePath();
            Files.writeString(directory.resolve("left-behind"), "x");
            return Map.of("greeting", greeting + " " + order.id(), "total", order.total(), "process", ProcessHandle.current().pid(), "executions", ++executions, "directory", directory.toString(),
                    "environment", System.getenv().keySet(), "attempt", context.attempt(), "pid", context.pid().orElse(""), "heap", Runtime.getRuntime().maxMemory(),
                    "arguments", context.arguments().toString());
        }
    }

    /** Ends its virtual machine, or does what else the argument says. */
    public static final class Ends implements ProcessStep<JsonValue, JsonValue> {
        private static final List<byte[]> HEAP = new ArrayList<>();
        private final String how;

        public Ends(String how) {
            this.how = how;
        }

        @Override
        public JsonValue execute(JsonValue input, StepContext context) throws Exception {
            if (context.attempt() > 1 && !how.startsWith("always")) {
                return Json.createValue(how + " was survived");
            }
            System.out.println("last words");
            switch (how.replace("always ", "")) {
                case "exit" -> System.exit(7);
                case "heap" -> {
                    while (true) {
                        HEAP.add(new byte[1 << 20]);
                    }
                }
                case "stack" -> throw new IllegalStateException("depth " + deep(0));
                case "crash" -> crash();
                case "kill" -> new ProcessBuilder("/bin/kill", "-9", Long.toString(ProcessHandle.current().pid())).start().waitFor();
                case "loop" -> {
                    while (true) {
                        Thread.onSpinWait();
                    }
                }
                case "code" -> throw new StepException(42, "no funds", new IllegalStateException("account closed"));
                case "final" -> throw new NonRetryableException("never again");
                case "sleep" -> {
                    context.progress(1, "asleep");
                    TimeUnit.MINUTES.sleep(5);
                }
                case "deaf" -> {
                    context.progress(1, "deaf");
                    new ProcessBuilder("/bin/sleep", "300").start();
                    while (true) {
                        Thread.onSpinWait();
                    }
                }
                default -> throw new IllegalArgumentException(how);
            }
            return input;
        }

        private static int deep(int depth) {
            return deep(depth + 1) + 1;
        }

        private static void crash() throws ReflectiveOperationException {
            Field unsafe = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
            unsafe.setAccessible(true);
            Object instance = unsafe.get(null);
            instance.getClass().getMethod("putAddress", long.class, long.class).invoke(instance, 0L, 0L);
        }
    }

    /** Keeps what it has done, and fails in its first attempt. */
    public static final class Keeps implements ProcessStep<JsonValue, JsonValue> {

        @Override
        public JsonValue execute(JsonValue input, StepContext context) throws Exception {
            if (context.kept().isPresent()) {
                return context.kept().get();
            }
            context.keep(Json.createObjectBuilder().add("done", 7).build());
            throw new IllegalStateException("after that");
        }
    }

    /** Adds numbers by several threads. */
    public static final class Sums implements ProcessStep<JsonObject, Long> {

        @Override
        public Long execute(JsonObject input, StepContext context) throws Exception {
            long[] sum = {0};
            Worker worker = new Worker().on("square", Long.class, number -> number * number);
            try (ParallelController controller = context.parallel(worker, 2, Delivery.asCompleted(result -> sum[0] += (Long) result.result()))) {
                for (long i = 1; i <= 100; i++) {
                    controller.enqueue("square", i);
                }
                controller.sync();
            }
            return sum[0];
        }
    }

    /** Nothing. */
    public static final class NoOp implements ProcessStep<JsonValue, JsonValue> {

        @Override
        public JsonValue execute(JsonValue input, StepContext context) {
            return input;
        }
    }
}
