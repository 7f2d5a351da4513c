/** The rows of the tables: entities, claims, and what is stored of specifications and errors. */
package io.processmanager.store.entity;
