package io.processmanager.definition;

import java.util.regex.Pattern;

/** Syntax of step and step type names. */
final class StepNames {

    static final String RULE = "a name is 1 to 100 characters of letters, digits, '-', '_' and '.'";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private StepNames() {
    }

    static boolean isValid(String name) {
        return NAME.matcher(name).matches();
    }
}
