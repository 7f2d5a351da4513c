package io.processmanager.manager.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.json.JsonMapping;
import io.processmanager.store.entity.Pids;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;

class BulkPositionTest {

    private static final String NEWEST = Pids.next(2_000);
    private static final String MIDDLE = Pids.next(1_500);
    private static final String OLDEST = Pids.next(1_000);

    @Test
    void whatIsStoredIsReadAsItWas() {
        BulkPosition reached = BulkPosition.BEGINNING.after(NEWEST, 50, 40).after(MIDDLE, 20, 20);

        assertEquals(reached, BulkPosition.parse(reached.json()));
        assertEquals(BulkPosition.BEGINNING, BulkPosition.parse(BulkPosition.BEGINNING.json()));
        assertEquals(BulkPosition.BEGINNING, BulkPosition.parse(JsonObject.EMPTY_JSON_OBJECT));
    }

    @Test
    void countsAddUp() {
        BulkPosition reached = BulkPosition.BEGINNING.after(NEWEST, 1_050, 1_040).after(MIDDLE, 20, 19);

        assertEquals(JsonMapping.parse("{\"matched\":1070,\"changed\":1059,\"skipped\":11}"), reached.counts());
        assertEquals("1,070 matched: 1,059 changed, 11 skipped", reached.text());
    }

    @Test
    void percentIsTheShareOfTheTimeThatIsDone() {
        assertEquals(0, BulkPosition.BEGINNING.percent(OLDEST));
        BulkPosition begun = BulkPosition.BEGINNING.after(NEWEST, 1, 1);
        assertEquals(0, begun.percent(OLDEST));
        assertEquals(50, begun.after(MIDDLE, 1, 1).percent(OLDEST));
        assertEquals(99, begun.after(OLDEST, 1, 1).percent(OLDEST), "only the end is 100");
        assertEquals(99, begun.percent(NEWEST), "all were created at once");
    }
}
