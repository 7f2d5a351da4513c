package io.processmanager.batch.server;

import java.io.InputStream;

/**
 * Hides {@code META-INF/batch.xml}, which this deployment does not have: JBeret searches all archives for it at each
 * start, which costs more than a small job.
 */
final class ClassLoaderWithoutBatchXml extends ClassLoader {

    private static final String BATCH_XML = "META-INF/batch.xml";

    static {
        registerAsParallelCapable();
    }

    ClassLoaderWithoutBatchXml(ClassLoader deployment) {
        super(deployment);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        return BATCH_XML.equals(name) ? null : super.getResourceAsStream(name);
    }
}
