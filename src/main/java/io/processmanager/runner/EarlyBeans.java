package io.processmanager.runner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;

/**
 * Makes the beans of the Process Manager before they are needed. On Payara, a bean whose first call comes from a thread
 * that is not the container's, such as that of deadlines, is made without its fields being injected, and stays so.
 * Requests have threads of the container, so what belongs to them is made when it is needed.
 */
final class EarlyBeans {

    private static final String OURS = "io.processmanager.";
    private static final String OF_REQUESTS = OURS + "rest.";

    private EarlyBeans() {
    }

    /** Call on a thread of the container, before anything else. */
    static void make() {
        BeanManager manager = CDI.current().getBeanManager();
        manager.getBeans(Object.class, Any.Literal.INSTANCE).stream().filter(EarlyBeans::isNeeded).forEach(bean -> make(bean, manager));
    }

    private static boolean isNeeded(Bean<?> bean) {
        String name = bean.getBeanClass().getName();
        return bean.getScope() == ApplicationScoped.class && name.startsWith(OURS) && !name.startsWith(OF_REQUESTS);
    }

    private static <T> void make(Bean<T> bean, BeanManager manager) {
        manager.getContext(ApplicationScoped.class).get(bean, manager.createCreationalContext(bean));
    }
}
