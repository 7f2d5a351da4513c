/**
 * The only user of Jakarta Batch and JBeret: a job per {@link io.processmanager.batch.job.JobWork}, removed when
 * ended; {@code server} has the differences between servers. Knows nothing of processes; uses only {@code threads}.
 */
package io.processmanager.batch;
