package io.processmanager.schedule;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import io.processmanager.schedule.Schedule.Misfire;
import io.processmanager.schedule.Schedule.Overlap;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Declares a schedule in code, at a public method of a bean that takes nothing and returns the {@link
 * io.processmanager.ManagedProcess} to start. The method is called once at each deployment; its schedule is made or
 * updated as by {@link Schedules#put}, so one that an administrator has paused stays paused. A schedule whose
 * declaration has gone stays until somebody removes it.
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class NightlyImport {
 *
 *     @ProcessSchedule(name = "nightly-import", cron = "0 3 * * *", zone = "Europe/Berlin")
 *     public ManagedProcess process() {
 *         return ManagedProcess.named("nightly import").step("fetch", StepSpec.ofType("fetch-rows")).build();
 *     }
 * }
 * }</pre>
 */
@Documented
@Target(METHOD)
@Retention(RUNTIME)
public @interface ProcessSchedule {

    /** @return the name of the schedule, unique in the deployment */
    String name();

    /** @return a UNIX cron expression with 5 fields; empty if there is an interval */
    String cron() default "";

    /** @return the interval as an ISO-8601 duration ({@code PT5M}); empty if there is a cron expression */
    String every() default "";

    /** @return the IANA name of the time zone of the cron expression */
    String zone() default Schedule.DEFAULT_ZONE;

    /** @return what becomes of missed firings */
    Misfire misfire() default Misfire.RUN_ONCE;

    /** @return what becomes of a firing while the last process has not ended */
    Overlap overlap() default Overlap.START;
}
