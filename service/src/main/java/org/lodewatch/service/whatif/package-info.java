/** {@code /api/what-if}, {@code /api/scenarios} and {@code /api/alternatives}, and their documents, which the command line prints too. */
package org.lodewatch.service.whatif;
