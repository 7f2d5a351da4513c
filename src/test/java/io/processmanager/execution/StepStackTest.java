package io.processmanager.execution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.text.FailureText;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StepStackTest {

    private static final String US = StepRunner.class.getName();

    @Test
    void theTraceEndsWithTheStep() {
        assertTrace(trace("Step", "Wrapper", US + "$$Lambda", US, "Job", "Thread"), "Step", "Wrapper");
    }

    @Test
    void aStepThatCallsUsItselfKeepsItsPart() {
        assertTrace(trace(US, "Executor", "Step", US, "Job"), US, "Executor", "Step");
    }

    @Test
    void aTraceThatDoesNotReachDownToUsIsLeftAsItIs() {
        assertTrace(trace("Step", "Step", "Step"), "Step", "Step", "Step");
        assertTrace(trace());
    }

    @Test
    void causesAndWhatIsSuppressedAreCutTooEvenInACircle() {
        Exception failure = thrown("Step", US, "Job");
        Exception cause = thrown("Deeper", "Step", US, "Job");
        Exception suppressed = thrown("Closing", "Step", US, "Job");
        failure.initCause(cause);
        cause.initCause(failure);
        failure.addSuppressed(suppressed);

        assertEquals("""
                java.lang.Exception
                	at Step.execute(Unknown Source)
                	Suppressed: java.lang.Exception
                		at Closing.execute(Unknown Source)
                		... 1 more
                Caused by: java.lang.Exception
                	at Deeper.execute(Unknown Source)
                	... 1 more
                Caused by: [left out: it stands above: java.lang.Exception]""", FailureText.stack(failure, StepStack::cut));
    }

    private static Exception thrown(String... classes) {
        Exception failure = new Exception();
        failure.setStackTrace(trace(classes));
        return failure;
    }

    private static StackTraceElement[] trace(String... classes) {
        return Stream.of(classes).map(name -> new StackTraceElement(name, "execute", null, 1)).toArray(StackTraceElement[]::new);
    }

    private static void assertTrace(StackTraceElement[] frames, String... classes) {
        assertArrayEquals(classes, Arrays.stream(StepStack.cut(frames)).map(StackTraceElement::getClassName).toArray());
    }
}
