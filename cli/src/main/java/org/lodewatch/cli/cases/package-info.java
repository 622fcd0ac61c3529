/** Cases beside policies: rows of imports, and the transitions that the policies must make of them. */
package org.lodewatch.cli.cases;
