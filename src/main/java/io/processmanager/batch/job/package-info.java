/** The artifacts of a job, the threads that execute it, and the work that it calls. */
package io.processmanager.batch.job;
