/**
 * What runs inside the JVM of a measured system, be it a server or a peer: the same commands for all of them, carried out by an {@link
 * io.processmanager.benchmark.node.Engine}. Times are taken here, so that the calls of the benchmark itself are no part of them. It is added to the WAR and
 * so needs nothing but Jakarta EE.
 */
package io.processmanager.benchmark.node;
