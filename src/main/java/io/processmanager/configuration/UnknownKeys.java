package io.processmanager.configuration;

import java.util.ArrayList;
import java.util.List;

/** Reports unknown keys under our prefix, with the likely intended one. */
final class UnknownKeys {

    private UnknownKeys() {
    }

    static List<String> complaints(Iterable<String> names) {
        List<String> known = Setting.ALL.stream().map(Setting::key).toList();
        List<String> complaints = new ArrayList<>();
        for (String name : names) {
            if (name.startsWith(Setting.PREFIX) && !known.contains(name)) {
                complaints.add(name + " is not a setting" + Nearest.to(name, known).map(nearest -> "; did you mean " + nearest + "?").orElse(""));
            }
        }
        return complaints;
    }
}
