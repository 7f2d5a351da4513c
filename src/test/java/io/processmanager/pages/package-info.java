/** What README.md and the pages in src/site/markdown say is held against the files, the classes and a running server. */
package io.processmanager.pages;
