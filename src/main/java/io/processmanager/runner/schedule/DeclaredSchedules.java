package io.processmanager.runner.schedule;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.ManagedProcess;
import io.processmanager.runner.schedule.DeclaredSchedulesExtension.Declaration;
import io.processmanager.schedule.ProcessSchedule;
import io.processmanager.schedule.Schedule;
import io.processmanager.schedule.Schedules;
import io.processmanager.schedule.timing.ScheduleCheck;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes or updates the schedules that the deployment declares in code: their methods are called when it starts, the
 * rest waits until the database answers.
 */
@ApplicationScoped
public class DeclaredSchedules {

    @Inject
    DeclaredSchedulesExtension extension;

    @Inject
    BeanManager beans;

    @Inject
    ScheduleCheck check;

    @Inject
    Schedules schedules;

    private final Map<String, Schedule> unstored = new LinkedHashMap<>();

    /** @throws IllegalStateException if a declaration is wrong: the deployment fails then, and says why */
    synchronized void read() {
        for (Declaration declaration : extension.declarations()) {
            String name = declaration.schedule().name();
            try {
                if (unstored.put(name, check.check(name, schedule(declaration))) != null) {
                    throw wrong(declaration, "another one has the same name", null);
                }
            } catch (InvalidSpecificationException invalid) {
                throw wrong(declaration, invalid.getMessage(), invalid);
            }
        }
    }

    private Schedule schedule(Declaration declaration) {
        ProcessSchedule declared = declaration.schedule();
        return new Schedule(Optional.of(declared.cron()).filter(cron -> !cron.isEmpty()), every(declaration), declared.zone(), process(declaration), declared.misfire(),
                declared.overlap());
    }

    private static Optional<Duration> every(Declaration declaration) {
        try {
            return Optional.of(declaration.schedule().every()).filter(every -> !every.isEmpty()).map(Duration::parse);
        } catch (DateTimeParseException wrong) {
            throw wrong(declaration, "every: expected an ISO-8601 duration as PT5M, got '" + declaration.schedule().every() + "'", wrong);
        }
    }

    private ManagedProcess process(Declaration declaration) {
        try {
            Object bean = beans.getReference(declaration.bean(), declaration.method().getDeclaringClass(), beans.createCreationalContext(declaration.bean()));
            ManagedProcess process = (ManagedProcess) declaration.method().invoke(bean);
            if (process == null) {
                throw wrong(declaration, "the method has returned null", null);
            }
            return process;
        } catch (InvocationTargetException thrown) {
            throw wrong(declaration, "the method has thrown " + thrown.getCause(), thrown.getCause());
        } catch (IllegalAccessException hidden) {
            throw wrong(declaration, "the method cannot be called; is its class public?", hidden);
        }
    }

    private static IllegalStateException wrong(Declaration declaration, String reason, Throwable cause) {
        return new IllegalStateException("The schedule '" + declaration.schedule().name() + "' that is declared at " + declaration.method() + " is wrong, so it is not deployed: "
                + reason, cause);
    }

    /** Stores what is not stored yet. All nodes may do so at once. */
    synchronized void store() {
        for (Map.Entry<String, Schedule> schedule : Map.copyOf(unstored).entrySet()) {
            schedules.put(schedule.getKey(), schedule.getValue());
            unstored.remove(schedule.getKey());
        }
    }
}
