/**
 * The only user of Jakarta Batch and JBeret: starts a job for a {@link io.processmanager.batch.job.JobWork} and removes it when it has ended. The
 * artifacts of a job are in {@code job}, what differs between the servers is in {@code server}. Knows nothing of processes, and uses {@code threads} only.
 */
package io.processmanager.batch;
