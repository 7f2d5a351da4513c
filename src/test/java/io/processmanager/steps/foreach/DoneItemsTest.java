package io.processmanager.steps.foreach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.json.JsonMapping;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DoneItemsTest {

    private static JsonObject json(String text) {
        return JsonMapping.parse(text.replace('\'', '"')).asJsonObject();
    }

    private static void succeed(DoneItems items, int index) {
        JsonValue result = JsonMapping.parse("{\"n\":" + index + "}");
        items.succeeded(index, result, result.toString());
    }

    @Test
    void stateIsWhatTheNextAttemptGoesOnFrom() {
        DoneItems items = new DoneItems(true);
        IntStream.of(0, 1, 2, 5).forEach(index -> succeed(items, index));
        items.failed(3, "E", "m");

        assertEquals(json("{'done': [{'from': 0, 'to': 4, 'results': [{'n': 0}, {'n': 1}, {'n': 2}, null]}, {'from': 5, 'to': 6, 'results': [{'n': 5}]}],"
                + "'errors': [{'index': 3, 'type': 'E', 'message': 'm'}], 'failed': 1}"), items.state());
        DoneItems next = DoneItems.read(items.state(), true);
        assertEquals(items.state(), next.state());
        assertEquals(items.characters(), next.characters());
        assertTrue(next.isDone(3));
        assertFalse(next.isDone(4));
        succeed(next, 4);
        assertEquals(json("{'a': 1, 'results': [{'n': 0}, {'n': 1}, {'n': 2}, null, {'n': 4}, {'n': 5}], 'errors': [{'index': 3, 'type': 'E', 'message': 'm'}]}"),
                next.output(json("{'a': 1}"), true));
    }

    @Test
    void lastItemsThatHaveFailedAreAmongTheResults() {
        DoneItems items = new DoneItems(true);
        items.failed(1, "E", "m");
        succeed(items, 0);

        assertEquals(json("{'results': [{'n': 0}, null]}"), items.output(JsonValue.EMPTY_JSON_OBJECT, false));
    }

    @Test
    void ofManyItemsOnlyTheirNumberAndTheFirstErrorsAreKept() {
        DoneItems items = new DoneItems(false);
        IntStream.range(0, 1_000_000).filter(index -> index % 2 == 0 || index < 10_000).forEach(index -> succeed(items, index));
        IntStream.range(0, 2_000).forEach(index -> items.failed(2_000_000 + index, "E", "m"));

        JsonObject output = items.output(json("{'a': 1}"), true);

        assertEquals(505_000 + 2_000, output.getInt("items"));
        assertEquals(2_000, output.getInt("failed"));
        assertEquals(1_000, output.getJsonArray("errors").size());
        assertEquals(1, output.getInt("a"));
    }
}
