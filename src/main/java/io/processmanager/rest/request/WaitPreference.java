package io.processmanager.rest.request;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How long the client would wait for the response: {@code Prefer: wait=10} (RFC 7240). */
public final class WaitPreference {

    private static final int LONGEST = 60;

    private WaitPreference() {
    }

    /**
     * @param prefer all Prefer headers; may be null
     * @return the wait, at most 60 s; empty if missing or not understood, as a preference is optional
     */
    public static Optional<Duration> in(List<String> prefer) {
        String all = prefer == null ? "" : String.join(",", prefer);
        int begin = 0;
        while (begin < all.length()) {
            int end = endOf(all, begin, ',');
            String preference = all.substring(begin, endOf(all, begin, ';', end)).strip();
            String[] nameAndValue = preference.split("\\s*=\\s*", 2);
            if ("wait".equalsIgnoreCase(nameAndValue[0])) {
                // The first occurrence counts.
                return nameAndValue.length == 2 ? seconds(unquoted(nameAndValue[1])) : Optional.empty();
            }
            begin = end + 1;
        }
        return Optional.empty();
    }

    private static Optional<Duration> seconds(String value) {
        if (!value.matches("[0-9]+")) {
            return Optional.empty();
        }
        String digits = value.replaceFirst("^0+(?=.)", "");
        return Optional.of(Duration.ofSeconds(digits.length() > 2 ? LONGEST : Math.min(LONGEST, Integer.parseInt(digits))));
    }

    private static String unquoted(String value) {
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"") ? value.substring(1, value.length() - 1) : value;
    }

    private static int endOf(String text, int begin, char separator) {
        return endOf(text, begin, separator, text.length());
    }

    /** Ignores separators in quotes. */
    private static int endOf(String text, int begin, char separator, int limit) {
        boolean quoted = false;
        for (int i = begin; i < limit; i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                return i;
            }
        }
        return limit;
    }
}
