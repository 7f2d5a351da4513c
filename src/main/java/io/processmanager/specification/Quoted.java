package io.processmanager.specification;

/** Shortens client texts for messages. */
public final class Quoted {

    private static final int LONGEST = 100;

    private Quoted() {
    }

    /**
     * @param text sent by the client
     * @return at most 100 characters of it
     */
    public static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /**
     * @param text sent by the client
     * @return at most 100 characters of it, in quotes
     */
    public static String of(String text) {
        return "'" + shortened(text) + "'";
    }
}
