package io.processmanager;

import jakarta.json.Json;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.StringReader;
import java.lang.reflect.Type;
import java.util.Map;

/** The one place where Java values become JSON values and back: JSON-B (Yasson) with its defaults; JSON values pass unmapped. */
public final class JsonMapping {

    private static final Jsonb JSONB = JsonbBuilder.create();
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    private JsonMapping() {
    }

    /**
     * @param value anything that JSON-B can write, a JSON value, or null
     * @return the JSON value; {@link JsonValue#NULL} for null
     * @throws jakarta.json.bind.JsonbException if JSON-B cannot write it
     */
    public static JsonValue toJson(Object value) {
        if (value == null) {
            return JsonValue.NULL;
        }
        return value instanceof JsonValue json ? json : parse(JSONB.toJson(value));
    }

    /**
     * @param json what to map
     * @param type the Java type wanted
     * @param <T> that type
     * @return the value; null for JSON's null, unless a JSON type is wanted
     * @throws jakarta.json.bind.JsonbException if it does not fit the type
     */
    @SuppressWarnings("unchecked")
    public static <T> T fromJson(JsonValue json, Type type) {
        if (type == Object.class || type instanceof Class<?> wanted && JsonValue.class.isAssignableFrom(wanted)) {
            if (type instanceof Class<?> wanted && !wanted.isInstance(json)) {
                throw new jakarta.json.bind.JsonbException(
                        "expected a " + wanted.getSimpleName() + " but got JSON of type " + json.getValueType());
            }
            return (T) json;
        }
        if (json == JsonValue.NULL || json.getValueType() == JsonValue.ValueType.NULL) {
            return null;
        }
        return JSONB.fromJson(json.toString(), type);
    }

    /**
     * @param text one JSON value of any kind
     * @return the value
     * @throws jakarta.json.stream.JsonParsingException if it is not JSON
     */
    public static JsonValue parse(String text) {
        try (var reader = READERS.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }
}
