/** What keeps a step from reaching others: its thread is put right, its transactions are ended, and its connections are closed after each attempt. */
package io.processmanager.execution.isolation;
