/**
 * The only user of Jakarta Batch and JBeret: starts a job for a {@link io.processmanager.batch.JobWork} and calls it from the job's
 * batchlets. Knows nothing of processes, and uses {@code threads} only.
 */
package io.processmanager.batch;
