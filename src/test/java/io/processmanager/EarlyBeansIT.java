package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Beans that are first called by a thread of ours. */
final class EarlyBeansIT extends InSharedDeployment {

    @Inject
    BeanManager manager;

    @Test
    void allAreThereAndInjectedBeforeAnyThreadOfOursCanAskForThem() throws Exception {
        Context application = manager.getContext(ApplicationScoped.class);
        List<Bean<?>> ours = manager.getBeans(Object.class, Any.Literal.INSTANCE).stream().filter(bean -> bean.getScope() == ApplicationScoped.class
                && bean.getBeanClass().getName().startsWith("io.processmanager.") && !bean.getBeanClass().getName().startsWith("io.processmanager.rest.")).toList();
        List<String> missing = new ArrayList<>();
        for (Bean<?> bean : ours) {
            Object made = application.get(bean);
            if (made == null) {
                missing.add(bean.getBeanClass().getName());
                continue;
            }
            for (Field field : bean.getBeanClass().getDeclaredFields()) {
                if (field.isAnnotationPresent(Inject.class)) {
                    field.setAccessible(true);
                    if (field.get(made) == null) {
                        missing.add(field.toString());
                    }
                }
            }
        }
        assertTrue(ours.size() > 50, () -> "only " + ours.size());
        assertEquals(List.of(), missing);
    }
}
