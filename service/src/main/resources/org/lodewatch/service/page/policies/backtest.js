// What a policy would have raised over the published months, and how that differs from the stored one.

import { figure } from '../charts/frame.js';
import { sweepOption, sweepTable } from '../charts/sweep.js';
import { figure as amount } from '../format.js';
import { html, nothing } from '../lib.js';
import { severity } from '../severity.js';
import { link } from '../state.js';
import { line, unit } from './fields.js';
import { axis, scale, strip } from './months.js';
import { alertName, count, difference, effect, months, span } from './words.js';

const REASONS = {
  'not-whole': 'before a whole window is published',
  partial: 'with missing rows',
  provisional: 'not complete',
  stale: 'without new records',
  'part-codes': 'with only some of the commodity codes',
  'net-exporter': 'of what the reporter exports on balance',
  'below-minimum': 'below the minimum value',
  'weight-unknown': 'without known weights',
  'no-reliance': 'without net import reliance',
  'no-figure': 'without another figure that the metric needs',
};

/**
 * @param answer of POST /api/backtest for one policy
 * @param stored the version in force that it would replace; undefined for a new policy, which replaces none
 */
export function backtest({ notes = [], policies: [result], notSimulated }, stored) {
  const { coverage, difference: changes } = result;
  return html`${notes.map((note) => html`<p class="note">${note}</p>`)}
    ${answered(result, stored)}${covered(coverage)}
    ${changes && stored ? atOnce(changes.atOnce) : nothing}
    ${coverage.from ? html`${changes ? differences(changes, axis(coverage.from, coverage.to)) : raised(result.episodes,
      axis(coverage.from, coverage.to))}
      ${sweep(result, stored)}${misses(result)}` : nothing}
    <details><summary>What this does not simulate</summary><ul>${notSimulated.map((text) =>
      html`<li>${text}</li>`)}</ul></details>`;
}

/** The answer in a sentence: more or fewer alerts, earlier or later ones. */
function answered({ episodes, difference: changes, coverage }, stored) {
  if (coverage.monthsJudged === 0) {
    return html`<p class="answer" data-answer>No month can be judged, so nothing is known of this policy.</p>`;
  }
  if (!changes) {
    return html`<p class="answer" data-answer>${episodes.length ? `It would have raised ${count(episodes.length, 'alert')}.`
      : 'It would have raised no alert.'}</p>`;
  }
  const { raisedEarlier, raisedLater, mostMonthsEarlier, onlyNew, onlyOld, same, moved } = changes;
  if (moved.length + onlyNew.length + onlyOld.length === 0) {
    return html`<p class="answer" data-answer>The same ${count(same.length, 'alert')} as version ${stored?.version ??
      changes.against.version}, in the same months.</p>`;
  }
  return html`<p class="answer" data-answer>${count(episodes.length, 'alert')} instead of
    ${onlyOld.length + same.length + moved.length}.
    ${raisedEarlier ? html`<b>${raisedEarlier} would have been raised earlier</b>, by up to ${months(mostMonthsEarlier)}.` :
      'None would have been raised earlier.'}
    ${raisedLater ? `${raisedLater} later.` : ''}
    ${onlyNew.length ? `${onlyNew.length} would be new.` : ''} ${onlyOld.length ? `${onlyOld.length} would not have been raised.`
      : ''}</p>`;
}

function covered({ monthsJudged, monthsNotJudged, books, booksKnown, booksNotJudged, from, to }) {
  const reasons = Object.entries(monthsNotJudged);
  return html`<p class="quiet" data-coverage>${monthsJudged ?
    `Judged: ${months(monthsJudged)} of ${books.length} of ${booksKnown} books, from ${from} to ${to}.`
    : `Judged: none of the months of ${books.length} of ${booksKnown} books.`}
    ${reasons.length ? `Not judged: ${reasons.map(([reason, number]) => `${months(number)} ${REASONS[reason] ??
      reason}`).join(', ')}.` : ''}
    ${booksNotJudged.length ? html`<details><summary>${count(booksNotJudged.length, 'book')} of which no month is
      judged</summary><p>${
      booksNotJudged.join(', ')}</p></details>` : nothing}</p>`;
}

const EFFECTS = ['raised', 'escalated', 'eased', 'resolved'];

/** So many names are shown without unfolding them. */
const FEW = 8;

/** What saving changes at once, by name. */
export function atOnce(changes) {
  const groups = EFFECTS.map((word) => ({ word, some: changes.filter((one) => effect(one.old, one.present) === word) }))
    .filter(({ some }) => some.length);
  return html`<section aria-labelledby="at-once" data-at-once=${changes.length}><h3 id="at-once">If it is saved now</h3>
    ${groups.length === 0 ? html`<p>No alert changes at once.</p>` : groups.map(group)}</section>`;
}

