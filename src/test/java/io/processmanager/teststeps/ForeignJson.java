package io.processmanager.teststeps;

import io.processmanager.json.JsonMapping;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** JSON values of classes of one's own. */
public final class ForeignJson {

    private ForeignJson() {
    }

    /** An object with one member. */
    public static JsonObject object(String name, JsonValue value) {
        return JsonMapping.JSON.createObjectBuilder().add(name, value).build();
    }

    /** A string that says so. */
    public record Text(String text) implements JsonString {
        @Override
        public String getString() {
            return text;
        }

        @Override
        public CharSequence getChars() {
            return text;
        }

        @Override
        public ValueType getValueType() {
            return ValueType.STRING;
        }

        @Override
        public String toString() {
            return "garbage {";
        }
    }

    /** A number that writes itself as it is told to. */
    public record Digits(String text) implements JsonNumber {
        @Override
        public boolean isIntegral() {
            return true;
        }

        @Override
        public int intValue() {
            return 0;
        }

        @Override
        public int intValueExact() {
            return 0;
        }

        @Override
        public long longValue() {
            return 0;
        }

        @Override
        public long longValueExact() {
            return 0;
        }

        @Override
        public BigInteger bigIntegerValue() {
            return BigInteger.ZERO;
        }

        @Override
        public BigInteger bigIntegerValueExact() {
            return BigInteger.ZERO;
        }

        @Override
        public double doubleValue() {
            return 0;
        }

        @Override
        public BigDecimal bigDecimalValue() {
            return BigDecimal.ZERO;
        }

        @Override
        public ValueType getValueType() {
            return ValueType.NUMBER;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Says that it is of a type, and is nothing. */
    public record Pretender(ValueType type) implements JsonValue {
        @Override
        public ValueType getValueType() {
            return type;
        }

        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }

    /** Throws whatever it is asked. */
    public static final class Unwilling implements JsonValue {
        @Override
        public ValueType getValueType() {
            throw new IllegalStateException("not now");
        }
    }

    /** Counts how often it was looked at. */
    public static final class Changing extends AbstractMap<String, JsonValue> implements JsonObject {
        private final AtomicInteger looks = new AtomicInteger();

        @Override
        public Set<Entry<String, JsonValue>> entrySet() {
            return Set.of(Map.entry("look", JsonMapping.JSON.createValue(looks.incrementAndGet())));
        }

        @Override
        public String toString() {
            return "{\"look\":" + looks.incrementAndGet() + "}";
        }

        @Override
        public JsonArray getJsonArray(String name) {
            return null;
        }

        @Override
        public JsonObject getJsonObject(String name) {
            return null;
        }

        @Override
        public JsonNumber getJsonNumber(String name) {
            return null;
        }

        @Override
        public JsonString getJsonString(String name) {
            return null;
        }

        @Override
        public String getString(String name) {
            return null;
        }

        @Override
        public String getString(String name, String otherwise) {
            return otherwise;
        }

        @Override
        public int getInt(String name) {
            return 0;
        }

        @Override
        public int getInt(String name, int otherwise) {
            return otherwise;
        }

        @Override
        public boolean getBoolean(String name) {
            return false;
        }

        @Override
        public boolean getBoolean(String name, boolean otherwise) {
            return otherwise;
        }

        @Override
        public boolean isNull(String name) {
            return true;
        }

        @Override
        public ValueType getValueType() {
            return ValueType.OBJECT;
        }
    }

    /** Has no end, or contains itself. */
    public static final class Endless extends AbstractList<JsonValue> implements JsonArray {
        private final boolean inItself;

        public Endless(boolean inItself) {
            this.inItself = inItself;
        }

        @Override
        public JsonValue get(int index) {
            return inItself ? this : JsonValue.EMPTY_JSON_ARRAY;
        }

        @Override
        public int size() {
            return Integer.MAX_VALUE;
        }

        @Override
        public String toString() {
            throw new OutOfMemoryError("endless");
        }

        @Override
        public JsonObject getJsonObject(int index) {
            return null;
        }

        @Override
        public JsonArray getJsonArray(int index) {
            return null;
        }

        @Override
        public JsonNumber getJsonNumber(int index) {
            return null;
        }

        @Override
        public JsonString getJsonString(int index) {
            return null;
        }

        @Override
        public <T extends JsonValue> java.util.List<T> getValuesAs(Class<T> type) {
            return java.util.List.of();
        }

        @Override
        public String getString(int index) {
            return null;
        }

        @Override
        public String getString(int index, String otherwise) {
            return otherwise;
        }

        @Override
        public int getInt(int index) {
            return 0;
        }

        @Override
        public int getInt(int index, int otherwise) {
            return otherwise;
        }

        @Override
        public boolean getBoolean(int index) {
            return false;
        }

        @Override
        public boolean getBoolean(int index, boolean otherwise) {
            return otherwise;
        }

        @Override
        public boolean isNull(int index) {
            return false;
        }

        @Override
        public ValueType getValueType() {
            return ValueType.ARRAY;
        }
    }
}
