package io.processmanager.json;

import io.processmanager.text.FailureText;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/**
 * Writes JSON values, reading each part once: foreign implementations may change between reads, throw, or never end.
 */
final class JsonWalk {

    private static final Class<?> INT = JsonMapping.JSON.createValue(1).getClass();
    private static final Class<?> LONG = JsonMapping.JSON.createValue(1L).getClass();
    private static final Class<?> OBJECT = JsonMapping.JSON.createObjectBuilder().build().getClass();
    private static final Class<?> DECIMAL = JsonMapping.JSON.createValue(BigDecimal.ONE).getClass();

    /** The provider's classes, immutable apart from contained values. */
    private static final Set<Class<?>> OWN = Set.of(JsonMapping.JSON.createValue("").getClass(), INT, LONG, OBJECT,
            JsonMapping.JSON.createArrayBuilder().build().getClass(), JsonValue.EMPTY_JSON_OBJECT.getClass(), JsonValue.EMPTY_JSON_ARRAY.getClass(), JsonValue.NULL.getClass());

    private final JsonWriting out;
    private boolean foreign;

    JsonWalk(JsonWriting out) {
        this.out = out;
    }

    /** @return whether a value was not of the provider's own classes */
    boolean metForeign() {
        return foreign;
    }

    /** @throws UnstorableJsonException if any part cannot be stored */
    void write(JsonValue value) {
        try {
            walk(value);
        } catch (StackOverflowError deep) {
            throw out.complaint() != null ? out.complaint() : out.refuseDepth(deep);
        } catch (RuntimeException failure) {
            throw out.complaint() != null ? out.complaint() : out.refusal("cannot be read, since its class " + (value == null ? "" : value.getClass().getName()) + " or that of something in it has thrown "
                    + failure.getClass().getName() + ": " + FailureText.message(failure), failure);
        }
    }

    private void walk(JsonValue value) {
        JsonValue.ValueType type = value == null ? null : value.getValueType();
        foreign |= value != null && !OWN.contains(value.getClass()) && !isOwnDecimal(value);
        if (value instanceof JsonObject object && type == JsonValue.ValueType.OBJECT) {
            if (value.getClass() == OBJECT) {
                out.beginObjectOfDistinctNames();
            } else {
                out.beginObject();
            }
            for (Map.Entry<String, JsonValue> member : object.entrySet()) {
                out.name(member.getKey());
                walk(member.getValue());
            }
            out.end();
        } else if (value instanceof JsonArray array && type == JsonValue.ValueType.ARRAY) {
            out.beginArray();
            for (JsonValue element : array) {
                walk(element);
            }
            out.end();
        } else if (value instanceof JsonString string && type == JsonValue.ValueType.STRING) {
            String text = string.getString();
            if (text == null) {
                throw out.refusal("is a JSON string without a text", null);
            }
            out.string(text);
        } else if (value instanceof JsonNumber number && type == JsonValue.ValueType.NUMBER) {
            out.number(number.toString());
        } else if (type == JsonValue.ValueType.TRUE || type == JsonValue.ValueType.FALSE || type == JsonValue.ValueType.NULL) {
            out.literal(type == JsonValue.ValueType.TRUE ? "true" : type == JsonValue.ValueType.FALSE ? "false" : "null");
        } else {
            throw out.refusal(value == null ? "is missing: it is Java's null and no JSON value"
                    : "is no JSON value: its class " + value.getClass().getName() + " says that it is of type " + type + " and does not implement that", null);
        }
    }

    private static boolean isOwnDecimal(JsonValue value) {
        return value.getClass() == DECIMAL && ((JsonNumber) value).bigDecimalValue().getClass() == BigDecimal.class;
    }
}
