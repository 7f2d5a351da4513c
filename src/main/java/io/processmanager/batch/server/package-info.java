/** The job operator: WildFly's without its overhead, or our own where the server's is slow (Payara). */
package io.processmanager.batch.server;
