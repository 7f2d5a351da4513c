/** The figures, and the table that is made of them. It knows nothing of how they are measured. */
package io.processmanager.benchmark.result;
