package io.processmanager.rest.following;

import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the clients that follow or wait, and lets no more of them in than the setting allows: each holds a connection. */
@ApplicationScoped
public class FollowerLimit {

    @Inject
    Settings settings;

    private final AtomicInteger followers = new AtomicInteger();

    /** @return a slot for one more; empty if all are taken */
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

    /** A slot, to be given back; giving it back twice does no harm. */
    @FunctionalInterface
    public interface Slot extends AutoCloseable {
        @Override
        void close();
    }
}
