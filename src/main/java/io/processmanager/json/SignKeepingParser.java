package io.processmanager.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParser;
import java.math.BigDecimal;

/** Returns negative zeros, whose sign other parsers drop, as {@link SignedZero}. */
final class SignKeepingParser implements JsonParser {

    private final JsonParser parser;
    private Event event;

    SignKeepingParser(JsonParser parser) {
        this.parser = parser;
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    @Override
    public Event next() {
        event = parser.next();
        return event;
    }

    @Override
    public Event currentEvent() {
        return event;
    }

    @Override
    public String getString() {
        return parser.getString();
    }

    @Override
    public boolean isIntegralNumber() {
        return parser.isIntegralNumber();
    }

    @Override
    public int getInt() {
        return parser.getInt();
    }

    @Override
    public long getLong() {
        return parser.getLong();
    }

    @Override
    public BigDecimal getBigDecimal() {
        return parser.getBigDecimal();
    }

    @Override
    public JsonLocation getLocation() {
        return parser.getLocation();
    }

    @Override
    public JsonValue getValue() {
        if (event == Event.START_OBJECT) {
            return getObject();
        }
        if (event == Event.START_ARRAY) {
            return getArray();
        }
        boolean isNegative = event == Event.VALUE_NUMBER && parser.getString().startsWith("-");
        return isNegative && parser.getBigDecimal().signum() == 0 ? new SignedZero(parser.getBigDecimal()) : parser.getValue();
    }

    @Override
    public JsonObject getObject() {
        JsonObjectBuilder object = JsonMapping.JSON.createObjectBuilder();
        while (next() != Event.END_OBJECT) {
            String name = getString();
            next();
            object.add(name, getValue());
        }
        return object.build();
    }

    @Override
    public JsonArray getArray() {
        JsonArrayBuilder array = JsonMapping.JSON.createArrayBuilder();
        while (next() != Event.END_ARRAY) {
            array.add(getValue());
        }
        return array.build();
    }

    @Override
    public void close() {
        parser.close();
    }
}
