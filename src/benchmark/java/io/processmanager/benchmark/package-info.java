/**
 * The benchmark: the product in its servers beside its peers, on the same database, in turn. It starts them, tells them what to do, checks what has become
 * of it in the database, and writes a table. How it is run and what it has shown is in src/site/markdown/benchmark.md.
 */
package io.processmanager.benchmark;
