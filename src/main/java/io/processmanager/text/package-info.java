/** Texts that any database can store and any client can read, however long or broken their origin is. Uses no other package of the project. */
package io.processmanager.text;
