package io.processmanager.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProcessQueryTest {

    private static final Instant EARLY = Instant.EPOCH;
    private static final Instant LATE = EARLY.plusSeconds(1);

    private static String parts(ProcessQuery query) {
        return List.of(query.state(), query.name(), query.text(), query.createdAfter(), query.createdBefore(), query.limit(), query.after()).toString();
    }

    @Test
    void allAreWantedUnlessTheQueryIsNarrowed() {
        ProcessQuery narrow = ProcessQuery.ALL.withState(ProcessState.FAILED).withName("n").withText("t").withCreatedAfter(EARLY).withCreatedBefore(LATE).withLimit(7).withAfter("p");

        assertEquals("[Optional[FAILED], Optional[n], Optional[t], Optional[1970-01-01T00:00:00Z], Optional[1970-01-01T00:00:01Z], 7, Optional[p]]", parts(narrow));
        assertEquals("[Optional.empty, Optional.empty, Optional.empty, Optional.empty, Optional.empty, 50, Optional.empty]", parts(ProcessQuery.ALL));
    }

    @Test
    void nullWidensItAgain() {
        ProcessQuery narrow = ProcessQuery.ALL.withState(ProcessState.FAILED).withName("n").withText("t").withCreatedAfter(EARLY).withCreatedBefore(LATE).withAfter("p");

        assertEquals(ProcessQuery.ALL, narrow.withState(null).withName(null).withText(null).withCreatedAfter(null).withCreatedBefore(null).withAfter(null));
    }

    @Test
    void queriesAreEqualIfAllTheirPartsAre() {
        List<ProcessQuery> different = List.of(ProcessQuery.ALL, ProcessQuery.ALL.withState(ProcessState.FAILED), ProcessQuery.ALL.withName("x"), ProcessQuery.ALL.withText("x"),
                ProcessQuery.ALL.withCreatedAfter(EARLY), ProcessQuery.ALL.withCreatedBefore(EARLY), ProcessQuery.ALL.withLimit(1), ProcessQuery.ALL.withAfter("x"));

        assertEquals(different.size(), Set.copyOf(different).size());
        assertEquals(ProcessQuery.ALL.withName("x").hashCode(), ProcessQuery.ALL.withName("x").hashCode());
    }
}
