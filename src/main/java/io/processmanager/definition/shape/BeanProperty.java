package io.processmanager.definition.shape;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.json.bind.config.PropertyVisibilityStrategy;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A property as JSON-B sees it: field, getter and setter, each optional and from any class of the hierarchy. */
final class BeanProperty {

    /** The default of JSON-B. */
    static final PropertyVisibilityStrategy PUBLIC_ONLY = new PropertyVisibilityStrategy() {
        @Override
        public boolean isVisible(Field field) {
            return Modifier.isPublic(field.getModifiers());
        }

        @Override
        public boolean isVisible(Method method) {
            return Modifier.isPublic(method.getModifiers());
        }
    };

    private static final int NEVER_WRITTEN = Modifier.TRANSIENT | Modifier.STATIC | Modifier.FINAL;

    private Field field;
    private Method getter;
    private Method setter;
    private Type fieldType;
    private Type setterType;

    /** @return the property of a getter or setter; empty for other methods */
    static Optional<String> nameOf(Method method) {
        String name = method.getName();
        boolean isSetter = name.startsWith("set") && method.getParameterCount() == 1;
        boolean isGetter = (name.startsWith("get") || name.startsWith("is")) && method.getParameterCount() == 0;
        if (!isSetter && !isGetter) {
            return Optional.empty();
        }
        String rest = name.substring(name.startsWith("is") ? 2 : 3);
        boolean isAcronym = rest.length() > 1 && Character.isUpperCase(rest.charAt(0)) && Character.isUpperCase(rest.charAt(1));
        return Optional.of(isAcronym || rest.isEmpty() ? rest : Character.toLowerCase(rest.charAt(0)) + rest.substring(1));
    }

    void set(Field declared, TypeVariables variables) {
        field = declared;
        fieldType = variables.resolve(declared.getGenericType());
    }

    void set(Method declared, TypeVariables variables) {
        if (declared.getParameterCount() == 0) {
            getter = declared;
        } else {
            // Which of several setters JSON-B uses is unspecified.
            boolean isOneOfSeveral = setter != null && setter.getDeclaringClass() == declared.getDeclaringClass();
            setter = declared;
            setterType = isOneOfSeveral ? Object.class : variables.resolve(declared.getGenericParameterTypes()[0]);
        }
    }

    boolean isWritten(PropertyVisibilityStrategy visibility) {
        boolean isHidden = Stream.of(field, setter).filter(Objects::nonNull).anyMatch(element -> MappedMembers.isAnnotated(element, JsonbTransient.class));
        return (field == null || (field.getModifiers() & NEVER_WRITTEN) == 0) && !isHidden && (isSet(visibility) || isFieldWritten(visibility));
    }

    Type type(PropertyVisibilityStrategy visibility) {
        return isSet(visibility) ? setterType : fieldType;
    }

    private boolean isSet(PropertyVisibilityStrategy visibility) {
        return setter != null && visibility.isVisible(setter);
    }

    /** By default, a non-public setter also disables access to the field. */
    private boolean isFieldWritten(PropertyVisibilityStrategy visibility) {
        return field != null && visibility.isVisible(field) && (setter == null || visibility != PUBLIC_ONLY);
    }

    String jsonName(String otherwise) {
        return Stream.of(setter, field).filter(Objects::nonNull).flatMap(element -> MappedMembers.annotation(element, JsonbProperty.class).stream())
                .map(JsonbProperty::value).filter(given -> !given.isEmpty()).findFirst().orElse(otherwise);
    }

    Stream<AnnotatedElement> elements() {
        return Stream.<AnnotatedElement>of(field, getter, setter).filter(Objects::nonNull);
    }
}
