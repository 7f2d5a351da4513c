package io.processmanager.testing;

import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Deployments for Arquillian: always the WAR that users get, with the classes of the test added. */
public final class Deployments {

    private Deployments() {
    }

    /** The built WAR with the given classes (and the classes nested in them) and with {@link Await}, which tests in the container use, too. */
    public static WebArchive warWith(Class<?>... testClasses) {
        return ShrinkWrap.createFromZipFile(WebArchive.class, warFile()).addClass(Await.class).addClasses(testClasses);
    }

    static File warFile() {
        return new File(BuildProperty.of("process-manager.war"));
    }
}
