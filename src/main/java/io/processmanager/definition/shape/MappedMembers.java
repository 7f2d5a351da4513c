package io.processmanager.definition.shape;

import jakarta.json.bind.JsonbException;
import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbDateFormat;
import jakarta.json.bind.annotation.JsonbNumberFormat;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import jakarta.json.bind.annotation.JsonbTypeDeserializer;
import jakarta.json.bind.annotation.JsonbVisibility;
import jakarta.json.bind.config.PropertyVisibilityStrategy;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The members of a class that JSON-B sets, by JSON name: creator parameters or record components, setters and public
 * fields. Annotations that change the mapping leave a member to JSON-B.
 */
public final class MappedMembers {

    private static final List<Class<? extends Annotation>> OTHER_WAYS = List.of(JsonbTypeAdapter.class, JsonbTypeDeserializer.class, JsonbNumberFormat.class,
            JsonbDateFormat.class);

    private final Class<?> owner;
    private final boolean hasFormat;
    private final Map<String, MappedMember> byJsonName = new LinkedHashMap<>();

    private MappedMembers(Class<?> owner) {
        this.owner = owner;
        this.hasFormat = isAnnotated(owner, JsonbNumberFormat.class) || isAnnotated(owner, JsonbDateFormat.class)
                || owner.getPackage() != null && (isAnnotated(owner.getPackage(), JsonbNumberFormat.class) || isAnnotated(owner.getPackage(), JsonbDateFormat.class));
    }

    /**
     * @param type with all variables resolved
     * @param description for messages
     * @param isLeftToJsonB whether annotations change its mapping
     */
    record MappedMember(String jsonName, String javaName, Type type, String description, boolean isLeftToJsonB) {
    }

    /** @return whether the class defines its own mapping */
    static boolean isLeftToJsonB(Class<?> type) {
        return isAnnotated(type, JsonbTypeAdapter.class) || isAnnotated(type, JsonbTypeDeserializer.class);
    }

    /** @return the type that callers provide: the input of the type's adapter, if any */
    public static Class<?> jsonType(Class<?> type) {
        return annotation(type, JsonbTypeAdapter.class).stream().flatMap(adapter -> Arrays.stream(adapter.value().getMethods()))
                .filter(method -> method.getName().equals("adaptFromJson") && !method.isBridge()).<Class<?>>map(method -> method.getParameterTypes()[0]).findFirst()
                .orElse(type);
    }

    static Collection<MappedMember> of(Type type, Class<?> raw) {
        MappedMembers members = new MappedMembers(raw);
        TypeVariables variables = TypeVariables.NONE.within(type);
        members.addProperties(raw, variables);
        members.addParameters(variables);
        return members.byJsonName.values();
    }

    private void addProperties(Class<?> type, TypeVariables variables) {
        Map<String, BeanProperty> properties = new HashMap<>();
        collect(type, variables, properties);
        PropertyVisibilityStrategy visibility = visibility();
        properties.forEach((name, property) -> {
            if (property.isWritten(visibility)) {
                add(property.jsonName(name), name, property.type(visibility), "the property", property.elements());
            }
        });
    }

    private PropertyVisibilityStrategy visibility() {
        return annotation(owner, JsonbVisibility.class).or(() -> Optional.ofNullable(owner.getPackage()).flatMap(own -> annotation(own, JsonbVisibility.class)))
                .map(MappedMembers::strategy).orElse(BeanProperty.PUBLIC_ONLY);
    }

    private static PropertyVisibilityStrategy strategy(JsonbVisibility visibility) {
        try {
            return visibility.value().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException notForUs) {
            throw new JsonbException("The strategy " + visibility.value().getName() + " of @JsonbVisibility has no constructor that can be called", notForUs);
        }
    }

    /** Top-down, so that subclasses override. */
    private static void collect(Class<?> type, TypeVariables variables, Map<String, BeanProperty> properties) {
        if (type == null || type == Object.class || type == Record.class) {
            return;
        }
        collect(type.getSuperclass(), type.getGenericSuperclass() instanceof ParameterizedType parent ? variables.within(parent) : variables, properties);
        for (Field field : type.getDeclaredFields()) {
            if (!field.isSynthetic()) {
                properties.computeIfAbsent(field.getName(), name -> new BeanProperty()).set(field, variables);
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (!method.isBridge() && !Modifier.isStatic(method.getModifiers())) {
                BeanProperty.nameOf(method).ifPresent(name -> properties.computeIfAbsent(name, any -> new BeanProperty()).set(method, variables));
            }
        }
    }

    private void addParameters(TypeVariables variables) {
        RecordComponent[] components = owner.isRecord() ? owner.getRecordComponents() : new RecordComponent[0];
        creator().ifPresent(creator -> {
            Parameter[] parameters = creator.getParameters();
            boolean isCanonical = components.length == parameters.length && Arrays.equals(creator.getParameterTypes(),
                    Arrays.stream(components).map(RecordComponent::getType).toArray());
            for (int i = 0; i < parameters.length; i++) {
                String name = isCanonical ? components[i].getName() : parameters[i].getName();
                String jsonName = annotation(parameters[i], JsonbProperty.class).map(JsonbProperty::value).filter(given -> !given.isEmpty()).orElse(name);
                add(jsonName, name, variables.resolve(parameters[i].getParameterizedType()), isCanonical ? "the component" : "the parameter", Stream.of(parameters[i]));
            }
        });
    }

    private Optional<Executable> creator() {
        Optional<Executable> declared = Stream.<Executable>concat(Arrays.stream(owner.getDeclaredConstructors()), Arrays.stream(owner.getDeclaredMethods()))
                .filter(executable -> isAnnotated(executable, JsonbCreator.class)).findFirst();
        return declared.or(() -> owner.isRecord() ? Arrays.<Executable>stream(owner.getDeclaredConstructors()).findFirst() : Optional.empty());
    }

    private void add(String jsonName, String javaName, Type type, String kind, Stream<? extends AnnotatedElement> elements) {
        boolean inAnotherWay = elements.anyMatch(element -> OTHER_WAYS.stream().anyMatch(other -> isAnnotated(element, other)));
        byJsonName.put(jsonName, new MappedMember(jsonName, javaName, type, kind + " '" + javaName + "' of " + owner.getSimpleName(), hasFormat || inAnotherWay));
    }

    static boolean isAnnotated(AnnotatedElement element, Class<? extends Annotation> wanted) {
        return annotation(element, wanted).isPresent();
    }

    /** A direct annotation, or one on another annotation of the element. */
    static <A extends Annotation> Optional<A> annotation(AnnotatedElement element, Class<A> wanted) {
        return Optional.ofNullable(element.getAnnotation(wanted)).or(() -> Arrays.stream(element.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(wanted)).filter(Objects::nonNull).findFirst());
    }
}
