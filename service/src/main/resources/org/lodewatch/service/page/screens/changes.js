import { ApiError, get, getFromLog } from '../api.js';
import { alertLink } from '../alert-parts.js';
import { integer, moment, money, percent, points } from '../format.js';
import { html, nothing, repeat } from '../lib.js';
import { book, country, subject } from '../names.js';
import { panel } from '../panel.js';
import { chosen } from '../pickers.js';
import { prose } from '../prose.js';
import { severity } from '../severity.js';
import { go, link } from '../state.js';
import { lastVisit, ownTime } from '../visits.js';

export const choices = { dataset: true, reporter: true };

const CAUSES = [
  ['new-month', 'New months'], ['revision', 'Revisions'], ['withdrawal', 'Withdrawals'], ['reclassified', 'Reclassified'],
];

/** So many of the shares that moved are shown. */
const MOST_SHARES = 3;

/** What was published between two moments: by mineral, what is new and what was revised; and the alerts of that time. */
export async function screen(state, datasets) {
  const owner = chosen(state, datasets);
  if (!owner) {
    return { title: 'What changed', body: html`<h1>What changed</h1><p>Nothing is published yet.</p>` };
  }
  const { dataset, reporter } = owner;
  const { since, until } = state;
  return {
    title: 'What changed',
    body: html`<h1>What changed <small>${dataset}, ${country(reporter)}</small></h1>
      <p class="lede">What was published between two moments, by mineral: new months and revisions of former ones. Reading the log
        takes some seconds.</p>
      ${panel('moments', 'Since when', `${dataset}`, () => moments(dataset, state))}
      ${since ? html`
        ${panel('changed', heading(since, until), `${dataset} ${reporter} ${since} ${until}`,
          () => changes({ dataset, reporter, since, until }))}
        ${panel('changed-alerts', 'Alerts published then', `${dataset} ${reporter} ${since} ${until} alerts`,
          () => alerts({ dataset, reporter, since, until }))}` : nothing}`,
  };
}

const heading = (since, until) => (until ? `From ${moment(since)} to ${moment(until)}` : `Since ${moment(since)}`);

/** The last visit, the editions of the dataset, or any day. */
async function moments(dataset, state) {
  const { editions } = await getFromLog('/api/editions', { dataset }).catch((fault) => {
    if (fault instanceof ApiError) {
      return { editions: [] }; // a log that is too long is said by the answer below
    }
    throw fault;
  });
  const visit = lastVisit();
  const choice = (name, since, until, words) => html`<li><a class="row" data-moment=${name}
    href=${link({ ...state, since, until })}
    aria-current=${state.since === since && (state.until ?? '') === (until ?? '') ? 'true' : nothing}>${words}</a></li>`;
  return html`<ul class="moments">
      ${visit ? choice('visit', visit, '', `your last visit, ${ownTime(visit)}`) : nothing}
      ${editions.map((edition, at) => choice(edition.revision, edition.firstPublished, editions[at - 1]?.firstPublished,
        `edition ${edition.day ?? edition.revision}: ${integer(edition.records)} records, published ${
          moment(edition.firstPublished)}`))}
    </ul>
    <form class="tools" @submit=${(event) => {
      event.preventDefault();
      const day = new FormData(event.target).get('day');
      go({ since: day && `${day}T00:00:00Z`, until: '' });
    }}><label class="picker"><span>A day</span><input id="day" type="date" name="day" required
      .value=${state.since?.slice(0, 10) ?? ''}></label>
      <button type="submit">Show</button></form>`;
}

async function changes({ dataset, reporter, since, until }) {
  const found = await getFromLog('/api/changes', { dataset, since, until });
  const books = found.books.filter((one) => one.reporter === reporter);
  const causes = CAUSES.filter(([cause]) => books.some((one) => one.causes[cause]));
  const revised = books.filter((one) => one.causes.revision || one.causes.withdrawal || one.causes.reclassified);
  return html`<p id="changes-summary">${books.length === 0 ? 'No figure of any mineral changed.'
      : `${books.length} books changed, ${revised.length} of them in months that were published before.`} ${found.newestPublished
      ? `The newest record of that time was published ${moment(found.newestPublished)}.` : 'The log was empty then.'} ${
      integer(found.unchangedRecords)} records were published again without a change, ${integer(found.uncountedRecords)} are of
      goods that no mineral counts, in all datasets.</p>
    ${books.length === 0 ? nothing : html`<div class="scroll" tabindex="0" role="region"
      aria-label="Changes by mineral"><table id="changes">
    <caption>Customs value over all months. The causes add up to the difference. Shares are those of the newest window at both
      moments.</caption>
    <thead><tr><th scope="col">Mineral</th><th scope="col" class="number">Before</th><th scope="col" class="number">After</th>
      <th scope="col" class="number">Difference</th>${causes.map(
        ([, title]) => html`<th scope="col" class="number">${title}</th>`)}
      <th scope="col">Shares of imports that moved most</th></tr></thead>
    <tbody>${repeat(books, (one) => one.mineral, (one) => row(one, causes))}</tbody></table></div>`}`;
}

function row(one, causes) {
  const amount = (value) => `${value < 0 ? '−' : ''}${money(Math.abs(value), one.currency)}`;
  return html`<tr data-book=${one.mineral} class=${one.formOf ? 'form' : ''}>
    <th scope="row"><a href=${link({ screen: 'mineral', subject: one.mineral, dataset: one.dataset, reporter: one.reporter })}>${
      book(one.mineral)}</a></th>
    <td class="number">${amount(one.valueBefore)}</td><td class="number">${amount(one.valueAfter)}</td>
    <td class="number"><b>${amount(one.difference)}</b></td>
    ${causes.map(([cause]) => html`<td class="number">${cause in one.causes ? html`${amount(one.causes[cause].value)}<small>${
      integer(one.causes[cause].records)} records, ${span(one.causes[cause])}</small>` : '–'}</td>`)}
    <td>${moved(one.window)}</td></tr>`;
}

const span = ({ firstMonth, lastMonth }) => (firstMonth === lastMonth ? firstMonth : `${firstMonth} to ${lastMonth}`);

/** What the newest window was then and is now. */
function moved(window) {
  if (!window) {
    return 'there was no window at one of the moments';
  }
  const shares = window.movedShares.slice(0, MOST_SHARES);
  return html`${shares.length === 0 ? 'none' : shares.map((one, at) => html`${at ? ', ' : ''}${country(one.country)}
    <span class="nowrap">${percent(one.before)} → ${percent(one.after)}</span> (${points(one.points / 100)})`)}<small> ${
    window.asOfBefore === window.asOfAfter ? `to ${window.asOfAfter}`
      : `to ${window.asOfBefore} then, to ${window.asOfAfter} now`}</small>`;
}

/** The alerts whose last transition was published in that time. */
async function alerts({ dataset, reporter, since, until }) {
  const found = (await get('/api/alerts', { all: 'true', dataset, reporter, since }))
    .filter(({ publishedAt }) => !until || Date.parse(publishedAt) < Date.parse(until));
  return found.length === 0 ? html`<p>No alert has its last transition in that time.</p>`
    : html`<ul class="changed-alerts">${repeat(found, ({ alertId }) => alertId, (alert) => html`<li>${severity(alert.severity)}
      <a class="row" href=${alertLink(alert.alertId)}>${book(alert.mineral)}, ${subject(alert.subject)}</a>: ${alert.transition}${
      alert.cause ? ` (${alert.cause})` : ''}, ${moment(alert.publishedAt)}. ${prose(alert.sentence)}</li>`)}</ul>`;
}
