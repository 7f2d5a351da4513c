package io.processmanager.definition;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Beans without a container: each there is one of, which has a name. */
public final class TestBeans extends ContainerBeans {

    private final Map<String, Object> beans = new LinkedHashMap<>();
    private Throwable failure;
    private int released;

    public TestBeans() {
        manager = proxy(BeanManager.class, Map.of(
                "getBeans", arguments -> beans.keySet().stream().filter(name -> ((Class<?>) arguments[0]).isInstance(beans.get(name))).map(this::bean).collect(Collectors.toSet()),
                "resolve", arguments -> ((Set<?>) arguments[0]).iterator().next(),
                "createCreationalContext", arguments -> proxy(CreationalContext.class, Map.of("release", none -> ++released)),
                "getReference", arguments -> beans.get(((Bean<?>) arguments[0]).getName())));
    }

    public TestBeans with(String name, Object bean) {
        beans.put(name, bean);
        return this;
    }

    /** From now on, no bean can be had. */
    public void failing(Throwable reason) {
        failure = reason;
    }

    public Object get(String name) {
        return beans.get(name);
    }

    /** How many were given back. */
    public int released() {
        return released;
    }

    private Bean<?> bean(String name) {
        return proxy(Bean.class, Map.of("getName", none -> name, "getTypes", none -> Set.of(beans.get(name).getClass())));
    }

    private <T> T proxy(Class<T> type, Map<String, Function<Object[], Object>> methods) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            if (failure != null && method.getName().equals("getReference")) {
                throw failure;
            }
            if (method.getName().equals("hashCode")) {
                return System.identityHashCode(self);
            }
            if (method.getName().equals("equals")) {
                return self == arguments[0];
            }
            Object result = methods.get(method.getName()).apply(arguments);
            return method.getReturnType() == void.class ? null : result;
        }));
    }
}
