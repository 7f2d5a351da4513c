package io.processmanager.manager.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.bulk.BulkAction;
import io.processmanager.json.JsonMapping;
import io.processmanager.view.ProcessQuery;
import io.processmanager.view.ProcessState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BulkChangeTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00.123Z");

    private static BulkChange retryOf(ProcessQuery filter) {
        return new BulkChange(BulkAction.RETRY, filter, Optional.empty());
    }

    private static List<String> wrongFields(ProcessQuery filter) {
        return assertThrows(InvalidSpecificationException.class, retryOf(filter)::checked).violations().stream().map(violation -> violation.field()).toList();
    }

    @Test
    void whatIsStoredIsReadAsItWas() {
        BulkChange whole = new BulkChange(BulkAction.CANCEL, ProcessQuery.ALL.withState(ProcessState.TIMED_OUT).withName("n \"x\"").withQueue("q").withTag("t").withSchedule("s").withCreatedAfter(NOON)
                .withCreatedBefore(NOON.plusSeconds(60)), Optional.of("no longer needed"));

        assertEquals(whole, BulkChange.parse(JsonMapping.parse(whole.json().toString()).asJsonObject()));
        BulkChange least = retryOf(ProcessQuery.ALL.withName("n"));
        assertEquals(least, BulkChange.parse(least.json()));
        assertEquals("{\"action\":\"retry\",\"filter\":{\"name\":\"n\"}}", least.json().toString());
    }

    @Test
    void filterOfEverythingOrNothingIsRefused() {
        assertEquals(List.of("filter"), wrongFields(ProcessQuery.ALL));
        assertEquals(List.of("filter.created_before"), wrongFields(ProcessQuery.ALL.withCreatedAfter(NOON).withCreatedBefore(NOON)));
        assertEquals(List.of("filter.created_before"), wrongFields(ProcessQuery.ALL.withCreatedAfter(NOON).withCreatedBefore(NOON.minusMillis(1))));
        retryOf(ProcessQuery.ALL.withCreatedAfter(NOON).withCreatedBefore(NOON.plusMillis(1))).checked();
    }

    @Test
    void pageIsNoFilter() {
        ProcessQuery failed = ProcessQuery.ALL.withState(ProcessState.FAILED);
        List.of(failed.withText("x"), failed.withAfter("0".repeat(32)), failed.withLimit(7)).forEach(page -> assertEquals(List.of("filter"), wrongFields(page)));
        retryOf(failed).checked();
    }
}
