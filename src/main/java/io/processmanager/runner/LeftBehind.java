package io.processmanager.runner;

import io.processmanager.runner.process.RunnerLog;
import io.processmanager.threads.InheritedContext;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.runtime.ObjectMethods;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What outlives a deployment, in the JDK and in the server, and would keep its classes: about 25 MB of metaspace for each. */
final class LeftBehind {

    /** Those of requests and, without a name of its own, that of EJB timers. */
    private static final String POOLS_OF_WILDFLY = "jboss.threads:type=thread-pool,*";
    private static final String POOL_OF_REQUESTS = ObjectName.quote("default");

    private LeftBehind() {
    }

    /**
     * To be called before the first timer is made. The stack of a thread of WildFly's keeps the first task that it was made for until it ends, and the core threads of a
     * pool never do. Made for no task, they keep none.
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

    /** To be called when nothing of the deployment runs any more. */
    static void forget() {
        forgetRecords();
        InheritedContext.forget(LeftBehind.class.getClassLoader());
    }

    /**
     * To link {@code equals} and {@code hashCode} of a record, the JDK adapts handles that it has for all of the Java virtual machine (up to Java 21), and these remember for
     * which types they were adapted last. Lets them remember a type of the JDK instead.
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
