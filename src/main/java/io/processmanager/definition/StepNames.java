package io.processmanager.definition;

import java.util.regex.Pattern;

/** Syntax of the names of steps, step types, schedules and the like. */
public final class StepNames {

    public static final String RULE = "a name is 1 to 100 characters of letters, digits, '-', '_' and '.'";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private StepNames() {
    }

    public static boolean isValid(String name) {
        return NAME.matcher(name).matches();
    }
}
