package io.processmanager.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.StepException;
import io.processmanager.teststeps.HostileThrowables;
import io.processmanager.text.StorableText;
import io.processmanager.view.ProcessError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is recorded of a throwable, however it behaves when it is looked at. */
class ThrownErrorTest {

    private static final int LONGEST = 100_000;

    static Set<String> hostile() {
        return HostileThrowables.all();
    }

    private static ProcessError error(String how) {
        return ThrownError.of("a", 1, HostileThrowables.make(how));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void anyThrowableBecomesARecordOfBoundedSizeThatCanBeStored(String how) {
        Throwable failure = HostileThrowables.make(how);

        ProcessError error = ThrownError.of("a", 1, failure);

        assertEquals(failure.getClass().getName(), error.type());
        assertTrue(error.message().length() <= LONGEST);
        String stack = error.stack().orElseThrow();
        assertTrue(stack.length() <= LONGEST, () -> stack.length() + " characters");
        assertEquals(-1, StorableText.halfPair(error.message() + stack));
    }

    @Test
    void ordinaryStackIsWrittenAsJavaWritesIt() {
        Exception failure = new IllegalStateException("outer", new StepException(3, "inner", new IllegalArgumentException()));
        failure.addSuppressed(new IllegalStateException("beside"));
        StringWriter expected = new StringWriter();
        failure.printStackTrace(new PrintWriter(expected));

        ProcessError error = ThrownError.of("a", 1, failure);

        assertEquals(expected.toString().stripTrailing(), error.stack().orElseThrow());
        assertEquals("outer", error.message());
        assertEquals(Optional.of(3), error.code());
    }

    @Test
    void whatIsTooMuchIsLeftOutAndSaidSo() {
        assertTrue(error("many frames").stack().orElseThrow().endsWith("\t... 98976 more"));
        assertTrue(error("many suppressed").stack().orElseThrow().contains("... and 9990 more suppressed"));
        assertTrue(error("endless causes").stack().orElseThrow().contains("[left out: there are too many"));
        assertTrue(error("cause that is itself").stack().orElseThrow().contains("[left out: it stands above"));
        assertTrue(error("huge message").message().endsWith("mmm…"));
    }

    @Test
    void throwableThatDoesNotTellItsMessageIsCalledByItsName() {
        assertEquals("Throwing", error("methods that throw").message());
        assertEquals("Silent", error("methods that return null").message());
        assertEquals(Optional.empty(), error("code that throws").code());
    }

    @Test
    void charactersThatNoDatabaseTakesAreReplaced() {
        assertEquals("half \uFFFD, nothing  , whole \ud83d\ude00", error("not storable").message());
    }

    @Test
    void textIsNeverCutInTheMiddleOfACharacter() {
        assertEquals("ab…", StorableText.of("ab\ud83d\ude00c", 4));
        assertEquals("ab\ud83d\ude00", StorableText.of("ab\ud83d\ude00", 4));
        assertEquals("\uFFFD\uFFFDa\ud83d\ude00\uFFFD", StorableText.of("\ude00\ud83da\ud83d\ude00\ud83d", 10));
    }
}
