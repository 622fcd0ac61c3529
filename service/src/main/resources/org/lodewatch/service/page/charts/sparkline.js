import { percent } from '../format.js';
import { html, nothing } from '../lib.js';

const WIDTH = 96;
const HEIGHT = 26;
const EDGE = 2;

/**
 * A line of shares over months on a scale from 0 to 100 %, the same in every row. A month that is missing is a gap.
 *
 * @param name what the shares are of
 * @param months YYYY-MM, oldest first
 * @param shares 0 to 1, or null, one for each month
 */
export function sparkline(name, months, shares) {
  const present = shares.map((share, at) => [at, share]).filter(([, share]) => share != null);
  if (present.length === 0) {
    return nothing;
  }
  const x = (at) => EDGE + (shares.length > 1 ? at / (shares.length - 1) : 1) * (WIDTH - 2 * EDGE);
  const y = (share) => EDGE + (1 - share) * (HEIGHT - 2 * EDGE);
  const point = ([at, share]) => `${x(at).toFixed(1)} ${y(share).toFixed(1)}`;
  const line = present.map((one, index) => `${index && present[index - 1][0] === one[0] - 1 ? 'L' : 'M'}${point(one)}`).join('');
  const [first, last] = [present[0], present[present.length - 1]];
  const label = `${name}: ${percent(first[1])} in ${months[first[0]]}, ${percent(last[1])} in ${months[last[0]]}`;
  return html`<svg class="sparkline" role="img" aria-label=${label} width=${WIDTH} height=${HEIGHT} viewBox="0 0 ${WIDTH} ${HEIGHT}">
    <title>${label}</title>
    <path class="base" d="M${EDGE} ${y(0)}H${WIDTH - EDGE}"></path>
    <path class="run" d=${line}></path>
    <circle cx=${x(last[0])} cy=${y(last[1])} r="2"></circle>
  </svg>`;
}
