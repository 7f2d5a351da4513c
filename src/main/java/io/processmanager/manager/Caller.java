package io.processmanager.manager;

import io.processmanager.text.StorableText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.Principal;
import java.util.Optional;

/** The caller of the current thread, as the server has authenticated it. */
@ApplicationScoped
class Caller {

    private static final int LONGEST_NAME = 200;

    /** Both servers have a principal of this name for whoever has not logged in; WildFly in lower case. */
    private static final String NOBODY = "anonymous";

    @Inject
    Principal principal;

    /** @return its name, which can be stored; empty if it is anonymous */
    Optional<String> name() {
        String name = nameOrNull();
        return name == null || name.isBlank() || name.equalsIgnoreCase(NOBODY) ? Optional.empty() : Optional.of(StorableText.cut(name, LONGEST_NAME));
    }

    private String nameOrNull() {
        try {
            return principal.getName();
        } catch (RuntimeException without) {
            // CDI's stand-in for the principal fails on a thread of a deployment without a security domain.
            return null;
        }
    }
}
