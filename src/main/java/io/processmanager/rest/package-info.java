/**
 * The HTTP API: resources that read a request, ask the process manager and represent its answer. How requests are read, answers
 * represented, errors told and clients kept up to date is the matter of the packages below this one. Uses the root package, the
 * settings, the registry of step types and the store's announcements of changes.
 */
package io.processmanager.rest;
