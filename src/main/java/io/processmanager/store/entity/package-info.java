/** The rows of the tables: entities, claims, and stored specifications and errors. */
package io.processmanager.store.entity;
