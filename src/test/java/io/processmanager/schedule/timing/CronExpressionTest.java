package io.processmanager.schedule.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The local times of cron expressions, as crontab(5) has them. */
class CronExpressionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "0 3 * * *          | 2027-01-01T03:00 | 2027-01-02T03:00 2027-01-03T03:00",
            "*/20 8-9 * * *     | 2027-01-01T08:30 | 2027-01-01T08:40 2027-01-01T09:00 2027-01-01T09:20 2027-01-01T09:40 2027-01-02T08:00",
            "5/25 0 1 1 *       | 2027-01-01T00:00 | 2027-01-01T00:05 2027-01-01T00:30 2027-01-01T00:55 2028-01-01T00:05",
            "0 0 29 2 *         | 2027-01-01T00:00 | 2028-02-29T00:00 2032-02-29T00:00",
            "0 0 29 2 *         | 2096-03-01T00:00 | 2104-02-29T00:00",
            "0 12 * * MON-FRI   | 2027-01-01T13:00 | 2027-01-04T12:00 2027-01-05T12:00",
            "0 12 * * 7         | 2027-01-01T13:00 | 2027-01-03T12:00 2027-01-10T12:00",
            "0 12 * * 0         | 2027-01-01T13:00 | 2027-01-03T12:00 2027-01-10T12:00",
            "0 12 * * 6-7       | 2027-01-01T13:00 | 2027-01-02T12:00 2027-01-03T12:00 2027-01-09T12:00",
            "0 12 * * 0-7       | 2027-01-01T13:00 | 2027-01-02T12:00 2027-01-03T12:00 2027-01-04T12:00",
            "0 12 * * 1-7/2     | 2027-01-01T13:00 | 2027-01-03T12:00 2027-01-04T12:00 2027-01-06T12:00 2027-01-08T12:00",
            "0 0 1,15 * 3       | 2027-01-01T13:00 | 2027-01-06T00:00 2027-01-13T00:00 2027-01-15T00:00 2027-01-20T00:00",
            "0 0 */10 * 1       | 2027-01-01T13:00 | 2027-01-11T00:00 2027-02-01T00:00 2027-03-01T00:00",
            "30 4 31 JAN,MAR *  | 2027-01-01T00:00 | 2027-01-31T04:30 2027-03-31T04:30 2028-01-31T04:30",
            "59 23 31 12 *      | 2027-12-31T23:59 | 2028-12-31T23:59"})
    void timesFollowTheCalendar(String cron, String after, String expected) {
        CronExpression expression = CronExpression.parse(cron);
        List<String> found = new ArrayList<>();
        Optional<LocalDateTime> next = expression.after(LocalDateTime.parse(after));
        while (found.size() < expected.split(" ").length) {
            found.add(next.orElseThrow().toString());
            next = expression.after(next.get());
        }
        assertEquals(List.of(expected.split(" ")), found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 31 2 *", "0 0 30 2 *", "0 0 31 4,6,9,11 *"})
    void daysThatNoYearHasNeverCome(String cron) {
        assertEquals(Optional.empty(), CronExpression.parse(cron).after(LocalDateTime.of(2027, 1, 1, 0, 0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * 32 * *", "* * * 13 *", "* * * * 8", "x * * * *", "*/0 * * * *", "5-1 * * * *",
            "* * L * *", "* * ? * *", "* * * * 1#2", "@daily", "-1 * * * *", "* * * * MOON", "1,,2 * * * *", "*/61 * * * *", "1-2-3 * * * *", "99999999999 * * * *"})
    void whatIsNoUnixCronExpressionIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> CronExpression.parse(text).after(LocalDateTime.of(2027, 1, 1, 0, 0)));
    }

    @Test
    void expressionsAreToldInWords() {
        assertEquals("at 03:00", CronExpression.parse("0 3 * * *").description());
        assertEquals("every 5 minutes", CronExpression.parse("*/5 * * * *").description());
    }
}
