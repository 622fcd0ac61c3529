import { get } from '../api.js';
import { alertLink, copyButton, kind } from '../alert-parts.js';
import { figure, money, moment, month } from '../format.js';
import { html, nothing } from '../lib.js';
import { book, country, subject as subjectName } from '../names.js';
import { panel } from '../panel.js';
import { prose } from '../prose.js';
import { severity } from '../severity.js';
import { link } from '../state.js';

const PARTS = 5;

/** One alert by itself: where it is, every transition by the present data, and what was published of it. */
export async function oneAlert({ subject: alertId, asOf }) {
  const [policyId, dataset, reporter, mineral, subject] = parts(alertId);
  const owner = { policy: policyId, dataset, reporter };
  const [histories, published] = await Promise.all([
    get('/api/alerts/history', { ...owner, asOf }), get('/api/alerts/transitions', { id: alertId }),
  ]);
  const alert = histories.find((one) => one.alertId === alertId);
  const last = published.filter((one) => (!asOf || one.asOf <= asOf) && holds(one, alert)).pop();
  const metric = alert?.metric ?? last?.metric;
  const name = `${subjectName(subject)}: ${book(mineral)}`;
  return {
    title: name,
    body: html`<p class="back"><a href=${link({ screen: 'alerts', asOf })}>All alerts</a></p>
      <h1>${subjectName(subject)} <small>${book(mineral)}, ${dataset}, ${country(reporter)}</small></h1>
      <p id="alert-state">${severity(alert?.severity ?? 'none')} ${
        alert?.since ? html`since <b class="month">${alert.since}</b>` : nothing}
        ${asOf ? html`as of ${month(asOf)}, by the present data (<a href=${alertLink(alertId)}>now</a>)` : nothing}
        ${alert?.current ? html`· <b>${figure(alert.current.observed, metric)}</b> ${kind(alert)}, to ${alert.current.asOf}`
          : nothing}</p>
      ${last ? html`<blockquote class="said">${prose(last.sentence)} ${copyButton(last)}</blockquote>` : nothing}
      <p><a class="row" href=${link({ screen: 'mineral', subject: mineral, dataset, reporter, asOf,
        supplier: subject === 'market' ? '' : subject })}>${book(mineral)} over all months</a> ·
        <a href=${link({ screen: 'policies', subject: policyId })}>policy ${policyId}</a></p>
      <div class="alert-actions"></div>
      ${panel('alert-history', 'History', `${alertId} ${asOf}`, () => explained(alertId, alert))}
      <section aria-labelledby="published-title" id="published"><h2 id="published-title">As published</h2>${
        transitions(published)}</section>`,
  };
}

/** Whether a transition is the last one by the present data: a correction may have taken it back since. */
const holds = ({ transition, asOf }, alert) => transition === 'restated' || alert?.history[alert.history.length - 1].asOf === asOf;

/** The parts of an alert's id. A dataset that is named with a slash has none: ids are made so. */
function parts(alertId) {
  const found = alertId.split('/');
  if (found.length !== PARTS) {
    throw new Error(`${alertId} is no alert: an id is policy/dataset/reporter/mineral/subject`);
  }
  return found;
}

