package io.processmanager.execution.connections;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/** Reflective access to a server object whose class is not visible here. */
record ServerObject(Object object) {

    ServerObject field(String name) {
        return field(fieldOf(object.getClass(), name));
    }

    ServerObject field(Field field) {
        try {
            return new ServerObject(field.get(object));
        } catch (IllegalAccessException differs) {
            throw unexpected("field " + field.getName(), differs);
        }
    }

    /** @return a field of the class or a superclass, for repeated use */
    static Field fieldOf(Class<?> type, String name) {
        try {
            for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
                for (Field field : declaring.getDeclaredFields()) {
                    if (field.getName().equals(name)) {
                        field.setAccessible(true);
                        return field;
                    }
                }
            }
            throw new NoSuchFieldException(name);
        } catch (ReflectiveOperationException | InaccessibleObjectException differs) {
            throw unexpected(type, "field " + name, differs);
        }
    }

    boolean hasMethod(String name) {
        return Arrays.stream(object.getClass().getMethods()).anyMatch(method -> method.getName().equals(name) && method.getParameterCount() == 0);
    }

    /** @return a public method, for repeated use */
    static Method methodOf(Class<?> type, String name, Class<?>... parameters) {
        try {
            Method method = type.getMethod(name, parameters);
            method.setAccessible(true);
            return method;
        } catch (ReflectiveOperationException | InaccessibleObjectException differs) {
            throw unexpected(type, "method " + name, differs);
        }
    }

    /** @return the result of a public method without parameters */
    ServerObject call(String name) {
        return call(methodOf(object.getClass(), name));
    }

    ServerObject call(Method method, Object... arguments) {
        try {
            return new ServerObject(method.invoke(object, arguments));
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() instanceof RuntimeException known ? known : unexpected("method " + method.getName(), thrown.getCause());
        } catch (IllegalAccessException differs) {
            throw unexpected("method " + method.getName(), differs);
        }
    }

    private IllegalStateException unexpected(String what, Throwable cause) {
        return unexpected(object.getClass(), what, cause);
    }

    private static IllegalStateException unexpected(Class<?> type, String what, Throwable cause) {
        return new IllegalStateException("The " + what + " of " + type.getName() + " is not as in the servers that are supported: " + cause, cause);
    }
}
