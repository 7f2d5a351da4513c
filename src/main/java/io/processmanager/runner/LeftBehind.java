package io.processmanager.runner;

import io.processmanager.runner.report.RunnerLog;
import io.processmanager.threads.InheritedContext;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.runtime.ObjectMethods;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Clears references in the JDK and the server that would retain a deployment's classes: about 25 MB of metaspace each.
 */
final class LeftBehind {

    /** The thread pools of requests and, unnamed, of EJB timers. */
    private static final String POOLS_OF_WILDFLY = "jboss.threads:type=thread-pool,*";
    private static final String POOL_OF_REQUESTS = ObjectName.quote("default");

    private LeftBehind() {
    }

    /**
     * Call before creating the first timer. A WildFly pool thread retains the task it was created for, and core threads
     * never end; prestarted ones have none.
     */
    static void prepare() {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            for (ObjectName pool : server.queryNames(new ObjectName(POOLS_OF_WILDFLY), null)) {
                if (POOL_OF_REQUESTS.equals(pool.getKeyProperty("name")) || server.getAttribute(pool, "CorePoolSize").equals(1)) {
                    server.invoke(pool, "prestartAllCoreThreads", null, null);
                }
            }
        } catch (JMException refused) {
            RunnerLog.warning("A pool of the server could not be started before its first task (" + refused + "); a redeployment may leave the classes of one deployment in memory");
        }
    }

    /** Call when nothing of the deployment runs. */
    static void forget() {
        forgetRecords();
        InheritedContext.forget(LeftBehind.class.getClassLoader());
    }

    /**
     * Up to Java 21, the JDK links {@code equals} and {@code hashCode} of records through JVM-wide handles that retain
     * the last types they were adapted to. Replaces those with JDK types.
     */
    private static void forgetRecords() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            MethodHandle component = lookup.findVirtual(String.class, "toString", MethodType.methodType(String.class));
            ObjectMethods.bootstrap(lookup, "equals", MethodHandle.class, String.class, "text", component);
            ObjectMethods.bootstrap(lookup, "hashCode", MethodHandle.class, String.class, "text", component);
        } catch (Throwable impossible) {
            throw new IllegalStateException("The JDK has no String.toString()", impossible);
        }
    }
}
