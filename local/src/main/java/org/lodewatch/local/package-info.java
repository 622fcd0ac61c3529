/** The command line with an embedded broker, for one machine. {@link org.lodewatch.local.Main} starts it. */
package org.lodewatch.local;
