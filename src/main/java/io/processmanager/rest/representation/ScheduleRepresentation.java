package io.processmanager.rest.representation;

import io.processmanager.schedule.ScheduleInfo;
import io.processmanager.schedule.SchedulePage;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** How schedules look in JSON: what was put, and what has become of it. */
public final class ScheduleRepresentation {

    private ScheduleRepresentation() {
    }

    /**
     * @param page schedules as they were listed
     * @return the page
     */
    public static JsonObject page(SchedulePage page) {
        return new Fields().json("items", Fields.array(page.items(), ScheduleRepresentation::whole)).text("next", page.next()).build();
    }

    /**
     * @param schedule a schedule as it was looked up
     * @return all of it
     */
    public static JsonObject whole(ScheduleInfo schedule) {
        JsonArray times = Fields.array(schedule.next(), time -> (JsonString) new Fields().time("at", time).build().get("at"));
        return new Fields()
                .text("name", schedule.name())
                .text("cron", schedule.schedule().cron())
                .json("every", every(schedule.schedule().every()))
                .text("zone", schedule.schedule().zone())
                .json("process", SpecificationRepresentation.of(schedule.schedule().process()))
                .text("misfire", schedule.schedule().misfire().name().toLowerCase(Locale.ROOT))
                .text("overlap", schedule.schedule().overlap().name().toLowerCase(Locale.ROOT))
                .text("description", schedule.description())
                .flag("paused", schedule.paused())
                .time("created_at", schedule.created())
                .time("next_at", schedule.nextAt())
                .json("next_times", times)
                .text("last_pid", schedule.last().pid())
                .time("last_fired_at", schedule.last().fired())
                .text("last_error", schedule.last().error())
                .build();
    }

    private static JsonValue every(Optional<Duration> interval) {
        return interval.<JsonValue>map(every -> new Fields().seconds("every", every).build().get("every")).orElse(JsonValue.NULL);
    }
}
