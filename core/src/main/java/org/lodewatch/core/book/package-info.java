/**
 * Books: one dataset's totals of one reporter and mineral by month and country, the windows over them, and the shares
 * and concentration of a window. {@link org.lodewatch.core.book.Shares} computes a share.
 */
package org.lodewatch.core.book;
