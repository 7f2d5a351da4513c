/**
 * The HTTP API: resources that read a request, call the process manager and represent its answer. Must know of the
 * store only processes and their changes.
 */
package io.processmanager.rest;
