/** Temporary directories. */
package org.lodewatch.local.scratch;
