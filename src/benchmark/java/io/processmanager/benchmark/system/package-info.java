/** The systems that are measured, seen from the outside: how each is started, in which database, and how it is told what to do. */
package io.processmanager.benchmark.system;
