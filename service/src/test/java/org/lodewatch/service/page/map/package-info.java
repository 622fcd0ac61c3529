/** Makes the world map of the page, {@code map/world.json}, from Natural Earth's countries. */
package org.lodewatch.service.page.map;
