/** How fast the web page is drawn, and the JSON API behind it, with the books of many reporters. */
package org.lodewatch.benchmarks.page;
