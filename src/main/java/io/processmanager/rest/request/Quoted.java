package io.processmanager.rest.request;

/** Texts of the client as they may stand in a message to it: not longer than is useful. */
final class Quoted {

    private static final int LONGEST = 100;

    private Quoted() {
    }

    static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    static String of(String text) {
        return "'" + shortened(text) + "'";
    }
}
