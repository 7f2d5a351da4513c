/** The product as the benchmark measures it: step types and a servlet that are added to the WAR, as a user's would be. */
package io.processmanager.benchmark.product;
