package io.processmanager.definition.shape;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Bindings of generic type variables.
 *
 * @param known the bound types
 */
public record TypeVariables(Map<TypeVariable<?>, Type> known) {

    public static final TypeVariables NONE = new TypeVariables(Map.of());

    /**
     * @param type a class or parameterized type; its arguments may use variables bound here
     * @return the bindings within it
     */
    public TypeVariables within(Type type) {
        if (!(type instanceof ParameterizedType parameterized)) {
            return this;
        }
        Map<TypeVariable<?>, Type> more = new HashMap<>(known);
        TypeVariable<?>[] variables = raw(parameterized).getTypeParameters();
        for (int i = 0; i < variables.length; i++) {
            more.put(variables[i], resolve(parameterized.getActualTypeArguments()[i]));
        }
        return new TypeVariables(more);
    }

    /** @return the type with bound variables replaced, and wildcards by their upper bound */
    Type resolve(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            return known.getOrDefault(variable, variable);
        }
        if (type instanceof WildcardType wildcard) {
            return resolve(wildcard.getUpperBounds()[0]);
        }
        if (type instanceof GenericArrayType array) {
            Type component = resolve(array.getGenericComponentType());
            return component instanceof Class<?> plain ? Array.newInstance(plain, 0).getClass() : new ArrayOf(component);
        }
        if (type instanceof ParameterizedType parameterized) {
            List<Type> arguments = Arrays.stream(parameterized.getActualTypeArguments()).map(this::resolve).toList();
            return new Parameterized(parameterized.getRawType(), parameterized.getOwnerType(), arguments);
        }
        return type;
    }

    /** @return the raw class */
    public static Class<?> raw(ParameterizedType type) {
        return (Class<?>) type.getRawType();
    }

    /** An array of a parameterized type. */
    private record ArrayOf(Type component) implements GenericArrayType {
        @Override
        public Type getGenericComponentType() {
            return component;
        }
    }

    /** A parameterized type with resolved arguments. */
    private record Parameterized(Type raw, Type owner, List<Type> arguments) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return arguments.toArray(Type[]::new);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public Type getOwnerType() {
            return owner;
        }
    }
}
