package io.processmanager.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.teststeps.ForeignJson;
import io.processmanager.teststeps.UnstorableOutputs;
import io.processmanager.text.StorableText;
import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is what was checked, and can be stored and read. */
class WrittenJsonTest {

    private static final int MOST = 1_000_000;

    static Set<String> unstorable() {
        return UnstorableOutputs.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("unstorable")
    void whatCannotBeStoredIsRefusedAndTheMessageNamesWhereAndWhy(String name) {
        UnstorableOutputs.Case unstorable = UnstorableOutputs.all().get(name);

        String message = assertThrows(JsonbException.class, () -> JsonMapping.write(unstorable.output().get(), MOST)).getMessage();

        assertTrue(message.contains(unstorable.where()) && message.contains(unstorable.what()), message);
        assertTrue(message.length() < 1_500, () -> message.length() + " characters");
        assertEquals(-1, StorableText.halfPair(message));
    }

    static Stream<Object> storable() {
        return Stream.of("", "a\"b\\c/\n\r\t\b\f\u0001\u001f\u007f\u2028 \0 é \ud83d\ude00", 1, -7L, Long.MIN_VALUE, 0.5, -0.0, 1e300, new BigDecimal("1E+10000"), new BigDecimal("1e-9999"), true,
                List.of(), Map.of(), Map.of("", Map.of("~/", List.of(1, List.of()))), List.of(Optional.of(1), Optional.empty()), UnstorableOutputs.deep(500),
                new UnstorableOutputs.Shop(List.of(new UnstorableOutputs.Item(null, 1.25))), new int[] {1, 2}, Thread.State.NEW);
    }

    @ParameterizedTest
    @MethodSource("storable")
    void whatIsWrittenIsReadAsTheSame(Object value) {
        WrittenJson written = JsonMapping.write(value, MOST);

        assertEquals(written.value(), JsonMapping.parse(written.text()));
        assertEquals(written.value(), JsonMapping.parse(JsonMapping.write(written.value(), MOST).text()));
        assertEquals(written.value(), JsonMapping.toJson(value));
    }

    @Test
    void textIsWhatTheProviderWrites() {
        String text = "{\"a\":[1,-2.50,true,false,null,\"x\\\"\\\\\\n\\u0001\\u0000\",{}],\"b\":{\"c\":[]},\"d\":1E+400}";
        JsonValue json = JsonMapping.parse(text);

        WrittenJson written = JsonMapping.write(json, MOST);

        assertEquals(json.toString(), written.text());
        assertEquals(text, written.text());
        assertSame(json, written.value(), "what nobody can change needs no copy");
    }

    @Test
    void nullIsJsonsNull() {
        assertEquals(new WrittenJson(JsonValue.NULL, "null"), JsonMapping.write(null, MOST));
        assertEquals("null", JsonMapping.write(Optional.empty(), MOST).text());
    }

    @Test
    void valuesOfOnesOwnAreAskedOnceAndReplaced() {
        JsonValue value = ForeignJson.object("in", JsonMapping.JSON.createArrayBuilder().add(new ForeignJson.Changing()).add(new ForeignJson.Text("t"))
                .add(new ForeignJson.Digits("7")).build());

        WrittenJson written = JsonMapping.write(value, MOST);

        assertEquals("{\"in\":[{\"look\":1},\"t\",7]}", written.text());
        assertEquals(written.text(), written.value().toString());
        assertEquals(written.text(), written.value().toString());
    }

    @Test
    void endlessValuesAreWrittenNoFurtherThanWanted() {
        Iterable<Integer> endless = () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                return 1;
            }
        };
        List<JsonArray> found = new ArrayList<>();

        assertThrows(JsonTooLongException.class, () -> found.add((JsonArray) JsonMapping.write(new ForeignJson.Endless(false), MOST).value()));
        assertThrows(JsonTooLongException.class, () -> JsonMapping.write(new EndlessList(endless), MOST));
        assertThrows(JsonTooLongException.class, () -> JsonMapping.write(Map.of("a", "\u0001".repeat(200_000)), MOST));
        assertEquals(MOST, JsonMapping.write("x".repeat(MOST - 2), MOST).text().length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "7", "-12", "1.5", "-0.10", "1e5", "1E+10000", "2.5e-10000", "1e0000000001", "9223372036854775807", "12345678901234567890123"})
    void numberIsStored(String text) {
        assertEquals(Optional.empty(), JsonNumberText.complaint(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "+1", "01", "-01", "1.", ".5", "1e", "NaN", "Infinity", "0x10", "1e10001", "1e-10001", "1e1000000000", "1e99999999999999999999", " 1", "1 ", "1,5", "١"})
    void numberIsNotStored(String text) {
        assertTrue(JsonNumberText.complaint(text).isPresent());
    }

    /** A list that only knows how to go on. */
    private static final class EndlessList extends java.util.AbstractCollection<Integer> {
        private final Iterable<Integer> elements;

        private EndlessList(Iterable<Integer> elements) {
            this.elements = elements;
        }

        @Override
        public Iterator<Integer> iterator() {
            return elements.iterator();
        }

        @Override
        public int size() {
            return Integer.MAX_VALUE;
        }
    }
}
