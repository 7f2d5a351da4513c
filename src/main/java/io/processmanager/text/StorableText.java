package io.processmanager.text;

/** Makes texts for people such that each database can store them: of bounded length, without NUL characters (PostgreSQL) and without halves of surrogate pairs. */
public final class StorableText {

    private static final char NO_CHARACTER = '\uFFFD';

    private StorableText() {
    }

    /**
     * @param text any text
     * @param most how many characters it may have
     * @return the text, its end replaced by an ellipsis if it is longer, NUL characters by blanks, and halves of surrogate pairs by U+FFFD
     */
    public static String of(String text, int most) {
        String whole = text.length() <= most ? text : beginning(text, most - 1) + "…";
        return isClean(whole) ? whole : cleaned(whole);
    }

    /**
     * @param text any text
     * @param most how many characters it may have, more than a mark takes
     * @return likewise, but a text that is longer {@linkplain CutText says so}
     */
    public static String cut(String text, int most) {
        return of(CutText.of(text, most), most);
    }

    /**
     * @param text any text
     * @param most how many characters are wanted
     * @return as many of the first ones, or one less where the last would be half of a surrogate pair
     */
    public static String beginning(String text, int most) {
        return text.length() <= most ? text
                : text.substring(0, most > 0 && Character.isHighSurrogate(text.charAt(most - 1)) && Character.isLowSurrogate(text.charAt(most)) ? most - 1 : most);
    }

    /**
     * @param text any text
     * @return where the first half of a surrogate pair stands that has no other half; -1 if there is none
     */
    public static int halfPair(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!isPair(text, i)) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    private static boolean isPair(CharSequence text, int index) {
        return index + 1 < text.length() && Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1));
    }

    private static boolean isClean(String text) {
        return text.indexOf('\0') < 0 && halfPair(text) < 0;
    }

    private static String cleaned(String text) {
        StringBuilder clean = new StringBuilder(text.replace('\0', ' '));
        for (int i = 0; i < clean.length(); i++) {
            if (isPair(clean, i)) {
                i++;
            } else if (Character.isSurrogate(clean.charAt(i))) {
                clean.setCharAt(i, NO_CHARACTER);
            }
        }
        return clean.toString();
    }
}
