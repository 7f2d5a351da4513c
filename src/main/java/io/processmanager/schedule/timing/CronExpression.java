package io.processmanager.schedule.timing;

import com.cronutils.descriptor.CronDescriptor;
import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.parser.CronParser;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;

/**
 * A UNIX cron expression, as crontab(5) describes it. It has local times only, which know no clock changes. If neither
 * the day of the month nor that of the week begins with an asterisk, a day needs to match only one of them.
 */
public final class CronExpression {

    private static final CronDefinition UNIX = CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);

    /**
     * After so many years the calendar repeats itself, weekdays included: what has no time until then never has one.
     */
    private static final int YEARS_OF_THE_CALENDAR = 400;

    private static final int FIELDS = 5;

    private final Cron cron;
    private final CronValues minutes;
    private final CronValues hours;
    private final CronValues days;
    private final CronValues months;
    private final CronValues weekdays;

    private CronExpression(Cron cron) {
        this.cron = cron;
        minutes = CronValues.of(cron, CronFieldName.MINUTE, 0, 59);
        hours = CronValues.of(cron, CronFieldName.HOUR, 0, 23);
        days = CronValues.of(cron, CronFieldName.DAY_OF_MONTH, 1, 31);
        months = CronValues.of(cron, CronFieldName.MONTH, 1, 12);
        weekdays = CronValues.of(cron, CronFieldName.DAY_OF_WEEK, 0, 6);
    }

    /**
     * @param text minute, hour, day of the month, month and day of the week
     * @return the expression
     * @throws IllegalArgumentException if it is none; the message says why
     */
    public static CronExpression parse(String text) {
        if (text.strip().split("\\s+").length != FIELDS) {
            throw new IllegalArgumentException("expected 5 fields: minute, hour, day of the month, month, day of the week");
        }
        return new CronExpression(new CronParser(UNIX).parse(text.strip()));
    }

    /**
     * @param moment a local time
     * @return the first time after it; empty if there is none, as on 31 February
     */
    public Optional<LocalDateTime> after(LocalDateTime moment) {
        LocalDateTime first = moment.withSecond(0).withNano(0).plusMinutes(1);
        int lastYear = first.getYear() + YEARS_OF_THE_CALENDAR;
        LocalTime from = first.toLocalTime();
        LocalDate day = first.toLocalDate();
        while (day.getYear() <= lastYear) {
            if (!months.has(day.getMonthValue())) {
                day = day.withDayOfMonth(1).plusMonths(1);
            } else {
                Optional<LocalTime> time = isDay(day) ? timeFrom(from) : Optional.empty();
                if (time.isPresent()) {
                    return Optional.of(day.atTime(time.get()));
                }
                day = day.plusDays(1);
            }
            from = LocalTime.MIDNIGHT;
        }
        return Optional.empty();
    }

    private boolean isDay(LocalDate day) {
        boolean inMonth = days.has(day.getDayOfMonth());
        boolean inWeek = weekdays.has(day.getDayOfWeek().getValue() % 7);
        return days.isRestricted() && weekdays.isRestricted() ? inMonth || inWeek : inMonth && inWeek;
    }

    private Optional<LocalTime> timeFrom(LocalTime from) {
        int hour = hours.from(from.getHour());
        if (hour == from.getHour() && minutes.from(from.getMinute()) >= 0) {
            return Optional.of(LocalTime.of(hour, minutes.from(from.getMinute())));
        }
        int later = hours.from(from.getHour() + 1);
        return later < 0 ? Optional.empty() : Optional.of(LocalTime.of(later, minutes.from(0)));
    }

    /** @return the expression in English words */
    public String description() {
        return CronDescriptor.instance(Locale.UK).describe(cron);
    }
}
