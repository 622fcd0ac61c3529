/** The running catalogue over HTTP: its minerals with their codes, and its lists. */
package org.lodewatch.service.catalogue;
