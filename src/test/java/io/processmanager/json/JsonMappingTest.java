package io.processmanager.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.view.ProcessState;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbException;
import jakarta.json.stream.JsonParsingException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMappingTest {

    /** What the design shows as the input of a step. */
    public record Order(String id, BigDecimal total, List<Line> lines, Optional<Instant> paid) {
    }

    /** A part of it. */
    public record Line(String sku, int count) {
    }

    /** A value that JSON-B fails to write. */
    public static final class Unwritable {
        /** @return never */
        public String getText() {
            throw new IllegalStateException("not now");
        }
    }

    @Test
    void recordBecomesJsonAndComesBackTheSame() {
        Order order = new Order("7", new BigDecimal("12.50"), List.of(new Line("x", 2)), Optional.of(Instant.parse("2026-01-02T03:04:05Z")));

        JsonValue json = JsonMapping.toJson(order);

        assertEquals(JsonMapping.parse("""
                {"id": "7", "lines": [{"count": 2, "sku": "x"}], "paid": "2026-01-02T03:04:05Z", "total": 12.50}"""), json);
        assertEquals(order, JsonMapping.fromJson(json, Order.class));
    }

    @Test
    void fieldsThatAreMissingOrTooManyDoNotHinderARecord() {
        Line line = JsonMapping.fromJson(JsonMapping.parse("{\"sku\": \"x\", \"colour\": \"red\"}"), Line.class);

        assertEquals(new Line("x", 0), line);
    }

    @Test
    void mapKeepsTheOrderOfItsKeysWhenItBecomesJson() {
        Map<String, Integer> ordered = new LinkedHashMap<>();
        ordered.put("z", 1);
        ordered.put("a", 2);

        assertEquals("{\"z\":1,\"a\":2}", JsonMapping.toJson(ordered).toString());
    }

    @Test
    void simpleValuesBecomeJsonValuesOfTheirKind() {
        assertEquals(JsonMapping.parse("\"a\\\"b\""), JsonMapping.toJson("a\"b"));
        assertEquals(JsonMapping.parse("12345678901234567890.25"), JsonMapping.toJson(new BigDecimal("12345678901234567890.25")));
        assertEquals(JsonValue.TRUE, JsonMapping.toJson(true));
        assertEquals(JsonMapping.parse("[1,null]"), JsonMapping.toJson(Arrays.asList(1, null)));
        assertEquals(JsonMapping.parse("[1,2]"), JsonMapping.toJson(new int[] {1, 2}));
        assertEquals(JsonMapping.parse("\"RUNNING\""), JsonMapping.toJson(ProcessState.RUNNING));
        assertSame(JsonValue.NULL, JsonMapping.toJson(null));
    }

    @Test
    void jsonValuesPassUnmapped() {
        JsonValue json = JsonMapping.parse("{\"a\":1}");

        assertSame(json, JsonMapping.toJson(json));
        assertSame(json, JsonMapping.fromJson(json, JsonValue.class));
        assertSame(json, JsonMapping.fromJson(json, JsonObject.class));
        assertSame(json, JsonMapping.fromJson(json, Object.class));
    }

    @Test
    void jsonsNullBecomesJavasNullUnlessAJsonValueIsWanted() {
        assertNull(JsonMapping.<Object>fromJson(JsonValue.NULL, Order.class));
        assertSame(JsonValue.NULL, JsonMapping.fromJson(JsonValue.NULL, JsonValue.class));
    }

    @Test
    void otherJsonTypeThanTheOneWantedIsRefusedWithBothNamed() {
        assertEquals("expected a JsonObject but got JSON of type ARRAY", assertThrows(JsonbException.class,
                () -> JsonMapping.fromJson(JsonMapping.parse("[]"), JsonObject.class)).getMessage());
        assertThrows(JsonbException.class, () -> JsonMapping.fromJson(JsonValue.EMPTY_JSON_OBJECT, JsonArray.class));
    }

    @Test
    void genericTypesAreMappedWithTheirArguments() throws NoSuchMethodException {
        Type lines = Order.class.getMethod("lines").getGenericReturnType();

        assertEquals(List.of(new Line("x", 2)), JsonMapping.fromJson(JsonMapping.parse("[{\"sku\":\"x\",\"count\":2}]"), lines));
    }

    @Test
    void valueThatDoesNotFitItsTypeIsRefused() {
        assertThrows(JsonbException.class, () -> JsonMapping.fromJson(JsonMapping.parse("{\"count\":\"two\"}"), Line.class));
        assertThrows(JsonbException.class, () -> JsonMapping.fromJson(JsonMapping.parse("[1]"), Line.class));
    }

    @Test
    void whatJsonBCannotWriteIsRefused() {
        assertThrows(JsonbException.class, () -> JsonMapping.toJson(new Unwritable()));
    }

    @Test
    void valueThatContainsItselfIsRefused() {
        Object[] self = new Object[1];
        self[0] = self;
        Callable<JsonValue> mapping = () -> JsonMapping.toJson(self);

        assertThrows(JsonbException.class, mapping::call);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{} {}", "{'a':1}", "{\"a\":1,}", "nul", "01", "NaN"})
    void textThatIsNotJsonIsRefused(String text) {
        assertThrows(JsonParsingException.class, () -> JsonMapping.parse(text));
    }

    @Test
    void numberThatIsNoneIsRefusedRatherThanWritten() {
        assertThrows(RuntimeException.class, () -> JsonMapping.toJson(Map.of("a", Double.NaN)));
    }

    /** Numbers as they are written, and as they come out. */
    @ParameterizedTest
    @CsvSource({"0,0", "-0,-0", "-0.0,-0.0", "-0.00,-0.00", "-0e5,-0E+5", "-0E-9,-0E-9", "-0.5,-0.5", "-00000.0,", "1.0,1.0", "1e2,1E+2", "1E400,1E+400", "-1e-400,-1E-400",
            "12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890.50,"
                    + "12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890.50"})
    void numbersKeepSignValueAndScale(String written, String kept) {
        if (kept == null) {
            assertThrows(JsonParsingException.class, () -> JsonMapping.parse(written));
            return;
        }
        String text = "{\"a\":[" + kept + ",{\"b\":" + kept + "}],\"-0\":\"-0\",\"c\":" + kept + "}";
        JsonObject json = JsonMapping.parse(text.replace(kept, written).replace("\"" + written + "\"", "\"" + kept + "\"")).asJsonObject();
        JsonObject merged = JsonMapping.JSON.createMergePatch(json).apply(JsonValue.EMPTY_JSON_OBJECT).asJsonObject();

        assertEquals(kept, JsonMapping.parse(written).toString());
        assertEquals(kept, json.getJsonArray("a").get(0).toString());
        assertEquals(kept, json.getJsonArray("a").getJsonObject(1).get("b").toString());
        assertEquals(kept, merged.get("c").toString());
        assertEquals(merged.toString(), JsonMapping.parse(merged.toString()).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0", " -0", "\t-0", "\r\n-0", "[-0]", "[1,-0]", "{\"2026-01-02\":-0}", "[\"2026-01-02\",1e-05, -0]"})
    void negativeZeroIsFoundWhereverItStands(String text) {
        assertTrue(JsonMapping.parse(text).toString().matches(".*-0[]}]?"), text);
    }

    @Test
    void negativeZeroOfJavaBecomesOneOfJson() {
        assertEquals("[-0.0,0.0]", JsonMapping.toJson(new double[] {-0.0, 0.0}).toString());
        assertEquals(-0.0, JsonMapping.<Double>fromJson(JsonMapping.parse("-0"), Double.class));
        assertEquals(JsonMapping.parse("0.0"), JsonMapping.parse("-0.0"), "numbers are equal if they are worth the same");
    }

    @Test
    void deeplyNestedTextIsRefusedWithoutOverflowingTheStack() {
        RuntimeException refusal = assertThrows(RuntimeException.class, () -> JsonMapping.parse("[".repeat(100_000) + "]".repeat(100_000)));
        RuntimeException withNegativeZeros = assertThrows(RuntimeException.class, () -> JsonMapping.parse("[-0,".repeat(100_000) + "]".repeat(100_000)));

        assertTrue(refusal.getMessage().contains("depth") || refusal.getMessage().contains("nested"), refusal.toString());
        assertEquals(refusal.getMessage(), withNegativeZeros.getMessage());
    }
}
