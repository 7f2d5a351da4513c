package io.processmanager.definition.shape;

import io.processmanager.definition.shape.JavaShape.Care;
import io.processmanager.json.JsonMapping;
import jakarta.json.JsonException;
import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * Maps JSON to a Java type as JSON-B does, but refuses what it would change on the way.
 *
 * @param type the type
 * @param shapes what the types of the deployment take
 */
public record StrictMapping(Type type, JavaShapes shapes) {

    /**
     * @param json any value
     * @return what it stands for
     * @throws UnfitValueException if it, or a value within it, does not fit its type
     * @throws JsonbException if it does not fit for another reason
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

    /** @return the name of the type, for messages */
    public String typeName() {
        return type instanceof ParameterizedType parameterized ? TypeVariables.raw(parameterized).getSimpleName()
                : type instanceof Class<?> plain ? plain.getSimpleName() : type.getTypeName();
    }
}
