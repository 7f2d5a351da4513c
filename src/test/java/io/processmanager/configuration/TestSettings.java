package io.processmanager.configuration;

import java.util.Map;
import java.util.Optional;

/** Settings for tests without a server. */
public final class TestSettings {

    private TestSettings() {
    }

    /** The defaults, and what a test sets. */
    public static Settings of(Map<String, String> values) {
        Settings settings = new Settings();
        settings.read(values.keySet(), key -> Optional.ofNullable(values.get(key)));
        return settings;
    }
}
