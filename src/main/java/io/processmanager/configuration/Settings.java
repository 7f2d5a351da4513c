package io.processmanager.configuration;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The values of all {@linkplain Setting settings}, read and validated when the deployment starts. */
@ApplicationScoped
public class Settings {

    private final Map<Setting<?>, Object> values = new HashMap<>();

    @PostConstruct
    void readConfiguration() {
        Config config = ConfigProvider.getConfig();
        read(StreamSupport.stream(config.getPropertyNames().spliterator(), false).toList(),
                key -> config.getOptionalValue(key, String.class));
    }

    /**
     * @param names all configured names, including foreign ones
     * @param lookup returns a name's text; empty for the default
     * @throws InvalidSettingsException if any is invalid or unknown; lists all of them
     */
    void read(Iterable<String> names, Function<String, Optional<String>> lookup) {
        List<String> complaints = new ArrayList<>(UnknownKeys.complaints(names));
        for (Setting<?> setting : Setting.ALL) {
            try {
                values.put(setting, setting.parse(lookup.apply(setting.key()).orElse(setting.defaultText())));
            } catch (IllegalArgumentException wrong) {
                complaints.add(wrong.getMessage());
            }
        }
        if (values.get(Setting.LEASE) instanceof Duration lease && values.get(Setting.HEARTBEAT_INTERVAL) instanceof Duration heartbeat
                && lease.compareTo(heartbeat.multipliedBy(2)) < 0) {
            complaints.add(Setting.LEASE.key() + " is " + lease + ", expected at least twice " + Setting.HEARTBEAT_INTERVAL.key() + ", which is "
                    + heartbeat);
        }
        if (!complaints.isEmpty()) {
            throw new InvalidSettingsException(complaints);
        }
    }

    /**
     * @param setting the setting
     * @param <T> the type of its value
     * @return its value, never null
     */
    @SuppressWarnings("unchecked")
    public <T> T get(Setting<T> setting) {
        return (T) values.get(setting);
    }
}
