import { get } from '../api.js';
import { figure as chart } from '../charts/frame.js';
import { sharesOption, sharesTable } from '../charts/shares.js';
import { figure, integer, money, percent, points, total } from '../format.js';
import { html, nothing } from '../lib.js';
import { book, country, subject as subjectName } from '../names.js';
import { chosen, pickers } from '../pickers.js';
import { severity } from '../severity.js';
import { link, read } from '../state.js';

/** One mineral or form: its suppliers over all months, and the history of its alerts beside them. */
export async function screen(state, datasets) {
  const published = chosen(state, datasets);
  const { dataset, reporter } = published;
  const [shares] = await get(`/api/minerals/${encodeURIComponent(state.subject)}`, { dataset, reporter, asOf: state.asOf });
  const [history, alerts] = await Promise.all([
    get(`/api/minerals/${encodeURIComponent(shares.mineral)}/history`, { dataset, reporter }),
    get('/api/alerts/history', { dataset, reporter, mineral: shares.mineral }),
  ]);
  const own = alerts.filter((alert) => alert.mineral === shares.mineral);
  const supplier = state.supplier || shares.topCountry;
  const subject = { ...state, subject: shares.mineral, dataset, reporter, supplier };
  return {
    title: book(shares.mineral),
    body: html`<h1>${book(shares.mineral)}${shares.formOf ? html` <small>a form of <a
        href=${link({ ...state, subject: shares.formOf })}>${book(shares.formOf)}</a></small>` : nothing}</h1>
      ${pickers(published, state.asOf, datasets)}
      ${facts(shares)}
      <section aria-labelledby="over-time"><h2 id="over-time">Suppliers over time</h2>
        ${chart({
          name: `${shares.mineral}-${dataset}-${reporter}-${shares.asOf}-shares-by-value`,
          title: 'Share of imports by value, twelve months to each month',
          option: sharesOption(history),
          table: () => sharesTable(history),
        })}
        ${alertHistories(own)}
      </section>
      ${/* panels/map.js: mapPanel(subject, shares); panels/alternatives.js: alternativesPanel(subject, shares) */ nothing}
      ${suppliers(shares, supplier)}
      ${shares.forms?.length ? formList(shares) : nothing}
      ${/* panels/what-if.js: whatIfPanel(subject, shares) */ nothing}`,
  };
}

function facts(shares) {
  const reliance = shares.reliance ? `${shares.reliance.printed} % (${shares.reliance.year}, ${shares.reliance.edition})` : shares.relianceAbsence;
  return html`<dl class="facts">
    <div><dt>Alert</dt><dd>${severity(shares.alert ?? 'none')}</dd></div>
    <div><dt>Imports, twelve months to ${shares.asOf}</dt><dd>${total(shares)}${shares.complete ? '' : ' (provisional)'}</dd></div>
    <div><dt>Concentration (HHI)</dt><dd>${integer(shares.hhi)}</dd></div>
    <div><dt>Net import reliance</dt><dd>${reliance}</dd></div>
    <div><dt>Consumption that depends on the first supplier</dt><dd>${percent(shares.effectiveDependence) || 'not known'}</dd></div>
    <div><dt>Basis</dt><dd>${shares.basis ?? 'not declared'}</dd></div>
    <div><dt>Records</dt><dd>${integer(shares.records)}</dd></div>
  </dl>${shares.seriesBreak ? html`<p class="note">${shares.seriesBreak}</p>` : nothing}`;
}

function alertHistories(alerts) {
  return html`<h3>Alerts</h3>${alerts.length === 0 ? html`<p>No policy has raised an alert on this book.</p>`
    : html`<ul class="histories">${alerts.map((alert) => html`<li>${severity(alert.severity)}
      <b>${subjectName(alert.subject)}</b>, ${alert.policyId}: ${alert.history.length === 0 ? 'nothing in its history' : alert.history.map(
        (entry, at) => html`${at ? '; ' : ''}${entry.transition} ${entry.asOf} at ${figure(entry.observed, alert.metric)}`)}${
        alert.current ? html`; now ${figure(alert.current.observed, alert.metric)} (${alert.current.asOf})` : nothing}</li>`)}</ul>`}`;
}

function suppliers(shares, chosenOne) {
  return html`<section><h2>Suppliers in the twelve months to ${shares.asOf}</h2><div class="scroll"><table>
    <caption>Largest value first. A change is one of the share within twelve months, in points.</caption>
    <thead><tr><th scope="col">Country</th><th scope="col" class="number">Value</th><th scope="col" class="number">Share by value</th>
      <th scope="col" class="number">Change</th><th scope="col" class="number">Share by weight</th>
      <th scope="col" class="number">Value a kilogram</th></tr></thead>
    <tbody>${shares.countries.map((one) => html`<tr aria-current=${one.country === chosenOne ? 'true' : nothing}>
      <th scope="row"><a class="row" href=${link({ ...read(), supplier: one.country })}>${country(one.country)}</a></th>
      <td class="number">${money(one.valueUsd ?? one.value, shares.currency)}</td><td class="number">${percent(one.valueShare)}</td>
      <td class="number">${points(one.valueShareChange)}</td><td class="number">${percent(one.weightShare)}</td>
      <td class="number">${one.unitValue == null ? '' : one.unitValue.toFixed(2)}${one.unitValueMarked ? ' (far off the median)' : ''}</td>
    </tr>`)}</tbody></table></div></section>`;
}

const formList = (shares) => html`<section><h2>Forms</h2><ul>${shares.forms.map((form) => html`<li>${severity(form.alert ?? 'none')}
  <a class="row" href=${link({ ...read(), subject: form.mineral, supplier: '' })}>${book(form.mineral)}</a>: ${form.topCountry
  ? `${country(form.topCountry)} ${percent(form.topShare)}` : 'no known supplier'} of ${total(form)}</li>`)}</ul></section>`;
