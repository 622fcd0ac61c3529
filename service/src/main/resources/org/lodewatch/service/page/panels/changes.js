import { getFromLog } from '../api.js';
import { integer, moment, money, percent, points } from '../format.js';
import { html, nothing } from '../lib.js';
import { book, country } from '../names.js';
import { prose } from '../prose.js';
import { go, link } from '../state.js';
import { bookAlerts, MOST_ALERTS, published } from './book.js';

const CAUSES = {
  'new-month': 'new months',
  revision: 'revised or added in published months',
  withdrawal: 'withdrawn',
  reclassified: 'moved from or to another book',
};

/** What was published from the beginning of an edition to that of the next one, and what it changed. */
export async function changes(state, { mineral, dataset, reporter }) {
  const { editions } = await getFromLog('/api/editions', { dataset, mineral });
  const at = Math.max(0, editions.findIndex((one) => String(one.revision) === state.edition));
  const edition = editions[at];
  const [since, until] = [edition.firstPublished, editions[at - 1]?.firstPublished];
  const found = await getFromLog('/api/changes', { since, until, dataset, mineral });
  const own = found.books.find((one) => one.mineral === mineral && one.reporter === reporter);
  return html`${picker(editions, edition)}
    <h3>What the edition ${name(edition)} changed of ${book(mineral)}</h3>
    <p class="quiet">Published ${moment(since)}, ${integer(edition.records)} records, ${integer(edition.ofMineral)} of this
      mineral.${at === editions.length - 1 ? ' It is the first one of the dataset: everything in it is new.' : ''}</p>
    ${own ? html`${causes(own)}${own.window ? movedShares(own.window, own.currency) : nothing}`
      : html`<p>It changed no figure of this mineral.</p>`}
    ${await meanwhile(state, since, until)}
    <p><a href=${link({ screen: 'changes', dataset, reporter, since, until })}>What it changed of all minerals</a></p>`;
}

const name = (edition) => edition.day ?? edition.revision;

const picker = (editions, chosen) => html`<div class="tools"><label><span>Edition</span>
  <select id="edition" @change=${(event) => go({ edition: event.target.value })}>${editions.map((one) => html`<option
    value=${one.revision} .selected=${one === chosen}>${name(one)}, ${integer(one.records)} records</option>`)}</select>
  </label></div>`;

const amount = (value) => value.toLocaleString('en');
const signed = (value) => `${value < 0 ? '−' : '+'}${amount(Math.abs(value))}`;

const causes = ({ causes: sums, currency, valueBefore, valueAfter, difference }) => html`
  <div class="scroll" tabindex="0" role="region" aria-label="What changed"><table id="edition-changes">
    <caption>Value of all months (${currency}): ${amount(valueBefore)} before, ${amount(valueAfter)} after</caption>
    <thead><tr><th scope="col">Cause</th><th scope="col" class="number">Records</th>
      <th scope="col" class="number">Value (${currency})</th><th scope="col">Months</th></tr></thead>
    <tbody>${Object.entries(sums).map(([cause, sum]) => html`<tr data-cause=${cause}>
      <th scope="row">${CAUSES[cause] ?? cause}</th><td class="number">${integer(sum.records)}</td>
      <td class="number">${signed(sum.value)}</td>
      <td>${sum.firstMonth}${sum.lastMonth === sum.firstMonth ? '' : ` to ${sum.lastMonth}`}</td></tr>`)}</tbody>
    <tfoot><tr><th scope="row">together</th><td></td><td class="number">${signed(difference)}</td><td></td></tr></tfoot>
  </table></div>`;

const movedShares = ({ asOfBefore, asOfAfter, valueBefore, valueAfter, movedShares: shares }, currency) => html`
  <div class="scroll" tabindex="0" role="region" aria-label="Shares that moved"><table id="moved-shares">
    <caption>Shares by value that moved most: from the newest window then, to ${asOfBefore} (${money(valueBefore, currency)}), to
      the newest one now, to ${asOfAfter} (${money(valueAfter, currency)})</caption>
    <thead><tr><th scope="col">Country</th><th scope="col" class="number">Before</th><th scope="col" class="number">After</th>
      <th scope="col" class="number">Points</th></tr></thead>
    <tbody>${shares.map((one) => html`<tr><th scope="row">${country(one.country)}</th>
      <td class="number">${percent(one.before)}</td><td class="number">${percent(one.after)}</td>
      <td class="number">${points(one.points / 100)}</td></tr>`)}</tbody></table></div>`;

/** The alerts of the book that were published from a moment on. */
async function meanwhile(state, since, until) {
  const alerts = (await bookAlerts(state)).slice(0, MOST_ALERTS);
  const transitions = (await Promise.all(alerts.map(published))).flat()
    .filter(({ publishedAt }) => publishedAt >= since && !(publishedAt >= until));
  return html`<h3>Alerts published meanwhile</h3>${transitions.length === 0
    ? html`<p>No alert of this book was raised, changed or resolved.</p>`
    : html`<ul>${transitions.map((one) => html`<li><b>${one.transition}</b> ${prose(one.sentence)}</li>`)}</ul>`}`;
}
