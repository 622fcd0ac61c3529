// The colours of charts, from the custom properties of style.css and charts/frame.css, so that a chart follows the page's theme.

const NAMES = ['text', 'quiet', 'line', 'back', 'link', 'critical', 'warning', 'none'];
const SERIES = 8;
const NARROW = 480;

/** What changes the colours or the motion of a chart that is drawn. */
const QUERIES = ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-reduced-motion: reduce)', 'print'];

/**
 * The present theme for a chart of a width.
 *
 * @return colours by name, `series` (8 colours for suppliers, in their order), `font`, `width` in pixels, `isNarrow`, `isStill`
 */
export function theme(width) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim() || style.color;
  return {
    ...Object.fromEntries(NAMES.map((name) => [name, colour(name)])),
    series: Array.from({ length: SERIES }, (_, at) => colour(`series-${at + 1}`)),
    font: style.fontFamily,
    width,
    isNarrow: width < NARROW,
    isStill: matchMedia('(prefers-reduced-motion: reduce)').matches,
  };
}

/** Calls a function whenever the theme changes, until the returned function is called. */
export function onThemeChange(changed) {
  const lists = QUERIES.map((query) => matchMedia(query));
  lists.forEach((list) => list.addEventListener('change', changed));
  return () => lists.forEach((list) => list.removeEventListener('change', changed));
}
