package io.processmanager.execution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StepStackTest {

    private static final String US = StepRunner.class.getName();

    @Test
    void theTraceEndsWithTheStep() {
        Exception failure = thrown("Step", "Wrapper", US + "$$Lambda", US, "Job", "Thread");

        assertSame(failure, StepStack.cut(failure));

        assertTrace(failure, "Step", "Wrapper");
    }

    @Test
    void aStepThatCallsUsItselfKeepsItsPart() {
        assertTrace(StepStack.cut(thrown(US, "Executor", "Step", US, "Job")), US, "Executor", "Step");
    }

    @Test
    void aTraceThatDoesNotReachDownToUsIsLeftAsItIs() {
        assertTrace(StepStack.cut(thrown("Step", "Step", "Step")), "Step", "Step", "Step");
        assertTrace(StepStack.cut(thrown()));
    }

    @Test
    void causesAndWhatIsSuppressedAreCutTooEvenInACircle() {
        Exception failure = thrown("Step", US, "Job");
        Exception cause = thrown("Deeper", "Step", US, "Job");
        Exception suppressed = thrown("Closing", "Step", US, "Job");
        failure.initCause(cause);
        cause.initCause(failure);
        failure.addSuppressed(suppressed);

        StepStack.cut(failure);

        assertTrace(failure, "Step");
        assertTrace(cause, "Deeper", "Step");
        assertTrace(suppressed, "Closing", "Step");
    }

    private static Exception thrown(String... classes) {
        Exception failure = new Exception();
        failure.setStackTrace(Stream.of(classes).map(name -> new StackTraceElement(name, "execute", null, 1)).toArray(StackTraceElement[]::new));
        return failure;
    }

    private static void assertTrace(Throwable failure, String... classes) {
        assertArrayEquals(classes, Arrays.stream(failure.getStackTrace()).map(StackTraceElement::getClassName).toArray());
    }
}
