import { get } from '../api.js';
import { saveCsv } from '../csv.js';
import { integer, moment, money, percent, points } from '../format.js';
import { html, nothing } from '../lib.js';
import { book, country, subject as subjectName } from '../names.js';
import { panel } from '../panel.js';
import { severity } from '../severity.js';
import { go } from '../state.js';
import { bookAlerts, bookId, fileName, published } from './book.js';

const MOST_ALERTS = 8;
const VIEWS = [['records', 'Records behind the figures'], ['changes', 'What a publication changed'], ['reasons', 'Why the alerts']];

/** From a number to its records, to what the last revision changed, and to the arithmetic of an alert. Each is read on demand. */
export const evidencePanel = (state, shares) => panel('evidence', 'Evidence', `${bookId(shares)} ${state.evidence ?? ''}`,
  () => load(state, shares));

/** Moves to the panel once it is there: for links elsewhere on the screen. */
export const showEvidence = () => setTimeout(() => document.getElementById('evidence').scrollIntoView());

async function load(state, shares) {
  const views = { records, changes, reasons };
  const view = views[state.evidence];
  return html`${sources(shares)}
    <div class="choice" role="group" aria-label="Evidence">${VIEWS.map(([id, text]) => html`<button type="button" data-evidence=${id}
      aria-pressed=${String(state.evidence === id)} @click=${() => go({ evidence: state.evidence === id ? '' : id })}>${text}</button>`)}</div>
    ${view ? await view(state, shares) : html`<p class="quiet">Each of these is read when you ask for it: the first two read the whole log
      of imports.</p>`}`;
}

/** Where the figures of the window come from. */
const sources = (shares) => html`<dl class="facts">
  <div><dt>Dataset</dt><dd>${shares.dataset}, imports of ${country(shares.reporter)}</dd></div>
  <div><dt>What is measured</dt><dd>${shares.basis ?? 'the dataset does not declare it'}</dd></div>
  <div><dt>Records, ${shares.windowMonths} months to ${shares.asOf}</dt><dd>${integer(shares.records)}, ${shares.coveredMonths} of ${
    shares.windowMonths} months${shares.complete ? '' : ', provisional'}${shares.partial ? ', rows missing' : ''}</dd></div>
  <div><dt>Commodity codes</dt><dd>${shares.codeCoverage ? `${shares.codeCoverage.covered.length} of ${shares.codeCoverage.codes}: ${
    shares.codeCoverage.covered.join(', ')}` : 'all of the book'}</dd></div>
  <div><dt>Net import reliance</dt><dd>${shares.reliance ? `${shares.reliance.printed}, ${shares.reliance.year}, ${shares.reliance.edition}`
    : shares.relianceAbsence ?? 'none'}</dd></div>
</dl>`;

async function records(state, shares) {
  const found = await get('/api/records', { mineral: shares.mineral, dataset: shares.dataset, reporter: shares.reporter,
    asOf: shares.asOf, country: state.supplier, top: 5000 });
  const currency = found.currency;
  return html`<h3>${integer(found.records)} records of ${country(found.country)} in the ${found.windowMonths} months to ${found.asOf}: ${
    money(found.value, currency)}</h3>
    <p>Together they are the value of ${country(found.country)} above, ${found.value.toLocaleString('en')} ${currency}. ${
      found.revised === 0 ? 'None of them had another value before.' : `${integer(found.revised)} had another value before.`}</p>
    <div class="tools"><button type="button" @click=${() => saveCsv(fileName(state, found.asOf, `records-${found.country}`), recordsCsv(found))}>
      CSV</button></div>
    ${found.records === 0 ? nothing : html`<div class="scroll tall" tabindex="0" role="region" aria-label="Records"><table id="records">
    <caption>The newest period first${found.rows.length < found.records ? `, the first ${integer(found.rows.length)} of them` : ''}</caption>
    <thead><tr><th scope="col">Period</th><th scope="col">Code</th><th scope="col">Form</th><th scope="col" class="number">Value (${currency})</th>
      <th scope="col" class="number">Before (${currency})</th><th scope="col" class="number">Weight (kg)</th>
      <th scope="col" class="number">Revision</th><th scope="col">Published</th><th scope="col">Record</th></tr></thead>
    <tbody>${found.rows.map((row) => html`<tr><th scope="row">${row.period}</th><td>${row.commodityCode}</td><td>${book(row.form)}</td>
      <td class="number">${row.value.toLocaleString('en')}</td><td class="number">${row.formerValue?.toLocaleString('en') ?? ''}</td>
      <td class="number">${row.weightKg?.toLocaleString('en') ?? ''}</td><td class="number">${row.revision}</td>
      <td class="nowrap">${moment(row.publishedAt)}</td><td>${row.recordId}</td></tr>`)}</tbody></table></div>`}`;
}

const recordsCsv = ({ rows, currency }) => ({
  head: ['Record', 'Period', 'Country', 'Code', 'Form', `Value (${currency})`, `Former value (${currency})`, 'Weight (kg)', 'Revision',
    'Published'],
  rows: rows.map((row) => [row.recordId, row.period, row.country, row.commodityCode, row.form, row.value, row.formerValue, row.weightKg,
    row.revision, row.publishedAt]),
});

