package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.schedule.ProcessPlugin;
import io.processmanager.schedule.ProcessSchedule;
import io.processmanager.schedule.Schedule;
import io.processmanager.schedule.Schedule.Misfire;
import io.processmanager.schedule.Schedule.Overlap;
import io.processmanager.schedule.ScheduleInfo;
import io.processmanager.schedule.Schedules;
import io.processmanager.store.Tables;
import io.processmanager.testing.Await;
import io.processmanager.view.ProcessQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What an application declares in code: a schedule, and plugins that are asked what to start. */
class DeclaredSchedulesIT extends InServer {

    private static final ProcessQuery OF_PLUGIN = ProcessQuery.ALL.withName("of a plugin");

    @Inject
    Schedules schedules;

    /** An application's schedule. */
    @ApplicationScoped
    public static class Declaring {

        @ProcessSchedule(name = "declared", cron = "0 3 * * *", zone = "Europe/Berlin", misfire = Misfire.SKIP, overlap = Overlap.SKIP)
        public ManagedProcess nightly() {
            return ManagedProcess.named("declared process").step("a", StepSpec.ofType("merge", Map.of("night", true))).build();
        }
    }

    /** A plugin that is asked along with two that misbehave. */
    @ApplicationScoped
    public static class Asked implements ProcessPlugin {

        @Override
        public Collection<ManagedProcess> due() {
            return List.of(ManagedProcess.named("of a plugin").step("a", StepSpec.ofType("merge", Map.of())).build());
        }
    }

    /** Fails whenever it is asked. */
    @ApplicationScoped
    public static class Throwing implements ProcessPlugin {

        @Override
        public Collection<ManagedProcess> due() throws Exception {
            throw new Exception("this plugin always throws");
        }
    }

    /** Answers only when it is interrupted. */
    @ApplicationScoped
    public static class Hanging implements ProcessPlugin {

        @Override
        public Collection<ManagedProcess> due() throws Exception {
            new CountDownLatch(1).await();
            return List.of();
        }
    }

    @Deployment
    static WebArchive war() {
        return warWith(List.of(DeclaredSchedulesIT.class));
    }

    @Test
    void scheduleThatIsDeclaredInCodeIsMadeAtDeployment() {
        ScheduleInfo declared = Await.until("the declared schedule", LIMIT, () -> schedules.list(null, 500).items().stream().filter(info -> info.name().equals("declared")).findFirst().orElse(null),
                found -> found != null);

        assertEquals(Schedule.cron("0 3 * * *", new Declaring().nightly()).withZone("Europe/Berlin").withMisfire(Misfire.SKIP).withOverlap(Overlap.SKIP), declared.schedule());
        assertEquals("at 03:00", declared.description());
        assertEquals(5, declared.next().size());
        assertEquals(true, awaitEnd(schedules.run("declared")).output().value().orElseThrow().asJsonObject().getBoolean("night"));
    }

    @Test
    void pluginsAreAskedAgainAndAgainAlthoughOneOfThemThrowsAndOneHangs() {
        Tables.update("update plugin_lease set asked_at = null, node_id = null");
        Await.until("a process of the plugin", LIMIT, () -> !processes.list(OF_PLUGIN).items().isEmpty());
        Tables.update("update plugin_lease set asked_at = asked_at - 61000");
        Await.until("another one", LIMIT, () -> processes.list(OF_PLUGIN).items().size() >= 2);
    }
}
