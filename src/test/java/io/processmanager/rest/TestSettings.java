package io.processmanager.rest;

import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import java.util.HashMap;
import java.util.Map;

/** Settings without a container: the defaults, and what a test sets. */
public final class TestSettings extends Settings {

    private final Map<Setting<?>, Object> values = new HashMap<>();

    public <T> TestSettings with(Setting<T> setting, T value) {
        values.put(setting, value);
        return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T get(Setting<T> setting) {
        return values.containsKey(setting) ? (T) values.get(setting) : setting.parse(setting.defaultText());
    }
}
