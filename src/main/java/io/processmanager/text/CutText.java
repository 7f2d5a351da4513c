package io.processmanager.text;

import java.util.Locale;

/** Cuts texts to the length that storage allows, with a mark that tells how many characters are missing. */
public final class CutText {

    private static final String MARK = "… (cut, %d characters more)";

    private CutText() {
    }

    /**
     * @param text the text
     * @param most the maximum length in characters, more than a mark takes
     * @return the text, or its beginning and a mark if longer
     */
    public static String of(String text, int most) {
        return of(text, text.length(), most);
    }

    /**
     * @param beginning the text, or only the part kept if it is longer
     * @param length the length of the whole text
     * @param most the maximum length, more than a mark takes
     * @return the text, or its beginning and a mark if longer
     */
    public static String of(CharSequence beginning, long length, int most) {
        if (length <= most) {
            return beginning.toString();
        }
        int kept = Math.min(beginning.length(), most - mark(length).length());
        if (Character.isHighSurrogate(beginning.charAt(kept - 1))) {
            kept--;
        }
        return beginning.subSequence(0, kept) + mark(length - kept);
    }

    private static String mark(long missing) {
        return String.format(Locale.ROOT, MARK, missing);
    }
}
