package io.processmanager.rest.body;

/** Texts of the client as they may stand in a message to it: not longer than is useful. */
public final class Quoted {

    private static final int LONGEST = 100;

    private Quoted() {
    }

    /**
     * @param text what the client has sent
     * @return at most 100 characters of it
     */
    public static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /**
     * @param text what the client has sent
     * @return at most 100 characters of it, in quotes
     */
    public static String of(String text) {
        return "'" + shortened(text) + "'";
    }
}
