package io.processmanager.runner.schedule;

import io.processmanager.ManagedProcess;
import io.processmanager.schedule.ProcessSchedule;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** Finds the methods of beans that declare schedules, while the container scans the deployment. */
public class DeclaredSchedulesExtension implements Extension {

    private final List<Declaration> declarations = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * A method that declares a schedule.
     *
     * @param bean whose method it is
     * @param method takes nothing and returns what to start
     * @param schedule what stands at it
     */
    record Declaration(Bean<?> bean, Method method, ProcessSchedule schedule) {
    }

    <T> void find(@Observes ProcessManagedBean<T> found) {
        for (AnnotatedMethod<? super T> method : found.getAnnotatedBeanClass().getMethods()) {
            ProcessSchedule schedule = method.getAnnotation(ProcessSchedule.class);
            if (schedule != null) {
                Method member = method.getJavaMember();
                if (!Modifier.isPublic(member.getModifiers()) || member.getParameterCount() > 0 || member.getReturnType() != ManagedProcess.class) {
                    problems.add("@ProcessSchedule(name = \"" + schedule.name() + "\") stands at " + member + "; expected a public method that takes nothing and returns a ManagedProcess");
                }
                declarations.add(new Declaration(found.getBean(), member, schedule));
            }
        }
    }

    void report(@Observes AfterBeanDiscovery discovery) {
        problems.forEach(problem -> discovery.addDefinitionError(new DefinitionException(problem)));
    }

    List<Declaration> declarations() {
        return declarations;
    }
}
