package io.processmanager.text;

/** Makes texts storable in every database: bounded, without NUL characters (PostgreSQL) and unpaired surrogates. */
public final class StorableText {

    private static final char NO_CHARACTER = '\uFFFD';

    private StorableText() {
    }

    /**
     * @param text any text
     * @param most the maximum length in characters
     * @return the text; the end replaced by an ellipsis if longer, NUL by blanks, unpaired surrogates by U+FFFD
     */
    public static String of(String text, int most) {
        String whole = text.length() <= most ? text : beginning(text, most - 1) + "…";
        return isClean(whole) ? whole : cleaned(whole);
    }

    /**
     * @param text any text
     * @param most the maximum length in characters, more than a mark takes
     * @return likewise, but cut with the mark of {@link CutText}
     */
    public static String cut(String text, int most) {
        return of(CutText.of(text, most), most);
    }

    /**
     * @param text any text
     * @param most the number of characters wanted
     * @return the beginning of that length, one less if it would split a surrogate pair
     */
    public static String beginning(String text, int most) {
        return text.length() <= most ? text
                : text.substring(0, most > 0 && Character.isHighSurrogate(text.charAt(most - 1)) && Character.isLowSurrogate(text.charAt(most)) ? most - 1 : most);
    }

    /**
     * @param text any text
     * @return the index of the first unpaired surrogate; -1 if there is none
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
