package io.processmanager.json;

import jakarta.json.JsonValue;
import jakarta.json.stream.JsonGenerator;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Forwards JSON-B's output to a {@link JsonWriting}. */
final class CheckedGenerator implements JsonGenerator {

    private final JsonWriting out;

    CheckedGenerator(JsonWriting out) {
        this.out = out;
    }

    @Override
    public JsonGenerator writeStartObject() {
        out.beginObject();
        return this;
    }

    @Override
    public JsonGenerator writeStartObject(String name) {
        return writeKey(name).writeStartObject();
    }

    @Override
    public JsonGenerator writeKey(String name) {
        out.name(name);
        return this;
    }

    @Override
    public JsonGenerator writeStartArray() {
        out.beginArray();
        return this;
    }

    @Override
    public JsonGenerator writeStartArray(String name) {
        return writeKey(name).writeStartArray();
    }

    @Override
    public JsonGenerator writeEnd() {
        out.end();
        return this;
    }

    @Override
    public JsonGenerator write(JsonValue value) {
        new JsonWalk(out).write(value);
        return this;
    }

    @Override
    public JsonGenerator write(String value) {
        if (value == null) {
            return writeNull();
        }
        out.string(value);
        return this;
    }

    @Override
    public JsonGenerator write(BigDecimal value) {
        return number(value);
    }

    @Override
    public JsonGenerator write(BigInteger value) {
        return number(value);
    }

    @Override
    public JsonGenerator write(int value) {
        return number(value);
    }

    @Override
    public JsonGenerator write(long value) {
        return number(value);
    }

    @Override
    public JsonGenerator write(double value) {
        return number(value);
    }

    private JsonGenerator number(Number value) {
        if (value == null) {
            return writeNull();
        }
        out.number(value.toString());
        return this;
    }

    @Override
    public JsonGenerator write(boolean value) {
        out.literal(String.valueOf(value));
        return this;
    }

    @Override
    public JsonGenerator writeNull() {
        out.literal("null");
        return this;
    }

    @Override
    public JsonGenerator write(String name, JsonValue value) {
        return writeKey(name).write(value);
    }

    @Override
    public JsonGenerator write(String name, String value) {
        return writeKey(name).write(value);
    }

    @Override
    public JsonGenerator write(String name, BigInteger value) {
        return writeKey(name).write(value);
    }

    @Override
    public JsonGenerator write(String name, BigDecimal value) {
        return writeKey(name).write(value);
    }

    @Override
    public JsonGenerator write(String name, int value) {
        return writeKey(name).write(value);
    }

    @Override
    public JsonGenerator write(String name, long value) {
        return writeKey(name).write(value);
    }

    @Override
    public JsonGenerator write(String name, double value) {
        return writeKey(name).write(value);
    }

    @Override
    public JsonGenerator write(String name, boolean value) {
        return writeKey(name).write(value);
    }

    @Override
    public JsonGenerator writeNull(String name) {
        return writeKey(name).writeNull();
    }

    @Override
    public void flush() {
        // Nothing is buffered.
    }

    @Override
    public void close() {
        // The caller checks completeness.
    }
}
