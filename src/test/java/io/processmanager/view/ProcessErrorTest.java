package io.processmanager.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProcessErrorTest {

    private static final ProcessError BARE = ProcessError.of("a", 1, IllegalStateException.class, "no");

    @Test
    void codeAndStackAreAddedToACopy() {
        ProcessError full = BARE.withCode(Optional.of(7)).withStack(Optional.of("at …"));

        assertEquals("a 1 java.lang.IllegalStateException no 7 at …", String.join(" ", full.step(), "" + full.attempt(), full.type(), full.message(),
                "" + full.code().orElseThrow(), full.stack().orElseThrow()));
        assertEquals(Optional.empty(), BARE.code());
        assertEquals(Optional.empty(), BARE.stack());
    }

    @Test
    void errorsAreEqualIfAllTheirPartsAre() {
        List<ProcessError> different = List.of(BARE, ProcessError.of("b", 1, IllegalStateException.class, "no"), ProcessError.of("a", 2, IllegalStateException.class, "no"),
                ProcessError.of("a", 1, Error.class, "no"), ProcessError.of("a", 1, IllegalStateException.class, "yes"), BARE.withCode(Optional.of(7)),
                BARE.withStack(Optional.of("at …")));

        assertEquals(different.size(), Set.copyOf(different).size());
        assertEquals(BARE, ProcessError.of("a", 1, "java.lang.IllegalStateException", "no"));
        assertEquals(BARE.hashCode(), ProcessError.of("a", 1, "java.lang.IllegalStateException", "no").hashCode());
    }

    @Test
    void aLongMessageIsCutOff() {
        assertEquals(100_000, ProcessError.of("a", 1, Error.class, "m".repeat(100_001)).message().length());
    }
}
