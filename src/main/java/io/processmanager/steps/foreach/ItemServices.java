package io.processmanager.steps.foreach;

import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.definition.StepConstruction;
import io.processmanager.retry.RetryPolicies;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What the execution of items needs of the container. */
@ApplicationScoped
public class ItemServices {

    @Inject
    ItemSources sources;

    @Inject
    StepConstruction construction;

    @Inject
    RetryPolicies policies;

    @Inject
    Settings settings;

    ItemSources sources() {
        return sources;
    }

    StepConstruction construction() {
        return construction;
    }

    RetryPolicies policies() {
        return policies;
    }

    /** @return how many bytes a result may have, and all of them together */
    int mostBytes() {
        return settings.get(Setting.MAX_OUTPUT);
    }
}
