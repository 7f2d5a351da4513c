/**
 * Texts that any database can store and any client can read, whatever their origin. Uses no other package of the
 * project.
 */
package io.processmanager.text;
