package io.processmanager.schedule.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When cron expressions fire, above all where the clocks change. */
class CronTimesTest {

    private static List<String> times(String cron, String zone, String after, int count) {
        CronTimes times = new CronTimes(CronExpression.parse(cron), ZoneId.of(zone));
        List<String> found = new ArrayList<>();
        Optional<Instant> next = times.after(Instant.parse(after));
        while (next.isPresent() && found.size() < count) {
            found.add(next.get().toString());
            next = times.after(next.get());
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            // Berlin goes from 2:00 to 3:00 on 28 March 2027, and from 3:00 back to 2:00 on 31 October.
            "30 2 * * *     | Europe/Berlin       | 2027-03-27T00:00:00Z | 2027-03-27T01:30:00Z 2027-03-28T01:00:00Z 2027-03-29T00:30:00Z",
            "0 3 * * *      | Europe/Berlin       | 2027-03-27T12:00:00Z | 2027-03-28T01:00:00Z 2027-03-29T01:00:00Z",
            "0,30 2 * * *   | Europe/Berlin       | 2027-03-28T00:00:00Z | 2027-03-28T01:00:00Z 2027-03-29T00:00:00Z 2027-03-29T00:30:00Z",
            "30 2 * * *     | Europe/Berlin       | 2027-10-30T12:00:00Z | 2027-10-31T00:30:00Z 2027-11-01T01:30:00Z",
            "0 * * * *      | Europe/Berlin       | 2027-10-30T23:30:00Z | 2027-10-31T00:00:00Z 2027-10-31T02:00:00Z 2027-10-31T03:00:00Z",
            "0 * * * *      | Europe/Berlin       | 2027-03-27T23:30:00Z | 2027-03-28T00:00:00Z 2027-03-28T01:00:00Z 2027-03-28T02:00:00Z",
            "0 3 * * *      | Europe/Berlin       | 2027-10-30T12:00:00Z | 2027-10-31T02:00:00Z 2027-11-01T02:00:00Z",
            // New York goes from 2:00 to 3:00 on 14 March 2027, and from 2:00 back to 1:00 on 7 November.
            "15 2 * * *     | America/New_York    | 2027-03-13T12:00:00Z | 2027-03-14T07:00:00Z 2027-03-15T06:15:00Z",
            "30 1 * * *     | America/New_York    | 2027-11-06T12:00:00Z | 2027-11-07T05:30:00Z 2027-11-08T06:30:00Z",
            "*/30 1,2 * * * | America/New_York    | 2027-11-07T04:59:00Z | 2027-11-07T05:00:00Z 2027-11-07T05:30:00Z 2027-11-07T07:00:00Z 2027-11-07T07:30:00Z",
            // Lord Howe goes by half an hour: from 2:00 to 2:30 on 3 October 2027, and from 2:00 back to 1:30 on 4 April.
            "15 2 * * *     | Australia/Lord_Howe | 2027-10-02T00:00:00Z | 2027-10-02T15:30:00Z 2027-10-03T15:15:00Z",
            "45 1 * * *     | Australia/Lord_Howe | 2027-04-03T00:00:00Z | 2027-04-03T14:45:00Z 2027-04-04T15:15:00Z",
            "*/15 1,2 * * * | Australia/Lord_Howe | 2027-04-03T14:14:00Z | 2027-04-03T14:15:00Z 2027-04-03T14:30:00Z 2027-04-03T14:45:00Z 2027-04-03T15:30:00Z",
            // Samoa had no 30 December 2011 at all.
            "0 12 * * *     | Pacific/Apia        | 2011-12-29T10:00:00Z | 2011-12-29T22:00:00Z 2011-12-30T10:00:00Z 2011-12-30T22:00:00Z"})
    void localTimesThatClocksSkipFireRightAfterwardsAndThoseThatTheyRepeatFireOnce(String cron, String zone, String after, String expected) {
        assertEquals(List.of(expected.split(" ")), times(cron, zone, after, expected.split(" ").length));
    }

    @Test
    void everyMinuteOfADayWhoseClocksChangeFiresAtMostOnce() {
        for (String zone : List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe")) {
            CronTimes times = new CronTimes(CronExpression.parse("* * * * *"), ZoneId.of(zone));
            Instant time = Instant.parse("2027-01-01T00:00:00Z");
            List<LocalDateTime> locals = new ArrayList<>();
            while (time.isBefore(Instant.parse("2028-01-01T00:00:00Z"))) {
                Instant next = times.after(time).orElseThrow();
                assertEquals(true, next.isAfter(time), zone);
                time = next;
                locals.add(LocalDateTime.ofInstant(time, ZoneId.of(zone)));
            }
            assertEquals(locals.stream().distinct().count(), locals.size(), zone);
            assertEquals(locals.stream().sorted().toList(), locals, zone);
        }
    }

    @Test
    void aMomentBetweenTwoMinutesIsFollowedByTheNextOne() {
        assertEquals(List.of("2027-01-01T00:01:00Z"), times("* * * * *", "UTC", "2027-01-01T00:00:00.001Z", 1));
        assertEquals(List.of("2027-01-01T00:01:00Z"), times("* * * * *", "UTC", "2027-01-01T00:00:00Z", 1));
        assertEquals(List.of("2027-01-01T00:00:00Z"), times("* * * * *", "UTC", "2026-12-31T23:59:59.999Z", 1));
    }
}
