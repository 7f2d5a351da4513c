package io.processmanager.capture;

import io.processmanager.view.LogLine;

/** Receives what a step prints and logs, on the step's threads. Its own output is not captured. */
public interface OutputSink {

    /**
     * @param stream the origin
     * @param text printed text, which may end within a line
     */
    void printed(LogLine.Stream stream, CharSequence text);

    /**
     * @param stream the origin
     * @param text one or more complete lines
     */
    void line(LogLine.Stream stream, String text);
}
