package io.processmanager.testing;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;

/** A log of which a test sees what was written, at the level that is switched on and those above it. */
public final class RememberedLog implements System.Logger {

    private final List<String> lines = new ArrayList<>();
    private Level shown = Level.INFO;

    /** @return what was written: the level, a blank and the message; the list itself, so that it can be cleared */
    public List<String> lines() {
        return lines;
    }

    /** @param level from now on, it and those above it are written */
    public void show(Level level) {
        shown = level;
    }

    @Override
    public String getName() {
        return "test";
    }

    @Override
    public boolean isLoggable(Level level) {
        return level.getSeverity() >= shown.getSeverity();
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
        if (isLoggable(level)) {
            lines.add(level + " " + message);
        }
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
        log(level, bundle, MessageFormat.format(format, parameters), (Throwable) null);
    }
}
