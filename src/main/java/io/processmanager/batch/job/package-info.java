/** The artifacts of a job, its threads, and the work it calls. */
package io.processmanager.batch.job;
