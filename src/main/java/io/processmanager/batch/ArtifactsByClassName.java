package io.processmanager.batch;

import org.jberet.spi.ArtifactFactory;

/** Makes nothing, so that JBeret itself makes every artifact of the class that the job names. */
final class ArtifactsByClassName implements ArtifactFactory {

    @Override
    public Object create(String ref, Class<?> type, ClassLoader classLoader) {
        return null;
    }

    @Override
    public Class<?> getArtifactClass(String ref, ClassLoader classLoader) {
        return null;
    }

    @Override
    public void destroy(Object artifact) {
        // Nothing was opened by ours.
    }
}
