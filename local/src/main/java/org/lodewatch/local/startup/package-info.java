/** Makes the archive of classes with which commands start faster. */
package org.lodewatch.local.startup;