const group = ({ word, some }) => html`<details class="at-once" data-effect=${word} ?open=${some.length <= FEW}>
  <summary><b>${some.length}</b> ${word}</summary>
  <ul>${some.map((one) => html`<li>${severity(one.present)} ${alertName(one)}
    <small>${one.dataset}, ${one.reporter}${one.old === 'none' ? '' : `, ${one.old} now`}</small></li>`)}</ul></details>`;

const LISTS = [
  ['moved', 'Raised by both, in other months or of another severity'],
  ['onlyNew', 'Raised only by this policy'],
  ['onlyOld', 'Raised only by the stored version'],
  ['same', 'The same by both'],
];

function differences(changes, on) {
  return html`<section aria-labelledby="differences"><h3 id="differences">Alert by alert</h3>
    <p class="quiet">Above the stored version, below this one. ${legend}</p>
    ${LISTS.map(([list, title]) => html`<details class="episodes" data-list=${list} ?open=${list === 'moved' ||
      (list === 'onlyNew' && changes.moved.length === 0)}>
      <summary>${title}: <b>${changes[list].length}</b></summary>
      ${changes[list].length ? table(title, on, sorted(list, changes[list]).map(ROWS[list])) :
        html`<p>None.</p>`}</details>`)}</section>`;
}

/** Those that are raised earliest first, compared with the stored version. */
const sorted = (list, episodes) => (list === 'moved' ? [...episodes].sort((one, other) => one.sinceMonths - other.sinceMonths) :
  episodes);

const ROWS = {
  moved: (one) => ({ alert: one.present, lanes: [[one.old], [one.present]], words: difference(one) }),
  onlyNew: (one) => ({ alert: one, lanes: [[], [one]], words: `raised ${span(one)}` }),
  onlyOld: (one) => ({ alert: one, lanes: [[one], []], words: `not raised; the stored version: ${span(one)}` }),
  same: (one) => ({ alert: one, lanes: [[one], [one]], words: span(one) }),
};

const legend = html`<span class="open critical key" aria-hidden="true"></span> critical, <span class="open warning key"
  aria-hidden="true"></span> warning.`;

const raised = (episodes, on) => (episodes.length ? html`<section aria-labelledby="raised"><h3 id="raised">Alert by alert</h3>
  <p class="quiet">${legend}</p>${table('Alerts that this policy would have raised', on, episodes.map((one) => ({
    alert: one, lanes: [[one]], words: `raised ${span(one)}` })))}</section>` : nothing);

const table = (caption, on, rows) => html`<div class="scroll tall" tabindex="0" role="region" aria-label=${caption}><table
  class="months">
  <caption class="visually-hidden">${caption}</caption>
  <thead><tr><th scope="col">Alert</th><th scope="col"><span class="visually-hidden">Months</span>${scale(on)}</th>
    <th scope="col">In words</th></tr></thead>
  <tbody>${rows.map(({ alert, lanes, words }) => html`<tr
    data-alert="${alert.dataset}/${alert.reporter}/${alert.mineral}/${alert.subject}">
    <th scope="row"><a href=${link({ screen: 'mineral', subject: alert.mineral, dataset: alert.dataset, reporter: alert.reporter,
      supplier: alert.subject === 'market' ? '' : alert.subject })}>${alertName(alert)}</a> <small>${alert.dataset}</small></th>
    <td>${strip(on, lanes)}</td><td class="words">${words}</td></tr>`)}</tbody></table></div>`;

function sweep({ sweep: steps, policy }, stored) {
  return steps?.length ? html`<section aria-labelledby="sweep"><h3 id="sweep">Other warning lines</h3>${figure({
    name: `alerts-by-line-${policy.id}`,
    title: `Alerts by the warning line, in ${unit(policy)}; the critical line moves with it`,
    description: 'The higher the line, the fewer alerts. The table has the number for each line.',
    height: 260,
    option: sweepOption(steps, policy, stored),
    table: () => sweepTable(steps, policy),
  })}</section>` : nothing;
}

const misses = ({ nearMisses, policy }) => html`<section aria-labelledby="misses">
  <h3 id="misses">Nearest to the warning line without an alert</h3>
  ${nearMisses.length === 0 ? html`<p>Nothing came near.</p>` : html`<div class="scroll" tabindex="0" role="region"
    aria-label="Nearest misses"><table>
    <caption class="visually-hidden">Nearest to the warning line without an alert</caption>
    <thead><tr><th scope="col">Of</th><th scope="col">Month</th><th scope="col" class="number">Highest</th>
      <th scope="col" class="number">Below the line</th></tr></thead>
    <tbody>${nearMisses.map((one) => missed(one, policy))}</tbody></table></div>`}</section>`;

const missed = (one, { metric }) => html`<tr><th scope="row">${alertName(one)} <small>${one.dataset}</small></th>
  <td>${one.asOf}</td><td class="number">${amount(one.highest, metric)}</td>
  <td class="number">${one.margin > 0 ? amount(one.margin, metric)
    : `reached for ${months(one.monthsOverLine)}, which is too few`}</td></tr>`;
