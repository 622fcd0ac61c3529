import { get } from '../api.js';
import { integer, money, percent, points, total } from '../format.js';
import { html, nothing } from '../lib.js';
import { book, country } from '../names.js';
import { alternativesPanel } from '../panels/alternatives.js';
import { historyPanel } from '../panels/history.js';
import { mapPanel } from '../panels/map.js';
import { simulationBanner, whatIfPanel } from '../panels/what-if.js';
import { chosen } from '../pickers.js';
import { severity } from '../severity.js';
import { link, read } from '../state.js';

export const choices = { dataset: true, reporter: true, asOf: true, measure: true };

/** One mineral or form: its suppliers over all months, and the history of its alerts beside them. */
export async function screen(state, datasets) {
  const published = chosen(state, datasets);
  const { dataset, reporter } = published;
  const [shares] = await get(`/api/minerals/${encodeURIComponent(state.subject)}`, { dataset, reporter, asOf: state.asOf });
  const supplier = state.supplier || shares.topCountry;
  const subject = { ...state, subject: shares.mineral, dataset, reporter, supplier };
  return {
    title: book(shares.mineral),
    body: html`<h1>${book(shares.mineral)}${shares.formOf ? html` <small>a form of <a
        href=${link({ ...state, subject: shares.formOf })}>${book(shares.formOf)}</a></small>` : nothing}</h1>
      ${simulationBanner(subject)}
      ${facts(shares)}
      ${historyPanel(subject, shares)}
      ${mapPanel(subject, shares)}
      ${alternativesPanel(subject, shares)}
      ${suppliers(shares, supplier)}
      ${shares.forms?.length ? formList(shares) : nothing}
      ${whatIfPanel(subject, shares)}`,
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
