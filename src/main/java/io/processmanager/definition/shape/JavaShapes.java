package io.processmanager.definition.shape;

import io.processmanager.definition.shape.JavaShape.Anything;
import io.processmanager.definition.shape.JavaShape.Entries;
import io.processmanager.definition.shape.JavaShape.Members;
import io.processmanager.definition.shape.JavaShape.Sequence;
import io.processmanager.definition.shape.JavaShape.Simple;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Cache of the shapes of a deployment's types, created on demand and released with the deployment. Thread-safe. */
public final class JavaShapes {

    /** Generic types can nest endlessly. */
    private static final int DEEPEST = 50;

    private static final Map<Class<?>, Class<?>> OPTIONAL_NUMBERS = Map.of(OptionalInt.class, Integer.class, OptionalLong.class, Long.class,
            OptionalDouble.class, Double.class);

    private final Map<Type, JavaShape> known = new ConcurrentHashMap<>();

    JavaShape of(Type type) {
        JavaShape shape = known.get(type);
        if (shape == null) {
            Map<Type, JavaShape> made = new HashMap<>();
            shape = makeIfLinked(type, made);
            known.putAll(made);
            known.put(type, shape);
        }
        return shape;
    }

    /** A class with missing dependencies cannot be inspected; JSON-B reports them. */
    private static JavaShape makeIfLinked(Type type, Map<Type, JavaShape> made) {
        try {
            return make(type, made, 0);
        } catch (LinkageError | TypeNotPresentException lacking) {
            made.clear();
            return Anything.ANYTHING;
        }
    }

    private static JavaShape make(Type type, Map<Type, JavaShape> made, int depth) {
        if (made.containsKey(type)) {
            return made.get(type);
        }
        if (type instanceof GenericArrayType array) {
            return new Sequence(make(array.getGenericComponentType(), made, depth + 1));
        }
        Class<?> raw = type instanceof ParameterizedType parameterized ? TypeVariables.raw(parameterized) : type instanceof Class<?> plain ? plain : Object.class;
        if (depth > DEEPEST || MappedMembers.isLeftToJsonB(raw)) {
            Class<?> json = MappedMembers.jsonType(raw);
            return JsonValue.class.isAssignableFrom(json) ? new Simple(json) : Anything.ANYTHING;
        }
        if (OPTIONAL_NUMBERS.containsKey(raw) || JsonKind.isSimple(raw)) {
            return new Simple(OPTIONAL_NUMBERS.getOrDefault(raw, raw));
        }
        if (raw.isArray()) {
            return new Sequence(make(raw.getComponentType(), made, depth + 1));
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return new Sequence(argument(type, 0, made, depth));
        }
        if (Map.class.isAssignableFrom(raw)) {
            return new Entries(argument(type, 0, made, depth), argument(type, 1, made, depth));
        }
        if (raw == Optional.class) {
            return argument(type, 0, made, depth);
        }
        return raw.getName().startsWith("java.") ? Anything.ANYTHING : members(type, raw, made, depth);
    }

    /** Like JSON-B, ignores type arguments of superclasses. */
    private static JavaShape argument(Type type, int index, Map<Type, JavaShape> made, int depth) {
        return type instanceof ParameterizedType parameterized && parameterized.getActualTypeArguments().length > index
                ? make(TypeVariables.NONE.resolve(parameterized.getActualTypeArguments()[index]), made, depth + 1)
                : Anything.ANYTHING;
    }

    private static JavaShape members(Type type, Class<?> raw, Map<Type, JavaShape> made, int depth) {
        Members members = new Members();
        made.put(type, members);
        MappedMembers.of(type, raw).forEach(member -> {
            Type resolved = member.type();
            JavaShape shape = member.isLeftToJsonB() ? Anything.ANYTHING : make(resolved, made, depth + 1);
            Class<?> plain = resolved instanceof Class<?> known ? known : resolved instanceof ParameterizedType generic ? TypeVariables.raw(generic) : Object.class;
            members.add(member.jsonName(), new Members.Member(shape, member.javaName(), member.description(), plain));
        });
        JsonbTypeInfo info = raw.getAnnotation(JsonbTypeInfo.class);
        if (info != null) {
            for (JsonbSubtype subtype : info.value()) {
                members.addSubtype(info.key(), subtype.alias(), make(subtype.type(), made, depth + 1));
            }
        }
        return members;
    }
}
