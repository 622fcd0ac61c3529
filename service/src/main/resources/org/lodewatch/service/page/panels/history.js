import { figure as chart } from '../charts/frame.js';
import { named, sharesHeight, sharesOption, sharesTable } from '../charts/shares.js';
import { figure, moment, percent } from '../format.js';
import { html, nothing } from '../lib.js';
import { book, subject as subjectName } from '../names.js';
import { panel } from '../panel.js';
import { severity } from '../severity.js';
import { go, link } from '../state.js';
import { absence, allPolicies, bookAlerts, bookHistory, bookId, byMeasure, fileName, isGapOf, isPartOf, limits, linesOf,
  measureOf, monthChoice, selects, stateOf, withFormer } from './book.js';

/** Shares of the suppliers over all months, and the alerts on the same months. */
export const historyPanel = (state, shares) => panel('history', 'Suppliers over time', bookId(shares),
  () => load(state, shares));

async function load(state, shares) {
  const [whole, alerts, policies] = await Promise.all([bookHistory(state), bookAlerts(state).then(withFormer), allPolicies()]);
  const measure = measureOf(state);
  const history = byMeasure(whole, measure);
  if (history.suppliers.length === 0) {
    return html`<p>${absence(history, measure)}</p>`;
  }
  const isStacked = state.chart === 'stacked';
  const supplier = state.supplier;
  const view = { isStacked, supplier, asOf: shares.asOf, isGap: isGapOf(history), isPart: isPartOf(history),
    lines: policyLines(policies, state, measure) };
  const kind = `by ${measure}`;
  return html`${views(isStacked)}
    ${chart({
      name: fileName(state, shares.asOf, `shares-by-${measure}`),
      title: `Share of ${shares.reporter} imports of ${book(shares.mineral)} ${kind}, ${history.windowMonths} months to each month.`,
      note: limits(history),
      hint: 'Click a month to show it.',
      description: describe(history, supplier, kind),
      height: sharesHeight(alerts),
      option: sharesOption(history, alerts, view),
      table: () => sharesTable(history, measure, (at) => stateOf(history, at)),
      ...monthChoice(history),
    })}
    ${view.lines.length || !supplier || isStacked ? nothing : html`<p class="note">No policy judges the share of ${
      subjectName(supplier)} ${kind} here: the chart has no lines.</p>`}
    ${alertList(alerts)}`;
}

const views = (isStacked) => html`<div class="choice" role="group" aria-label="Form of the chart">
  ${[['', 'Lines'], ['stacked', 'Stacked']].map(([value, text]) => html`<button type="button"
    aria-pressed=${String(isStacked === (value === 'stacked'))} @click=${() => go({ chart: value })}>${text}</button>`)}</div>`;

/** The lines of policies that judge the share of the chosen supplier. A line across the other suppliers would mean nothing. */
function policyLines(policies, state, measure) {
  return policies
    .filter((policy) => policy.metric === 'share' && selects(policy, state, measure))
    .filter((policy) => policy.subject === 'any-country' || policy.subjectName === state.supplier)
    .flatMap((policy) => linesOf(policy, (line) => ({ value: line / 100, text: `${line} %` })));
}

function describe(history, supplier, kind) {
  const one = named(history, supplier).find(({ id }) => id === supplier) ?? history.suppliers[0];
  const last = history.asOf.length - 1;
  const figures = [one.shares[0], one.shares[last]].map((share) => percent(share) || 'no figure');
  return `Shares of imports ${kind} from ${history.asOf[0]} to ${history.asOf[last]}, ${history.suppliers.length} suppliers and `
    + `all others. ${subjectName(one.id)}: ${figures[0]} at first, ${figures[1]} at last.`;
}

/** The alerts as text, with links: what the strip shows by shapes. */
const alertList = (alerts) => html`<h3>Alerts of this book</h3>${alerts.length === 0
  ? html`<p>No policy has raised an alert on this book.</p>` : html`<ul class="histories">${alerts.map(life)}</ul>`}`;

const life = (alert) => html`<li data-alert=${alert.alertId}>${severity(alert.severity)}
  <a href=${link({ screen: 'alerts', subject: alert.alertId, dataset: alert.dataset, reporter: alert.reporter })}><b>${
    subjectName(alert.subject)}</b>, ${alert.policyId}</a>: ${alert.history.map((entry) => transition(entry, alert)).join(', ')
    || 'nothing in its history'}${alert.current
    ? `; now ${figure(alert.current.observed, alert.metric)} (${alert.current.asOf})` : ''}${alert.former
    ? `. Restated ${moment(alert.restatedAt)}; published before: ${alert.former.map((entry) =>
      `${entry.transition} ${entry.asOf}`).join(', ') || 'nothing'}` : ''}</li>`;

const transition = (entry, { metric }) => `${entry.transition}${entry.transition === 'raised' ? ` to ${entry.severity}` : ''} ${
  entry.asOf} at ${figure(entry.observed, metric)}`;
