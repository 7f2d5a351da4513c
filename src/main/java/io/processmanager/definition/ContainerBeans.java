package io.processmanager.definition;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds container beans for step constructors: by parameter type, or by a type or bean name from the specification. */
@ApplicationScoped
public class ContainerBeans {

    @Inject
    BeanManager manager;

    boolean has(Class<?> wanted) {
        return find(wanted).isPresent();
    }

    boolean has(String service, Class<?> wanted) {
        return find(service, wanted).isPresent();
    }

    Lease lease() {
        return new Lease();
    }

    private Optional<Bean<?>> find(Class<?> wanted) {
        return wanted.isPrimitive() ? Optional.empty() : resolve(manager.getBeans(wanted));
    }

    /** Never loads a class named by a specification; only compares names with suitable beans' types. */
    private Optional<Bean<?>> find(String service, Class<?> wanted) {
        Set<Bean<?>> suitable = manager.getBeans(wanted, new Annotation[] {Any.Literal.INSTANCE});
        return resolve(suitable.stream().filter(bean -> service.equals(bean.getName())
                || bean.getTypes().stream().anyMatch(type -> type.getTypeName().equals(service))).collect(Collectors.toSet()));
    }

    private Optional<Bean<?>> resolve(Set<Bean<?>> candidates) {
        try {
            return candidates.isEmpty() ? Optional.empty() : Optional.ofNullable(manager.resolve(candidates));
        } catch (AmbiguousResolutionException ambiguous) {
            return Optional.empty();
        }
    }

    /** The beans used by one step; {@link #close} destroys the dependent ones. */
    final class Lease implements AutoCloseable {

        private final List<CreationalContext<?>> contexts = new ArrayList<>();

        Object get(Class<?> wanted) {
            return get(find(wanted).orElseThrow(() -> gone(wanted.getName())), wanted);
        }

        Object get(String service, Class<?> wanted) {
            return get(find(service, wanted).orElseThrow(() -> gone(service)), wanted);
        }

        private Object get(Bean<?> bean, Class<?> wanted) {
            CreationalContext<?> context = manager.createCreationalContext(bean);
            contexts.add(context);
            return manager.getReference(bean, wanted, context);
        }

        private static IllegalArgumentException gone(String what) {
            return new IllegalArgumentException("there is no container bean '" + what + "', or more than one");
        }

        @Override
        public void close() {
            // Release each once, even if another throws.
            while (!contexts.isEmpty()) {
                contexts.remove(contexts.size() - 1).release();
            }
        }
    }
}
