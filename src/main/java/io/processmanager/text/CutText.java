package io.processmanager.text;

import java.util.Locale;

/** Makes texts fit where they are stored. One that is cut says so, and how much is missing: nobody is to take the beginning for the whole. */
public final class CutText {

    private static final String MARK = "… (cut, %d characters more)";

    private CutText() {
    }

    /**
     * @param text a text
     * @param most how many characters it may have, more than a mark takes
     * @return the text; its beginning and a mark if it is longer
     */
    public static String of(String text, int most) {
        return of(text, text.length(), most);
    }

    /**
     * @param beginning a text, or as much of it as is kept if it is longer than that
     * @param length how many characters the text has
     * @param most how many it may have, more than a mark takes
     * @return the text; its beginning and a mark if it is longer
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