/** Every transition by the present data and the present policy, with its arithmetic. */
async function explained(alertId, alert) {
  const why = await get('/api/alerts/explain', { id: alertId });
  const { metric } = why;
  const until = alert?.history ?? [];
  const shown = why.transitions.filter((one) => until.some((entry) => entry.asOf === one.asOf));
  const highest = new Map(until.map((entry) => [entry.asOf, entry.highest]));
  return html`<dl class="facts">
      <div><dt>Warning line</dt><dd>${figure(why.warning, metric)}</dd></div>
      <div><dt>Critical line</dt><dd>${figure(why.critical, metric)}</dd></div>
      <div><dt>Margin below a line before it clears</dt><dd>${figure(why.clearMargin, metric)}</dd></div>
      <div><dt>Months over a line before it counts</dt><dd>${why.dwellMonths}</dd></div>
      <div><dt>Least supply that is judged</dt><dd>${money(why.minimumSupply, why.currency)}</dd></div>
      <div><dt>Policy</dt><dd>${why.policyId}, version ${why.policyVersion}</dd></div>
    </dl>
    ${why.settled ? nothing : html`<p class="note">Figures are still being published: this history is newer than the
      published one.</p>`}
    ${shown.length === 0 ? html`<p>No transition until then.</p>` : html`<div class="scroll" tabindex="0" role="region"
      aria-label="Transitions by the present data"><table id="transitions">
      <caption>Every transition by the present data and the present policy: ${kind(why)}, windows of ${
        why.windowMonths} months</caption>
      <thead><tr><th scope="col">Month</th><th scope="col">Transition</th><th scope="col">From</th><th scope="col">To</th>
        <th scope="col" class="number">Observed</th><th scope="col" class="number">Window before</th>
        <th scope="col" class="number">Highest until the next</th><th scope="col">Why</th></tr></thead>
      <tbody>${shown.map((one) => html`<tr><th scope="row" class="month">${one.asOf}</th><td>${one.transition}</td>
        <td>${severity(one.previousSeverity)}</td><td>${severity(one.severity)}</td>
        <td class="number">${figure(one.observed, metric)}</td>
        <td class="number">${one.previousAsOf ? figure(one.previousObserved, metric) : '–'}</td>
        <td class="number">${highest.get(one.asOf) == null ? '–' : figure(highest.get(one.asOf), metric)}</td>
        <td>${steps(one)}</td></tr>`)}</tbody></table></div>`}
    ${why.newest ? html`<h3>Newest window, to <span class="month">${why.newest.asOf}</span>: ${severity(why.newest.severity)}</h3>
      ${steps(why.newest)}` : html`<p>No window is judged.</p>`}
    ${why.records ? html`<p class="quiet">The records that moved the figure: <code>${why.records}</code></p>` : nothing}`;
}

const steps = (one) => html`<ol class="steps">${one.steps.map((step) => html`<li>${step}</li>`)}</ol>`;

/** What was published, in that order: also what was taken back later. */
function transitions(published) {
  if (published.length === 0) {
    return html`<p>None of its transitions is among the newest 2,000 of all alerts that the server keeps in memory.</p>`;
  }
  const { metric } = published[0];
  return html`${published[0].number > 1 ? html`<p class="note">Transitions before number ${published[0].number} are older than
      what the server keeps in memory; <code>lodewatch alerts</code> prints all.</p>` : nothing}
    <div class="scroll" tabindex="0" role="region" aria-label="Transitions as published"><table id="as-published">
    <caption>The log of this alert. A restatement takes back what no longer holds.</caption>
    <thead><tr><th scope="col" class="number">Number</th><th scope="col">Published</th><th scope="col">Transition</th>
      <th scope="col">Month</th><th scope="col">From</th><th scope="col">To</th><th scope="col" class="number">Observed</th>
      <th scope="col" class="number">Line</th><th scope="col">Cause</th>
      <th scope="col">Published before, and no longer so</th></tr></thead>
    <tbody>${published.map((one) => html`<tr><th scope="row" class="number">${one.number}</th>
      <td><time datetime=${one.publishedAt}>${moment(one.publishedAt)}</time></td><td>${one.transition}</td>
      <td class="month">${one.asOf}</td><td>${severity(one.previousSeverity)}</td><td>${severity(one.severity)}</td>
      <td class="number">${figure(one.observed, metric)}</td>
      <td class="number">${one.threshold == null ? '–' : figure(one.threshold, metric)}</td>
      <td>${one.cause ?? '–'}</td><td>${former(one, metric)}</td></tr>`)}</tbody></table></div>`;
}

/** The entries that a restatement replaces, and those that replace them. */
function former({ formerHistory, history }, metric) {
  if (!formerHistory?.length) {
    return '–';
  }
  const list = (entries) => entries.map((entry) => `${entry.transition} ${entry.asOf} (${figure(entry.observed, metric)})`)
    .join(', ');
  return html`${list(formerHistory)}${history?.length ? html`; now ${list(history)}` : '; now none of it'}`;
}
