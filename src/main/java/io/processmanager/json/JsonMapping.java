package io.processmanager.json;

import io.processmanager.text.FailureText;
import jakarta.json.JsonException;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.lang.reflect.Type;
import java.util.Map;

/** Maps Java values to JSON and back with default JSON-B (Yasson); JSON values pass unmapped. */
public final class JsonMapping {

    /**
     * Use it instead of {@link jakarta.json.Json}, whose static methods search all archives of the deployment for a
     * provider on each call.
     */
    public static final JsonProvider JSON = JsonProvider.provider();

    private static final Jsonb JSONB = JsonbBuilder.create();
    private static final Jsonb WRITER = JsonbBuilder.newBuilder().withProvider(new CheckedProvider(JSON)).build();
    /** Rare; texts without this prefix avoid the slower parser. */
    private static final String NEGATIVE_ZERO = "-0";
    private static final String BEFORE_A_NUMBER = ":,[ \t\r\n";

    private static final JsonParserFactory PARSERS = JSON.createParserFactory(Map.of());

    private JsonMapping() {
    }

    /**
     * @param value anything JSON-B can write, a JSON value, or null
     * @return the JSON value; {@link JsonValue#NULL} for null
     * @throws UnstorableJsonException if it could not be stored; says where and why
     * @throws JsonbException if JSON-B cannot write it; likewise
     */
    public static JsonValue toJson(Object value) {
        return value == null ? JsonValue.NULL : value instanceof JsonValue json ? json : write(value, Integer.MAX_VALUE).value();
    }

    /**
     * Writes JSON that can be stored and read back. Each part is read once: the result is what was checked.
     *
     * @param value as for {@link #toJson}
     * @param most maximum characters
     * @return value and text
     * @throws UnstorableJsonException as for {@link #toJson}; {@link JsonTooLongException} if too long
     * @throws JsonbException if JSON-B cannot write it; says where and why
     */
    public static WrittenJson write(Object value, int most) {
        JsonWriting out = new JsonWriting(most);
        if (value == null || value instanceof JsonValue) {
            JsonValue json = value == null ? JsonValue.NULL : (JsonValue) value;
            JsonWalk walk = new JsonWalk(out);
            walk.write(json);
            return new WrittenJson(walk.metForeign() ? parse(out.text()) : json, out.text());
        }
        map(value, out);
        return new WrittenJson(parse(out.text()), out.text());
    }

    private static void map(Object value, JsonWriting out) {
        try {
            WRITER.toJson(value, new CheckedProvider.Destination(out));
        } catch (StackOverflowError deep) {
            out.refuseDepth(deep);
        } catch (RuntimeException failure) {
            if (out.complaint() == null) {
                throw new JsonbException(out.refusal("cannot be written as JSON: " + FailureText.reasons(failure), failure).getMessage(), failure);
            }
        }
        if (out.complaint() != null) {
            throw out.complaint();
        }
        if (out.text() == null) {
            throw out.refusal("cannot be written as JSON: its serializer has not written it to its end", null);
        }
    }

    /**
     * @param json the value
     * @param type the target type
     * @param <T> that type
     * @return the mapped value; null for JSON null, unless the type is Object or a JSON type
     * @throws JsonbException if it does not fit
     */
    @SuppressWarnings("unchecked")
    public static <T> T fromJson(JsonValue json, Type type) {
        if (type == Object.class || type instanceof Class<?> wanted && JsonValue.class.isAssignableFrom(wanted)) {
            if (type instanceof Class<?> wanted && !wanted.isInstance(json)) {
                throw new JsonbException(
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
     * @param text one JSON value
     * @return the value
     * @throws JsonParsingException if it is not JSON
     */
    public static JsonValue parse(String text) {
        try (JsonParser parser = parser(text)) {
            if (!parser.hasNext()) {
                throw new JsonParsingException("there is no JSON value", parser.getLocation());
            }
            parser.next();
            JsonValue value = value(parser);
            if (parser.hasNext()) {
                throw new JsonParsingException("there is more after the JSON value", parser.getLocation());
            }
            return value;
        }
    }

    /**
     * @param text one JSON value
     * @return a parser that keeps the sign of negative zeros
     */
    public static JsonParser parser(String text) {
        JsonParser parser = PARSERS.createParser(new StringReader(text));
        return mayHaveNegativeZero(text) ? new SignKeepingParser(parser) : parser;
    }

    /** Ignores dates and exponents. */
    private static boolean mayHaveNegativeZero(String text) {
        for (int at = text.indexOf(NEGATIVE_ZERO); at >= 0; at = text.indexOf(NEGATIVE_ZERO, at + 1)) {
            if (at == 0 || BEFORE_A_NUMBER.indexOf(text.charAt(at - 1)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Parsson throws a bare RuntimeException beyond 1,000 levels. */
    private static JsonValue value(JsonParser parser) {
        try {
            return parser.getValue();
        } catch (JsonException | IllegalStateException known) {
            throw known;
        } catch (RuntimeException tooDeep) {
            throw new JsonParsingException(tooDeep.getMessage(), tooDeep, parser.getLocation());
        }
    }
}
