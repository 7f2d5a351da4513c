package io.processmanager.definition;

import io.processmanager.ProcessStep;
import io.processmanager.definition.shape.TypeVariables;
import jakarta.json.JsonValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;

/** Resolves the type argument {@code I} of {@link ProcessStep} through all generic supertypes. */
public final class StepInputType {

    private StepInputType() {
    }

    /** @return the type; {@link JsonValue} if left open, as by a lambda */
    public static Type of(Class<?> step) {
        Type found = search(step, TypeVariables.NONE);
        return found == null || found instanceof TypeVariable<?> ? JsonValue.class : found;
    }

    private static Type search(Type type, TypeVariables known) {
        Class<?> raw = type instanceof ParameterizedType parameterized ? TypeVariables.raw(parameterized) : (Class<?>) type;
        TypeVariables variables = known.within(type);
        if (raw == ProcessStep.class) {
            return variables.known().get(raw.getTypeParameters()[0]);
        }
        for (Type parent : raw.getGenericInterfaces()) {
            Type found = search(parent, variables);
            if (found != null) {
                return found;
            }
        }
        return raw.getGenericSuperclass() == null ? null : search(raw.getGenericSuperclass(), variables);
    }
}
