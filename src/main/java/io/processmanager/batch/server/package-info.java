/** The job operator: that of WildFly without its detours, or one of our own where the server's is slow (Payara). */
package io.processmanager.batch.server;
