package io.processmanager.execution;

import io.processmanager.ProcessStep;
import jakarta.json.JsonValue;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Finds out what a step class has given for the {@code I} of {@link ProcessStep}, through all generic superclasses and interfaces. */
final class StepInputType {

    private StepInputType() {
    }

    /** @return the type; {@link JsonValue} where the class leaves it open, as a lambda does */
    static Type of(Class<?> step) {
        Type found = search(step, new HashMap<>());
        return found == null || found instanceof TypeVariable<?> ? JsonValue.class : found;
    }

    private static Type search(Type type, Map<TypeVariable<?>, Type> known) {
        Class<?> raw;
        Map<TypeVariable<?>, Type> bindings = new HashMap<>(known);
        if (type instanceof ParameterizedType parameterized) {
            raw = (Class<?>) parameterized.getRawType();
            Type[] arguments = parameterized.getActualTypeArguments();
            for (int i = 0; i < arguments.length; i++) {
                bindings.put(raw.getTypeParameters()[i], resolve(arguments[i], known));
            }
        } else if (type instanceof Class<?> plain) {
            raw = plain;
        } else {
            return null;
        }
        if (raw == ProcessStep.class) {
            return bindings.get(raw.getTypeParameters()[0]);
        }
        for (Type parent : raw.getGenericInterfaces()) {
            Type found = search(parent, bindings);
            if (found != null) {
                return found;
            }
        }
        return raw.getGenericSuperclass() == null ? null : search(raw.getGenericSuperclass(), bindings);
    }

    private static Type resolve(Type type, Map<TypeVariable<?>, Type> known) {
        if (type instanceof TypeVariable<?> variable) {
            return known.getOrDefault(variable, variable);
        }
        if (type instanceof GenericArrayType array && resolve(array.getGenericComponentType(), known) instanceof Class<?> component) {
            return Array.newInstance(component, 0).getClass();
        }
        if (type instanceof ParameterizedType parameterized) {
            Type[] arguments = Arrays.stream(parameterized.getActualTypeArguments()).map(argument -> resolve(argument, known)).toArray(Type[]::new);
            return new Parameterized(parameterized, arguments);
        }
        return type;
    }

    /** A parameterized type whose variables have been replaced. */
    private record Parameterized(ParameterizedType original, Type[] arguments) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return arguments.clone();
        }

        @Override
        public Type getRawType() {
            return original.getRawType();
        }

        @Override
        public Type getOwnerType() {
            return original.getOwnerType();
        }
    }
}
