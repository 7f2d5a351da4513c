package io.processmanager.configuration;

import io.processmanager.ProcessManagerException;
import java.util.List;

/** Invalid settings; the deployment does not start. */
public class InvalidSettingsException extends ProcessManagerException {

    /** @param complaints one sentence per error */
    public InvalidSettingsException(List<String> complaints) {
        super("Process Manager does not start, because of its settings: " + String.join("; ", complaints)
                + ". Correct them where they are set (system properties, environment variables) and deploy again");
    }
}
