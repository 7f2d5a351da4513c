package io.processmanager.batch.server;

import java.io.InputStream;

/**
 * Knows that the deployment has no {@code META-INF/batch.xml}. JBeret looks for it at every start of a job, through all archives of the
 * deployment, which costs more than executing a small job.
 */
final class ClassLoaderWithoutBatchXml extends ClassLoader {

    private static final String BATCH_XML = "META-INF/batch.xml";

    static {
        registerAsParallelCapable();
    }

    /** @param deployment has everything else */
    ClassLoaderWithoutBatchXml(ClassLoader deployment) {
        super(deployment);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        return BATCH_XML.equals(name) ? null : super.getResourceAsStream(name);
    }
}
