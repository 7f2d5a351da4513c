/**
 * The peers of the product as they are in Maven Central, each set up as its own documentation recommends for throughput, and executed in a JVM of its own.
 */
package io.processmanager.benchmark.peers;
