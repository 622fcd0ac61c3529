/**
 * The code lists: minerals and their commodity codes, countries, blocs, and net import reliance. They are read from five CSV
 * files, bundled or in a directory of the user. {@link org.lodewatch.schemas.catalogue.Catalogue} is the entry.
 */
package org.lodewatch.schemas.catalogue;
