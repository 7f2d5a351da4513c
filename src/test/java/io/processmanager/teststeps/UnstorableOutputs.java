package io.processmanager.teststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.json.JsonMapping;
import jakarta.json.JsonValue;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import jakarta.json.bind.annotation.JsonbTypeSerializer;
import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a step may return and nobody could store, or look up afterwards; each with what the failure says. */
public final class UnstorableOutputs {

    private static final Map<String, Case> ALL = new LinkedHashMap<>();

    static {
        add("NaN in a record", () -> new Shop(List.of(new Item("a", 1), new Item("b", Double.NaN))), "/items/1/price", "JSON cannot hold: NaN");
        add("infinity", () -> Map.of("a", List.of(1, Double.NEGATIVE_INFINITY)), "/a/1", "-Infinity");
        add("infinite float", () -> Map.of("a", Float.POSITIVE_INFINITY), "/a", "NumberFormatException");
        add("null key", () -> Map.of("a", Collections.singletonMap(null, 1)), "/a", "name that is null");
        add("null key in a record", () -> new Counts(Collections.singletonMap(null, 1)), "/counts", "name that is null");
        add("twice the same key", () -> twice(), "/1", "given twice");
        add("half a pair", () -> Map.of("a", List.of("x", "half \ud83d")), "/a/1", "surrogate");
        add("half a pair in a name", () -> Map.of("a\ude00", 1), "/a\uFFFD", "surrogate");
        add("half a pair in JSON", () -> ForeignJson.object("a~/b", JsonMapping.JSON.createValue("\ude00x")), "/a~0~1b", "surrogate");
        add("huge exponent", () -> Map.of("n", new BigDecimal("1e1000000000")), "/n", "exponent is beyond");
        add("tiny exponent", () -> JsonMapping.JSON.createValue(new BigDecimal("1e-1000000000")), "The value is a number", "exponent is beyond");
        add("too many digits", () -> Map.of("n", BigInteger.TEN.pow(2_000)), "/n", "more digits than can be kept");
        add("too many digits in JSON", () -> JsonMapping.JSON.createValue(BigInteger.TEN.pow(1_200)), "The value is a number", "more digits than can be kept");
        add("number that writes garbage", () -> ForeignJson.object("n", JsonMapping.JSON.createValue(new Garbage())), "/n", "JSON cannot hold: garbage");
        add("number of one's own", () -> ForeignJson.object("n", new ForeignJson.Digits("0x1")), "/n", "JSON cannot hold: 0x1");
        add("number without a text", () -> ForeignJson.object("n", new ForeignJson.Digits(null)), "/n", "without a text");
        add("text without a text", () -> ForeignJson.object("s", new ForeignJson.Text(null)), "/s", "without a text");
        add("no text", () -> ForeignJson.object("v", new ForeignJson.Pretender(JsonValue.ValueType.STRING)), "/v", "is no JSON value");
        add("no type", () -> new ForeignJson.Pretender(null), "The value is no JSON value", "null");
        add("value that throws", () -> ForeignJson.object("v", new ForeignJson.Unwilling()), "/v", "not now");
        add("JSON in itself", () -> new ForeignJson.Endless(true), "/0/0/0", "nested too deeply");
        add("map in itself", UnstorableOutputs::mapInItself, "/self/self", "nested too deeply");
        add("list in itself", UnstorableOutputs::listInItself, "/0/0", "nested too deeply");
        add("too deep", () -> deep(501), "/0/0", "nested too deeply");
        add("too deep in JSON", () -> deepJson(501), "/0/0", "more than 500 levels");
        add("getter that throws", () -> Map.of("a", new Unreadable()), "/a", "IllegalStateException: not readable");
        add("adapter that throws", () -> new Adapted(), "The value", "not adaptable");
        add("serializer that stops", () -> new Unfinished(), "The value", "not written it to its end");
        add("serializer that writes twice", () -> new Doubled(), "The value", "more than one value");
        add("serializer that writes NaN", () -> new SerializedNaN(), "/x", "JSON cannot hold: NaN");
    }

