package io.processmanager.rest.following;

import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Limits the clients that follow or wait, as each holds a connection. */
@ApplicationScoped
public class FollowerLimit {

    @Inject
    Settings settings;

    private final AtomicInteger followers = new AtomicInteger();

    /** @return a slot; empty if none is free */
    public Optional<Slot> take() {
        if (followers.incrementAndGet() > settings.get(Setting.MAX_FOLLOWERS)) {
            followers.decrementAndGet();
            return Optional.empty();
        }
        AtomicBoolean taken = new AtomicBoolean(true);
        return Optional.of(() -> {
            if (taken.compareAndSet(true, false)) {
                followers.decrementAndGet();
            }
        });
    }

    /** Must be closed; closing twice is harmless. */
    @FunctionalInterface
    public interface Slot extends AutoCloseable {
        @Override
        void close();
    }
}
