/** The web page: its files and those of the libraries that it uses, served over HTTP. It computes no figure. */
package org.lodewatch.service.page;
