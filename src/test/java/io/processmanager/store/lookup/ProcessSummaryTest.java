package io.processmanager.store.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.view.ProcessState;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What everybody is shown of the columns of a process. */
class ProcessSummaryTest {

    private static ProcessSummary of(ProcessState stored, Long stepStartedAt, int stepIndex, int percent) {
        return new ProcessSummary("p", "n", stored, 1, 0, null, stepStartedAt, null, 1, "b", 2, stepIndex, 1, percent, "holds", "held", 0, null, 0, "default", 4, 0, null, null, null, null, null, null,
                new CompensationProgress(null, null, null, 0), null, null);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FINISHED")
    void allIsNotDoneAsLongAsTheProcessIsNotFinished(ProcessState state) {
        assertEquals(99, of(state, 1L, 1, 100).percentOfAll(), "its last step has said that it is through");
        assertEquals(99, of(state, 1L, 2, 0).percentOfAll(), "its last step has ended");
        assertEquals(74, of(state, 1L, 1, 49).percentOfAll());
    }

    @Test
    void allIsDoneOnceItIsFinished() {
        assertEquals(100, of(ProcessState.FINISHED, null, 2, 0).percentOfAll());
    }

    @Test
    void whatIsClaimedIsQueuedUntilItsStepHasBegun() {
        assertEquals(ProcessState.QUEUED, of(ProcessState.RUNNING, null, 0, 0).state());
        assertEquals(ProcessState.RUNNING, of(ProcessState.RUNNING, 1L, 0, 0).state());
        assertEquals(ProcessState.INTERRUPTED, of(ProcessState.INTERRUPTED, null, 1, 0).state());
    }

    @Test
    void whoHasMerelyClaimedItHasNotExecutedIt() {
        assertEquals(Optional.of("held"), of(ProcessState.RUNNING, null, 0, 0).runner());
        assertEquals(Optional.of("holds"), of(ProcessState.RUNNING, 1L, 0, 0).runner());
        assertEquals(Optional.of("held"), of(ProcessState.FINISHED, 1L, 2, 0).runner());
    }
}
