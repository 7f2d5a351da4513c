package io.processmanager.view;

import static io.processmanager.view.ProcessState.CANCELLED;
import static io.processmanager.view.ProcessState.FAILED;
import static io.processmanager.view.ProcessState.FINISHED;
import static io.processmanager.view.ProcessState.INTERRUPTED;
import static io.processmanager.view.ProcessState.QUEUED;
import static io.processmanager.view.ProcessState.RUNNING;
import static io.processmanager.view.ProcessState.TIMED_OUT;
import static io.processmanager.view.ProcessState.WAITING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProcessStateTest {

    /** Rows are the state before, columns the state after; x where the change is allowed. */
    private static final String TABLE = """
            .            QUEUED  RUNNING  WAITING  INTERRUPTED  FINISHED  FAILED  TIMED_OUT  CANCELLED
            QUEUED       -       x        -        -            -         -       -          x
            RUNNING      x       -        x        x            x         x       x          x
            WAITING      x       x        -        -            -         -       -          x
            INTERRUPTED  x       -        -        -            -         -       -          x
            FINISHED     x       -        -        -            -         -       -          -
            FAILED       x       -        -        -            -         -       -          -
            TIMED_OUT    x       -        -        -            -         -       -          -
            CANCELLED    x       -        -        -            -         -       -          -
            """;

    static Stream<Arguments> pairs() {
        List<String[]> rows = TABLE.lines().map(line -> line.trim().split(" +")).toList();
        String[] columns = rows.get(0);
        return rows.stream().skip(1).flatMap(row -> Stream.iterate(1, i -> i < row.length, i -> i + 1)
                .map(i -> Arguments.of(ProcessState.valueOf(row[0]), ProcessState.valueOf(columns[i]), row[i].equals("x"))));
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @MethodSource("pairs")
    void changesAreThoseOfTheTable(ProcessState before, ProcessState after, boolean allowed) {
        assertEquals(allowed, before.canBecome(after));
        assertEquals(allowed, before.successors().contains(after));
    }

    @Test
    void tableHoldsEveryPairOnce() {
        long states = ProcessState.values().length;

        assertEquals(states * states, pairs().map(pair -> List.of(pair.get()[0], pair.get()[1])).distinct().count());
        assertEquals(states * states, pairs().count());
    }

    @ParameterizedTest
    @EnumSource
    void endedStatesAreTheFourFromWhichNothingHappensByItself(ProcessState state) {
        assertEquals(Set.of(FINISHED, FAILED, TIMED_OUT, CANCELLED).contains(state), state.isEnded());
    }

    @ParameterizedTest
    @EnumSource
    void onlyARunningProcessCanFinishFailTimeOutWaitOrBeInterrupted(ProcessState state) {
        boolean any = Stream.of(FINISHED, FAILED, TIMED_OUT, INTERRUPTED, WAITING).anyMatch(state::canBecome);

        assertEquals(state == RUNNING, any);
        assertEquals(state == QUEUED || state == WAITING, state.canBecome(RUNNING));
    }

    @Test
    void namesInJsonAreThoseOfTheContract() {
        assertEquals(List.of("queued", "running", "waiting", "interrupted", "finished", "failed", "timed_out", "cancelled"),
                Arrays.stream(ProcessState.values()).map(ProcessState::jsonName).toList());
    }

    @Test
    void namesInJsonDoNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertEquals("timed_out", TIMED_OUT.jsonName());
            assertEquals("interrupted", INTERRUPTED.jsonName());
        } finally {
            Locale.setDefault(before);
        }
    }
}
