package io.processmanager.testing;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/** Runs test classes that share a deployment one after another, and all classes in the order of their names otherwise. */
public final class SharedDeploymentsFirst implements ClassOrderer {

    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors().sort(Comparator.<ClassDescriptor, String>comparing(test -> ownerOfDeployment(test.getTestClass()).map(Class::getName).orElse("~"))
                .thenComparing(test -> test.getTestClass().getName()));
    }

    static Optional<Class<?>> ownerOfDeployment(Class<?> test) {
        return Stream.<Class<?>>iterate(test.getSuperclass(), type -> type != null, Class::getSuperclass)
                .filter(type -> Arrays.stream(type.getDeclaredMethods()).anyMatch(method -> method.isAnnotationPresent(Deployment.class)))
                .findFirst();
    }
}
