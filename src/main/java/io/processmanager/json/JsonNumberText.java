package io.processmanager.json;

import io.processmanager.text.StorableText;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Accepts JSON numbers that readers can convert to an integer or plain notation in reasonable time. */
public final class JsonNumberText {

    /** Parsers refuse longer numbers. */
    private static final int MOST_CHARACTERS = 1_100;
    /** Rewriting lengthens numbers: 1e2 becomes 1E+2. */
    private static final int NEARLY_MOST = 1_000;
    private static final String TOO_LONG = "is a number with more digits than can be kept; make it a text";
    private static final int LARGEST_EXPONENT = 10_000;

    /** Longer exponents exceed the limit anyway. */
    private static final int SHORT = 6;

    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE]([+-]?[0-9]+))?");

    private JsonNumberText() {
    }

    /**
     * @param text may be null
     * @return what is wrong with the number, if anything
     */
    public static Optional<String> complaint(String text) {
        if (text != null && isShortInteger(text)) {
            return Optional.empty();
        }
        if (text == null || text.isEmpty()) {
            return Optional.of("is a number without a text");
        }
        Matcher number = NUMBER.matcher(text);
        if (text.length() > MOST_CHARACTERS) {
            return Optional.of(TOO_LONG);
        }
        if (!number.matches()) {
            return Optional.of("is a number that JSON cannot hold: " + StorableText.of(text, 50));
        }
        String exponent = number.group(1);
        if (exponent != null && !isSmall(exponent)) {
            return Optional.of("is a number whose exponent is beyond ±" + LARGEST_EXPONENT + ": " + StorableText.of(text, 50) + "; make it a text");
        }
        return text.length() > NEARLY_MOST && new BigDecimal(text).toString().length() > MOST_CHARACTERS ? Optional.of(TOO_LONG) : Optional.empty();
    }

    private static boolean isSmall(String exponent) {
        String digits = exponent.replaceFirst("^[+-]?0*", "");
        return digits.length() <= SHORT && (digits.isEmpty() || Integer.parseInt(digits) <= LARGEST_EXPONENT);
    }

    /** Fast path for most numbers. */
    private static boolean isShortInteger(String text) {
        int digits = text.startsWith("-") ? 1 : 0;
        int length = text.length();
        if (length == digits || length > 19 || text.charAt(digits) == '0' && length > digits + 1) {
            return false;
        }
        for (int i = digits; i < length; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
