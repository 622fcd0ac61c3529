// The months in which an alert is open, as bars on a common axis: above by the stored policy, below by the one that is tested.

import { html, nothing } from '../lib.js';
import { styleProperties } from '../style-properties.js';

const number = (month) => 12 * Number(month.slice(0, 4)) + Number(month.slice(5)) - 1;

/** An axis from the first to the last judged month. */
export function axis(from, to) {
  const first = number(from);
  const length = number(to) - first + 1;
  const place = (month) => (100 * Math.min(length, Math.max(0, number(month) - first))) / length;
  return { from, to, place, years: years(first, length) };
}

/** The years that begin on the axis, few enough to be read. */
function years(first, length) {
  const every = Math.ceil(length / 12 / 6);
  return Array.from({ length: Math.ceil(length / 12) + 1 }, (_, at) => Math.ceil(first / 12) + at)
    .filter((year) => year % every === 0 && 12 * year - first < length)
    .map((year) => ({ year, at: (100 * (12 * year - first)) / length }));
}

export const scale = ({ years: all }) => html`<span class="scale" aria-hidden="true">${all.map(({ year, at }) => html`<span
  ${styleProperties({ left: `${at}%` })}>${year}</span>`)}</span>`;

/** @param rows [the alert by one policy, or undefined], the stored policy first; their words are beside it */
export const strip = (on, rows) => html`<span class="strip" aria-hidden="true">${rows.map((episodes) => html`<span class="lane">${
  episodes.flatMap((episode) => spans(episode)).map(({ from, to, severity }) => html`<span class="open ${severity}"
    ${styleProperties({
      left: `${on.place(from)}%`, width: `${Math.max(1, (to ? on.place(to) : 100) - on.place(from))}%` })}></span>`)}</span>`)}${
  on.years.map(({ at }) => (at > 0 ? html`<span class="year" ${styleProperties({ left: `${at}%` })}></span>` : nothing))}</span>`;

/** From each transition to the next. */
const spans = ({ history }) => history.map(({ asOf, severity }, at) => ({ from: asOf, to: history[at + 1]?.asOf, severity }))
  .filter(({ severity }) => severity !== 'none');
