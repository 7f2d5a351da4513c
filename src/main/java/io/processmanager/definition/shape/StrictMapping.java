package io.processmanager.definition.shape;

import io.processmanager.definition.shape.JavaShape.Care;
import io.processmanager.json.JsonMapping;
import jakarta.json.JsonException;
import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * Maps JSON to a Java type like JSON-B, but rejects lossy conversions.
 *
 * @param type the target type
 * @param shapes of the deployment's types
 */
public record StrictMapping(Type type, JavaShapes shapes) {

    /**
     * @param json any value
     * @return the mapped value
     * @throws UnfitValueException if a value does not fit its type
     * @throws JsonbException if unmappable for another reason
     */
    public Object map(JsonValue json) {
        JavaShape shape = shapes.of(type);
        shape.check(json, Care.KIND);
        try {
            return JsonMapping.fromJson(json, type);
        } catch (JsonbException | JsonException | ClassCastException | IllegalArgumentException refused) {
            shape.check(json, Care.MAPPING);
            throw refused;
        }
    }

    /** @return the same path with JSON names instead of Java names, as far as they are known */
    public JsonPlace inJson(JsonPlace place) {
        JsonPlace inJson = JsonPlace.WHOLE;
        JavaShape shape = shapes.of(type);
        for (Object name : place.parts()) {
            JavaShape.Part part = shape.part(name);
            inJson = inJson.then(part.jsonName());
            shape = part.shape();
        }
        return inJson;
    }

    /** @return the type's name, for messages */
    public String typeName() {
        return type instanceof ParameterizedType parameterized ? TypeVariables.raw(parameterized).getSimpleName()
                : type instanceof Class<?> plain ? plain.getSimpleName() : type.getTypeName();
    }
}
