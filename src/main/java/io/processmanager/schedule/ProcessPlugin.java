package io.processmanager.schedule;

import io.processmanager.ManagedProcess;
import java.util.Collection;

/**
 * A bean that is asked once a minute, by one node of the cluster, which processes to start: for what is due by rules
 * that no cron expression has. All beans that implement it are asked, each on a thread of its own. One that throws, or
 * does not answer within a minute, is logged and does not disturb the others; it is not asked again before it has
 * returned.
 */
public interface ProcessPlugin {

    /**
     * @return what to start now, all of it or none in one transaction; may be empty
     * @throws Exception whatever goes wrong; nothing is started then, and it is asked again a minute later
     */
    Collection<ManagedProcess> due() throws Exception;
}
