/** What is measured. Each workload checks in the database that everything was executed that was started, once. */
package io.processmanager.benchmark.workload;
