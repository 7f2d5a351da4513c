package io.processmanager.steps.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header {@code Retry-After} of an answer, RFC 9110, section 10.2.3: seconds or a date. */
public final class RetryAfter {

    private static final int MOST_DIGITS = 9;

    private RetryAfter() {
    }

    /**
     * @param headers of the answer
     * @param now when it came, for an answer without a date of its own
     * @return how long to wait, not negative; empty without the header, or if it cannot be understood
     */
    public static Optional<Duration> of(HttpHeaders headers, Instant now) {
        return headers.firstValue("Retry-After").map(String::strip).flatMap(value -> value.matches("[0-9]{1," + MOST_DIGITS + "}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(value))) : date(value).map(time -> between(headers.firstValue("Date").flatMap(RetryAfter::date).orElse(now), time)));
    }

    private static Duration between(Instant from, Instant to) {
        return to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
    }

    private static Optional<Instant> date(String value) {
        try {
            return Optional.of(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }
}
