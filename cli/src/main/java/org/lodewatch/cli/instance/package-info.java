/** What an instance of the topology serves over HTTP. */
package org.lodewatch.cli.instance;
