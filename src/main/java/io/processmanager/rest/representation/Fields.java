package io.processmanager.rest.representation;

import io.processmanager.json.JsonMapping;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Builds a JSON object. Missing values become null; no field is omitted. */
public final class Fields {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final JsonProvider PROVIDER = JsonProvider.provider();
    private static final JsonBuilderFactory FACTORY = JsonMapping.JSON.createBuilderFactory(Map.of());

    private final JsonObjectBuilder object = FACTORY.createObjectBuilder();

    /**
     * @param text a text
     * @return it as JSON
     */
    public static JsonString string(String text) {
        return PROVIDER.createValue(text);
    }

    /**
     * @param items what to represent
     * @param representation maps one item
     * @param <T> item type
     * @return an array of the representations
     */
    public static <T> JsonArray array(Collection<T> items, Function<T, ? extends JsonValue> representation) {
        JsonArrayBuilder array = FACTORY.createArrayBuilder();
        items.forEach(item -> array.add(representation.apply(item)));
        return array.build();
    }

    /**
     * @param name field name
     * @param value its value
     * @return this
     */
    public Fields text(String name, String value) {
        object.add(name, value);
        return this;
    }

    /**
     * @param name field name
     * @param value null if empty
     * @return this
     */
    public Fields text(String name, Optional<String> value) {
        return json(name, value.<JsonValue>map(Fields::string).orElse(JsonValue.NULL));
    }

    /**
     * @param name field name
     * @param value its value
     * @return this
     */
    public Fields number(String name, long value) {
        object.add(name, value);
        return this;
    }

    /**
     * @param name field name
     * @param value null if empty
     * @return this
     */
    public Fields number(String name, Optional<Long> value) {
        return json(name, value.<JsonValue>map(JsonMapping.JSON::createValue).orElse(JsonValue.NULL));
    }

    /**
     * @param name field name
     * @param value its value
     * @return this
     */
    public Fields flag(String name, boolean value) {
        object.add(name, value);
        return this;
    }

    /**
     * @param name field name
     * @param value written in UTC with milliseconds
     * @return this
     */
    public Fields time(String name, Instant value) {
        object.add(name, TIME.format(value));
        return this;
    }

    /**
     * @param name field name
     * @param value written in UTC with milliseconds; null if empty
     * @return this
     */
    public Fields time(String name, Optional<Instant> value) {
        return text(name, value.map(TIME::format));
    }

    /**
     * @param name field name
     * @param value written in seconds, with decimals only if needed
     * @return this
     */
    public Fields seconds(String name, Duration value) {
        BigDecimal seconds = BigDecimal.valueOf(value.toMillis(), 3);
        object.add(name, value.toMillis() % 1_000 == 0 ? seconds.setScale(0) : seconds.stripTrailingZeros());
        return this;
    }

    /**
     * @param name field name
     * @param value its value
     * @return this
     */
    public Fields json(String name, JsonValue value) {
        object.add(name, value);
        return this;
    }

    /** @return the object */
    public JsonObject build() {
        return object.build();
    }
}
