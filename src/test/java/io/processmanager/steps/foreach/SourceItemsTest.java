package io.processmanager.steps.foreach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processmanager.items.ItemSource;
import io.processmanager.steps.foreach.Items.Item;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SourceItemsTest {

    private final List<Long> asked = new ArrayList<>();

    private ItemSource numbers(int count) {
        return (data, from, most) -> {
            asked.add(from);
            return LongStream.range(from, Math.min(count, from + most)).mapToObj(Json::createValue).toList();
        };
    }

    private static List<Long> all(ItemSource source, LongPredicate isDone) throws Exception {
        List<Long> indexes = new ArrayList<>();
        try (SourceItems items = new SourceItems(source, JsonValue.EMPTY_JSON_OBJECT)) {
            for (Item item = items.next(isDone); item != null; item = items.next(isDone)) {
                assertEquals(Json.createValue(item.index()), item.value());
                indexes.add(item.index());
            }
        }
        return indexes;
    }

    @Test
    void lastPageMayBeFullOrEmpty() throws Exception {
        assertEquals(2_000, all(numbers(2_000), index -> false).size());
        assertEquals(List.of(0L, 1_000L, 2_000L), asked);
        assertEquals(List.of(), all(numbers(0), index -> false));
        assertEquals(1_001, all(numbers(1_001), index -> false).size());
    }

    @Test
    void whatIsDoneIsNotReadAgain() throws Exception {
        assertEquals(List.of(4_999L, 5_001L), all(numbers(5_002), index -> index < 4_999 || index == 5_000));
        assertEquals(List.of(4_999L), asked);
    }

    @Test
    void sourceThatReturnsMoreThanItWasAskedForIsRefused() {
        ItemSource wrong = new ItemSource() {
            @Override
            public List<? extends JsonValue> page(JsonObject data, long from, int most) {
                return Collections.nCopies(most + 1, JsonValue.TRUE);
            }
        };

        assertThrows(IllegalStateException.class, () -> all(wrong, index -> false));
    }
}
