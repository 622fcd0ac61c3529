import { month } from '../format.js';
import { html } from '../lib.js';
import { severity } from '../severity.js';
import { adjust } from '../state.js';
import { worst } from './columns.js';

const SEVERITIES = ['critical', 'warning', 'none'];

/** How many minerals have which alert, each a filter; and what limits the figures, in a sentence. */
export function summary(all, state, newest) {
  const with_ = (word) => all.filter((row) => worst(row) === word).length;
  return html`<div class="summary"><div class="filters" role="group" aria-label="Minerals with an alert">${SEVERITIES.map((word) => html`<button
    type="button" data-alert=${word} aria-pressed=${state.alert === word} @click=${() => adjust({ alert: state.alert === word ? '' : word })}><b>${
    with_(word)}</b> ${severity(word)}</button>`)}</div><p>${limits(all, newest)}</p></div>`;
}

/** What a reader must know about the figures of all rows together. */
function limits(all, newest) {
  const books = all.flatMap((row) => [row, ...(row.forms ?? [])]);
  const marked = [
    ['provisional', (one) => !one.complete], ['with missing rows', (one) => one.partial], ['without a record in two months', (one) => one.stale],
    ['to an earlier month', (one) => one.asOf !== newest],
  ].map(([words, is]) => [words, books.filter(is).length]).filter(([, count]) => count > 0);
  return html`${all.length} minerals and ${books.length - all.length} forms. Newest month <time datetime=${newest}>${month(newest)}</time>. ${
    marked.length === 0 ? 'Nothing is provisional.' : `Marked below: ${marked.map(([words, count]) => `${count} ${words}`).join(', ')}.`}`;
}
