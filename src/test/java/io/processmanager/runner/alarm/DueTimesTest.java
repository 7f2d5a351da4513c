package io.processmanager.runner.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DueTimesTest {

    private long now = 1_000_000;
    private long lastTime;
    private final List<Long> alarms = new ArrayList<>();
    private final DueTimes times = new DueTimes(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now);
        }
    });

    {
        times.onAlarm((time, after) -> {
            alarms.add(now + after.toMillis());
            lastTime = time;
        });
    }

    @Test
    void alarmIsSetForTheEarliestTime() {
        times.add(now + 500);
        times.add(now + 900);
        times.add(now + 200);

        assertEquals(List.of(1_000_501L, 1_000_201L), alarms);
    }

    @Test
    void afterAnAlarmTheNextOneIsSet() {
        times.add(now + 100);
        times.add(now + 400);
        now += 101;
        times.passed(lastTime);

        assertEquals(List.of(1_000_101L, 1_000_401L), alarms);
    }

    @Test
    void alarmThatComesTooEarlyIsSetAgain() {
        times.add(now + 100);
        now += 90;
        times.passed(lastTime);

        assertEquals(List.of(1_000_101L, 1_000_101L), alarms);
    }

    @Test
    void timesThatAreAlmostTheSameShareAnAlarm() {
        times.add(now + 100);
        times.add(now + 101);
        times.add(now + 103);
        now += 100;
        times.passed(lastTime);

        assertEquals(List.of(1_000_101L, 1_000_106L), alarms);
    }

    @Test
    void overtakenTimersSetNoOthersSoThatTheyDoNotBecomeMoreAndMore() {
        long start = now;
        List.of(start + 300, start + 200, start + 100, start + 900).forEach(times::add);
        for (long fires : List.of(start + 100, start + 200, start + 200, start + 300, start + 300)) {
            now = fires + 1;
            times.passed(fires);
        }

        assertEquals(List.of(start + 301, start + 201, start + 101, start + 201, start + 301, start + 901), alarms);
    }

    @Test
    void timerThatASuspendedServerHasDroppedDoesNotKeepOthersFromBeingSet() {
        times.add(now + 100);
        now += 200;
        times.add(now + 50);

        assertEquals(List.of(1_000_101L, 1_000_206L), alarms);
    }

    @Test
    void whatIsDueAlreadyOrFarAwayNeedsNone() {
        times.add(0);
        times.add(now);
        times.add(now + DueTimes.HORIZON.plus(Duration.ofMillis(1)).toMillis());
        times.passed(lastTime);

        assertEquals(List.of(), alarms);
    }
}
