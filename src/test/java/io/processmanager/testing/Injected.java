package io.processmanager.testing;

import java.lang.reflect.Field;

/** What a container would inject, for tests of a bean without one. */
public final class Injected {

    private Injected() {
    }

    /**
     * @param bean what the container has not made
     * @param field the name of a field that it would inject
     * @param value what to put there
     */
    public static void into(Object bean, String field, Object value) {
        for (Class<?> type = bean.getClass(); type != null; type = type.getSuperclass()) {
            try {
                Field found = type.getDeclaredField(field);
                found.setAccessible(true);
                found.set(bean, value);
                return;
            } catch (NoSuchFieldException inherited) {
                // A test may extend the bean.
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new IllegalArgumentException(bean.getClass() + " has no field '" + field + "'");
    }
}
