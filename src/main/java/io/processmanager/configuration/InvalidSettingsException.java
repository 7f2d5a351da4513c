package io.processmanager.configuration;

import io.processmanager.ProcessManagerException;
import java.util.List;

/** The settings are not what they should be; the deployment does not start. */
public class InvalidSettingsException extends ProcessManagerException {

    /** @param complaints one sentence for each thing that is wrong */
    public InvalidSettingsException(List<String> complaints) {
        super("Process Manager does not start, because of its settings: " + String.join("; ", complaints)
                + ". Correct them where they are set (system properties, environment variables) and deploy again");
    }
}
