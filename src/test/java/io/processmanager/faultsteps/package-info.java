/** Steps for the fault-injection tests, packaged into a jar and added to the WAR of a server: they leave traces outside its database. */
package io.processmanager.faultsteps;
