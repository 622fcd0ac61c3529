import { get } from '../api.js';
import { figure, integer, percent, total } from '../format.js';
import { html, nothing } from '../lib.js';
import { book, country, subject as subjectName } from '../names.js';
import { alternativesPanel } from '../panels/alternatives.js';
import { bookHistory, byMeasure, forget, measureOf } from '../panels/book.js';
import { concentrationPanel } from '../panels/concentration.js';
import { evidencePanel, showEvidence } from '../panels/evidence.js';
import { historyPanel } from '../panels/history.js';
import { mapPanel } from '../panels/map.js';
import { suppliersTable } from '../panels/suppliers.js';
import { unitValuesPanel } from '../panels/unit-values.js';
import { simulationBanner, whatIfPanel } from '../panels/what-if.js';
import { chosen } from '../pickers.js';
import { severity } from '../severity.js';
import { link } from '../state.js';

export const choices = { dataset: true, reporter: true, asOf: true, measure: true };

/** One mineral or form: who supplies it, since when, what that has raised, and where the figures come from. */
export async function screen(state, datasets) {
  const { dataset, reporter } = chosen(state, datasets);
  const others = Promise.all([
    get('/api/alerts/history', { dataset, reporter, mineral: state.subject, asOf: state.asOf }),
    bookHistory({ ...state, dataset, reporter }),
  ]);
  others.catch(() => {}); // where there are no shares, that is the reason to show
  const [shares] = await get(`/api/minerals/${encodeURIComponent(state.subject)}`, { dataset, reporter, asOf: state.asOf });
  const [alerts] = await others;
  const of = { ...state, subject: shares.mineral, dataset, reporter, supplier: state.supplier || shares.topCountry || '' };
  const history = await bookHistory(of);
  return {
    title: book(shares.mineral),
    body: html`<h1>${book(shares.mineral)}${shares.formOf ? html` <small>a form of <a
        href=${link({ ...state, subject: shares.formOf })}>${book(shares.formOf)}</a></small>` : nothing}</h1>
      ${simulationBanner(of)}
      ${summary(of, shares, history)}
      ${standing(of, alerts)}
      ${facts(shares)}
      ${historyPanel(of, shares)}
      <div class="panels">${concentrationPanel(of, shares)}${unitValuesPanel(of, shares)}</div>
      ${mapPanel(of, shares)}
      ${alternativesPanel(of, shares)}
      ${suppliersTable(of, shares, showEvidence)}
      ${shares.forms?.length ? formList(of, shares) : nothing}
      ${whatIfPanel(of, shares)}
      ${evidencePanel(of, shares)}`,
  };
}

/** The screen is drawn again, from answers that have them. */
export function onAlerts() {
  forget();
  return false;
}

/** Who supplied how much of what, by which measure, in which months. */
function summary(of, shares, history) {
  const { asOf, basis, topCountry } = shares;
  const isOther = topCountry && topCountry !== of.supplier;
  return html`<p class="lede" id="summary">${share(of, shares, history)} in the ${shares.windowMonths} months to ${asOf} (${
    total(shares)}${basis ? `; ${basis}` : ''}).${isOther ? html` The first supplier by value is <a
      href=${link({ ...of, supplier: '' })}>${country(topCountry)}</a> with ${percent(shares.topShare)}.` : nothing}${
    shares.complete ? nothing : ' The window is provisional: its last month is not complete.'}</p>
    ${shares.seriesBreak ? html`<p class="note">${shares.seriesBreak}</p>` : nothing}`;
}

/** The beginning of the sentence, or why there is no share. */
function share(of, shares, history) {
  if (!of.supplier) {
    return `No known country supplied ${book(shares.mineral)}`;
  }
  const measure = measureOf(of);
  const { suppliers, blocs, unknown, asOf } = byMeasure(history, measure);
  const at = asOf.indexOf(shares.asOf);
  const part = of.supplier === 'XX' ? unknown?.[at] : [...suppliers, ...blocs].find(({ id }) => id === of.supplier)?.shares[at];
  const name = subjectName(of.supplier);
  if (part != null) {
    return `${name[0].toUpperCase()}${name.slice(1)} supplied ${percent(part)} of ${shares.reporter} imports of ${book(shares.mineral)} by ${measure}`;
  }
  const why = measure === 'weight' ? history.weightAbsence[at] : '';
  return `There is no share of ${name} in ${shares.reporter} imports of ${book(shares.mineral)} by ${measure}${
    why ? ` (${why})` : ''}`;
}

/** What is open in the as-of month: that of the chosen supplier first. */
function standing(of, alerts) {
  const open = alerts.filter((alert) => alert.mineral === of.subject && alert.severity !== 'none')
    .sort((one, other) => Number(other.subject === of.supplier) - Number(one.subject === of.supplier));
  return html`<ul id="standing" class="standing">${open.length === 0
    ? html`<li>${severity('none')} is open on this book in this month.</li>` : open.map(openAlert)}</ul>`;
}

function openAlert(alert) {
  const last = alert.history[alert.history.length - 1];
  return html`<li>${severity(alert.severity)} <a href=${link({ screen: 'alerts', subject: alert.alertId })}>${
    subjectName(alert.subject)}, ${alert.policyId}</a> since ${alert.since ?? last.asOf}, ${last.transition} ${last.asOf} at ${
    figure(last.observed, alert.metric)}</li>`;
}

/** The name of a figure, as a link to the section of the method that explains it. */
const formula = (section, name) => html`<a href=${link({ screen: 'method', subject: section })}>${name}</a>`;

function facts(shares) {
  const { reliance } = shares;
  const hasUnknown = shares.countries.some((one) => one.country === 'XX'); // they add nothing to the HHI
  return html`<dl class="facts">
    <div><dt>Imports, ${shares.windowMonths} months to ${shares.asOf}</dt><dd>${total(shares)}</dd></div>
    <div><dt>${formula('hhi', 'Concentration (HHI by value)')}</dt><dd>${
      hasUnknown ? '≥\u00a0' : ''}${integer(shares.hhi)}</dd></div>
    <div><dt>As many equal suppliers</dt><dd>${hasUnknown ? '≤\u00a0' : ''}${shares.effectiveSuppliers?.toFixed(1) ?? 'none'}</dd></div>
    <div><dt>First three together</dt><dd>${percent(shares.top3Share) || 'none'}</dd></div>
    <div><dt>${formula('net-import-reliance', 'Net import reliance')}</dt><dd>${reliance ? printed(reliance) : shares.relianceAbsence}</dd></div>
    <div><dt>Consumption that depends on ${shares.topCountry ? country(shares.topCountry) : 'one country'}</dt><dd>${
      percent(shares.effectiveDependence) || 'not known'}</dd></div>
  </dl>`;
}

const printed = ({ printed: text, value, year, edition }) => `${text}${value == null ? '' : '\u00a0%'} (${year}, ${edition})`;

const formList = (of, shares) => html`<section id="forms" aria-labelledby="forms-title"><h2 id="forms-title">Forms</h2>
  <ul>${shares.forms.map((form) => html`<li>${severity(form.alert ?? 'none')}
    <a class="row" href=${link({ ...of, subject: form.mineral, supplier: '' })}>${book(form.mineral)}</a>: ${form.topCountry
    ? `${country(form.topCountry)} ${percent(form.topShare)}` : 'no known supplier'} of ${total(form)}</li>`)}</ul></section>`;