/** What was published with one edition, and until the next one. */
async function changes(state, shares) {
  const { editions } = await get('/api/editions', { dataset: shares.dataset, mineral: shares.mineral });
  const at = Math.max(0, editions.findIndex((one) => String(one.revision) === state.edition));
  const edition = editions[at];
  const isFirst = at === editions.length - 1;
  const found = await get('/api/changes', { since: edition.firstPublished, until: editions[at - 1]?.firstPublished,
    dataset: shares.dataset, mineral: shares.mineral });
  const own = found.books.find((one) => one.mineral === shares.mineral && one.reporter === shares.reporter);
  return html`<div class="tools"><label><span>Edition</span><select id="edition" @change=${(event) => go({ edition: event.target.value })}>${
    editions.map((one) => html`<option value=${one.revision} .selected=${one === edition}>${editionName(one)}</option>`)}</select></label></div>
    <h3>What the edition ${edition.day ?? edition.revision} changed of ${book(shares.mineral)}</h3>
    <p class="quiet">Published ${moment(edition.firstPublished)}, ${integer(edition.records)} records, ${integer(edition.ofMineral)} of this mineral.${
      isFirst ? ' It is the first one of the dataset: everything in it is new.' : ''}</p>
    ${own ? changesOf(own) : html`<p>It changed no figure of this mineral.</p>`}
    ${await meanwhile(state, edition.firstPublished, editions[at - 1]?.firstPublished)}`;
}

/** The alerts of the book that were published from a moment on. */
async function meanwhile(state, since, until) {
  const alerts = (await bookAlerts(state)).slice(0, MOST_ALERTS);
  const transitions = (await Promise.all(alerts.map(published))).flat()
    .filter(({ publishedAt }) => publishedAt >= since && !(publishedAt >= until));
  return html`<h3>Alerts published meanwhile</h3>${transitions.length === 0 ? html`<p>No alert of this book was raised, changed or resolved.</p>`
    : html`<ul>${transitions.map((one) => html`<li><b>${one.transition}</b> ${one.sentence}</li>`)}</ul>`}`;
}

const editionName = (edition) => `${edition.day ?? edition.revision}, ${integer(edition.records)} records`;

const CAUSES = { 'new-month': 'new months', revision: 'revised or added in published months', withdrawal: 'withdrawn',
  reclassified: 'moved from or to another book' };

function changesOf({ causes, window, currency, valueBefore, valueAfter, difference }) {
  const amount = (value) => value.toLocaleString('en');
  const signed = (value) => `${value < 0 ? '−' : '+'}${amount(Math.abs(value))}`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="What changed"><table id="changes">
    <caption>Value of all months (${currency}): ${amount(valueBefore)} before, ${amount(valueAfter)} after</caption>
    <thead><tr><th scope="col">Cause</th><th scope="col" class="number">Records</th><th scope="col" class="number">Value (${currency})</th>
      <th scope="col">Months</th></tr></thead>
    <tbody>${Object.entries(causes).map(([cause, sum]) => html`<tr data-cause=${cause}><th scope="row">${CAUSES[cause] ?? cause}</th>
      <td class="number">${integer(sum.records)}</td><td class="number">${signed(sum.value)}</td><td>${sum.firstMonth}${
      sum.lastMonth === sum.firstMonth ? '' : ` to ${sum.lastMonth}`}</td></tr>`)}</tbody>
    <tfoot><tr><th scope="row">together</th><td></td><td class="number">${signed(difference)}</td><td></td></tr></tfoot></table></div>
  ${window ? html`<div class="scroll" tabindex="0" role="region" aria-label="Shares that moved"><table id="moved">
    <caption>Shares by value that moved most: from the newest window then, to ${window.asOfBefore} (${money(window.valueBefore, currency)}), to
      the newest one now, to ${window.asOfAfter} (${money(window.valueAfter, currency)})</caption>
    <thead><tr><th scope="col">Country</th><th scope="col" class="number">Before</th><th scope="col" class="number">After</th>
      <th scope="col" class="number">Points</th></tr></thead>
    <tbody>${window.movedShares.map((one) => html`<tr><th scope="row">${country(one.country)}</th><td class="number">${percent(one.before)}</td>
      <td class="number">${percent(one.after)}</td><td class="number">${points(one.points / 100)}</td></tr>`)}</tbody></table></div>` : nothing}`;
}

/** The arithmetic of each transition. */
async function reasons(state) {
  const alerts = (await bookAlerts(state)).slice(0, MOST_ALERTS);
  const explained = await Promise.all(alerts.map((alert) => get('/api/alerts/explain', { id: alert.alertId })));
  return explained.length === 0 ? html`<p>No policy has raised an alert on this book.</p>` : explained.map((one) => html`
    <h3>${subjectName(one.subject)}, ${one.policyId}</h3>
    <ol class="reasons">${[...one.transitions, { ...one.newest, transition: 'now' }].map((month) => html`<li><b>${month.asOf} ${
      month.transition}</b> ${severity(month.severity)}<ul>${month.steps.map((step) => html`<li>${step}</li>`)}</ul></li>`)}</ol>
    <p class="quiet">The records that moved it: <code>${one.records}</code></p>`);
}
