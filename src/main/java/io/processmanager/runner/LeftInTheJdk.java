package io.processmanager.runner;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * What the JDK keeps of the last deployment that has compared records. To link {@code equals} and {@code hashCode} of a record it adapts handles that it has for all of the
 * Java virtual machine (up to Java 21), and these remember for which types they were adapted last.
 */
final class LeftInTheJdk {

    private LeftInTheJdk() {
    }

    /** Lets these handles remember a type of the JDK instead. */
    static void forget() {
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
