/**
 * What the tests share: deployments for Arquillian, servers started as a user would, a client for the HTTP API, and bounded waiting. It knows nothing
 * of the product's classes, so that it can test them from the outside.
 */
package io.processmanager.testing;
