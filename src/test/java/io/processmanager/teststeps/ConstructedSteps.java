package io.processmanager.teststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepType;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.JsonValue;
import java.util.List;

/** Steps and services for the ways of making a step. */
public final class ConstructedSteps {

    private ConstructedSteps() {
    }

    /** A service with two implementations. */
    public interface Greeting {
        String to(String name);
    }

    /** One of them, with a name. */
    @ApplicationScoped
    @Named("polite")
    public static class PoliteGreeting implements Greeting {
        @Override
        public String to(String name) {
            return "Good day, " + name;
        }
    }

    /** The other. */
    @ApplicationScoped
    public static class ShortGreeting implements Greeting {
        @Override
        public String to(String name) {
            return "Hi " + name;
        }
    }

    /** A service that is made anew for each who needs it, and destroyed with them. */
    @Dependent
    public static class Counter {
        @PreDestroy
        void destroyed() {
            Executions.add("counter", "destroyed");
        }

        int next() {
            return 1;
        }
    }

    /** An argument and a service. */
    public static final class Greets implements ProcessStep<JsonValue, String> {
        private final String name;
        private final Greeting greeting;

        public Greets(String name, Greeting greeting) {
            this.name = name;
            this.greeting = greeting;
        }

        @Override
        public String execute(JsonValue input, StepContext context) {
            return greeting.to(name);
        }
    }

    /** An ordinary constructor of CDI, which is not public. */
    public static final class Injected implements ProcessStep<JsonValue, String> {
        private final PoliteGreeting greeting;
        private final Counter counter;

        @Inject
        Injected(PoliteGreeting greeting, Counter counter) {
            this.greeting = greeting;
            this.counter = counter;
        }

        @Override
        public String execute(JsonValue input, StepContext context) {
            return greeting.to("number " + counter.next());
        }
    }

    /** Several constructors, to be told apart by number and kind of the arguments. */
    public static final class Overloaded implements ProcessStep<JsonValue, String> {
        private final String made;

        public Overloaded() {
            made = "()";
        }

        public Overloaded(String text) {
            made = "text " + text;
        }

        public Overloaded(int number) {
            made = "number " + number;
        }

        public Overloaded(List<Integer> numbers) {
            made = "sum " + numbers.stream().mapToInt(Integer::intValue).sum();
        }

        public Overloaded(String text, boolean flag) {
            made = text + " and " + flag;
        }

        @Override
        public String execute(JsonValue input, StepContext context) {
            return made;
        }
    }

    /** A step with a stable name. */
    @StepType(value = "test-named", description = "Says its name")
    public static final class NamedStep implements ProcessStep<JsonValue, String> {
        @Override
        public String execute(JsonValue input, StepContext context) {
            return "named";
        }
    }

    /** Nobody can make one. */
    public abstract static class Unfinished implements ProcessStep<JsonValue, JsonValue> {
    }

    /** No step; notes when it is initialized. */
    public static final class NoStep {
        static {
            System.setProperty("io.processmanager.teststeps.NoStep", "initialized");
        }

        public NoStep() {
            System.setProperty("io.processmanager.teststeps.NoStep", "made");
        }
    }

    /** A step; notes when it is initialized, which is not to be before it is executed. */
    public static final class Late implements ProcessStep<JsonValue, JsonValue> {
        static {
            System.setProperty("io.processmanager.teststeps.Late", "initialized");
        }

        @Override
        public JsonValue execute(JsonValue input, StepContext context) {
            return input;
        }
    }
}
