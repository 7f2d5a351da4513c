package io.processmanager.teststeps;

import io.processmanager.ManagedProcess;
import io.processmanager.ProcessManager;
import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepSpec;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.MDC;
import org.jboss.logging.NDC;

/** Steps that leave things on their thread, and one that looks what it finds there. */
public final class LeavingSteps {

    private static final ThreadLocal<String> PLAIN = new ThreadLocal<>();
    private static final InheritableThreadLocal<String> INHERITABLE = new InheritableThreadLocal<>();
    private static final ThreadLocal<List<String>> WITH_INITIAL = ThreadLocal.withInitial(ArrayList::new);
    private static final ThreadLocal<String> UNREMOVABLE = new Unremovable();

    private LeavingSteps() {
    }

    private static final class Unremovable extends ThreadLocal<String> {
        @Override
        public void remove() {
            throw new IllegalStateException("it cannot be removed");
        }
    }

    private static void leave() {
        Thread thread = Thread.currentThread();
        PLAIN.set("left");
        INHERITABLE.set("left");
        WITH_INITIAL.get().add("left");
        UNREMOVABLE.set("left");
        MDC.put("left", "left");
        MDC.remove("step");
        NDC.push("left");
        thread.setContextClassLoader(null);
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.setName("left");
        thread.setUncaughtExceptionHandler((which, failure) -> { });
        thread.interrupt();
    }

    /** What a step finds on its thread that is not the same for each, in words; the thread itself is told by its number. */
    private static Map<String, Object> look() {
        Thread thread = Thread.currentThread();
        Map<String, Object> found = new TreeMap<>();
        found.put("interrupted", Thread.interrupted());
        found.put("plain", String.valueOf(PLAIN.get()));
        found.put("inheritable", String.valueOf(INHERITABLE.get()));
        found.put("with initial", String.valueOf(WITH_INITIAL.get()));
        found.put("unremovable", String.valueOf(UNREMOVABLE.get()));
        found.put("diagnostic context", String.valueOf(new TreeMap<>(MDC.getMap()).keySet()));
        found.put("diagnostic depth", NDC.getDepth());
        found.put("class loader", String.valueOf(thread.getContextClassLoader() == LeavingSteps.class.getClassLoader()));
        found.put("priority", thread.getPriority());
        found.put("name", thread.getName().startsWith("step "));
        found.put("handler", thread.getUncaughtExceptionHandler() == thread.getThreadGroup());
        return found;
    }

    /** Does everything that it should not, and goes on as the argument says. */
    public static final class Leaves implements ProcessStep<JsonValue, Long> {
        private final String how;

        public Leaves(String how) {
            this.how = how;
            if (how.equals("in the constructor") || how.equals("fails in the constructor")) {
                leave();
            }
            if (how.equals("fails in the constructor")) {
                throw new IllegalStateException(how);
            }
        }

        @Override
        public Long execute(JsonValue input, StepContext context) {
            if (how.startsWith("after gate ")) {
                Gate.of(how.substring("after gate ".length())).passWhateverHappens();
            }
            if (!how.equals("in the constructor")) {
                leave();
            }
            if (how.equals("fails") || how.equals("fails first") && context.attempt() == 1) {
                throw new IllegalStateException(how);
            }
            return Thread.currentThread().getId();
        }
    }

    /** Tells what it finds. */
    public static final class Looks implements ProcessStep<JsonValue, Map<String, Object>> {

        @Override
        public Map<String, Object> execute(JsonValue input, StepContext context) {
            Map<String, Object> found = look();
            Executions.add("thread of " + context.pid().orElse("none"), String.valueOf(Thread.currentThread().getId()));
            return found;
        }
    }

    /** Leaves things on its thread, and then starts processes that look. */
    public static final class LeavesAndStarts implements ProcessStep<JsonValue, List<String>> {
        private final int number;
        private final ProcessManager processes;

        @Inject
        public LeavesAndStarts(int number, ProcessManager processes) {
            this.number = number;
            this.processes = processes;
        }

        @Override
        public List<String> execute(JsonValue input, StepContext context) {
            leave();
            Thread.interrupted();
            // Payara's CDI needs one that has that of the deployment among its parents.
            Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[0], LeavingSteps.class.getClassLoader()));
            return processes.startAll(Collections.nCopies(number, ManagedProcess.named("looks").step("looks", StepSpec.of(Looks.class)).build()));
        }
    }

    /** Leaves things on its thread before its second attempt, which tells what it finds. */
    public static final class LooksAtRetry implements ProcessStep<JsonValue, Map<String, Object>> {

        @Override
        public Map<String, Object> execute(JsonValue input, StepContext context) {
            Map<String, Object> found = look();
            leave();
            if (context.attempt() == 1) {
                throw new IllegalStateException("once more");
            }
            return found;
        }
    }
}