    private UnstorableOutputs() {
    }

    /** An output, and what the message must contain. */
    public record Case(Supplier<Object> output, String where, String what) {
    }

    private static void add(String name, Supplier<Object> output, String where, String what) {
        ALL.put(name, new Case(output, where, what));
    }

    public static Map<String, Case> all() {
        return Collections.unmodifiableMap(ALL);
    }

    /** Returns one of them. */
    public static final class Returns implements ProcessStep<JsonValue, Object> {
        private final String name;

        public Returns(String name) {
            this.name = name;
        }

        @Override
        public Object execute(JsonValue input, StepContext context) {
            return ALL.get(name).output().get();
        }
    }

    public static Object deep(int levels) {
        Object value = List.of();
        for (int i = 1; i < levels; i++) {
            value = List.of(value);
        }
        return value;
    }

    public static JsonValue deepJson(int levels) {
        JsonValue value = JsonValue.EMPTY_JSON_ARRAY;
        for (int i = 1; i < levels; i++) {
            value = JsonMapping.JSON.createArrayBuilder().add(value).build();
        }
        return value;
    }

    private static Object twice() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put(1, "number");
        map.put("1", "text");
        return map;
    }

    private static Object mapInItself() {
        Map<String, Object> map = new HashMap<>();
        map.put("self", map);
        return map;
    }

    private static Object listInItself() {
        List<Object> list = new ArrayList<>(Arrays.asList((Object) null));
        list.set(0, list);
        return list;
    }

    /** A part of an output. */
    public record Item(String name, double price) {
    }

    /** An output. */
    public record Shop(List<Item> items) {
    }

    /** Another one. */
    public record Counts(Map<String, Integer> counts) {
    }

    /** Cannot be read. */
    public static final class Unreadable {
        public String getName() {
            throw new IllegalStateException("not readable");
        }
    }

    /** Is no number. */
    public static final class Garbage extends BigDecimal {
        Garbage() {
            super("1");
        }

        @Override
        public String toString() {
            return "garbage";
        }
    }

    /** Is adapted in vain. */
    @JsonbTypeAdapter(Refusing.class)
    public static final class Adapted {
    }

    /** Refuses. */
    public static final class Refusing implements JsonbAdapter<Adapted, String> {
        @Override
        public String adaptToJson(Adapted value) {
            throw new IllegalStateException("not adaptable");
        }

        @Override
        public Adapted adaptFromJson(String text) {
            throw new IllegalStateException("not adaptable");
        }
    }

    /** Is written half. */
    @JsonbTypeSerializer(HalfWriter.class)
    public static final class Unfinished {
    }

    /** Writes half. */
    public static final class HalfWriter implements JsonbSerializer<Unfinished> {
        @Override
        public void serialize(Unfinished value, JsonGenerator generator, SerializationContext context) {
            generator.writeStartObject();
        }
    }

    /** Is written twice. */
    @JsonbTypeSerializer(TwiceWriter.class)
    public static final class Doubled {
    }

    /** Writes twice. */
    public static final class TwiceWriter implements JsonbSerializer<Doubled> {
        @Override
        public void serialize(Doubled value, JsonGenerator generator, SerializationContext context) {
            generator.write(1);
            generator.write(2);
        }
    }

    /** Is written as NaN, and its serializer does not care. */
    @JsonbTypeSerializer(CarelessWriter.class)
    public static final class SerializedNaN {
    }

    /** Does not care. */
    public static final class CarelessWriter implements JsonbSerializer<SerializedNaN> {
        @Override
        public void serialize(SerializedNaN value, JsonGenerator generator, SerializationContext context) {
            generator.writeStartObject();
            try {
                generator.write("x", Double.NaN);
            } catch (RuntimeException ignored) {
                generator.writeNull();
            }
            generator.writeEnd();
        }
    }
}
