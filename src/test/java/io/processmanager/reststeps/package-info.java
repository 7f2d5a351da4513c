/** Steps of an outsider: the tests over HTTP drop them into their server as a step jar. They use nothing but the root package. */
package io.processmanager.reststeps;
