import { get } from '../api.js';
import { figure, moment } from '../format.js';
import { html, nothing, repeat } from '../lib.js';
import { book, subject } from '../names.js';
import { severity } from '../severity.js';
import { go, link } from '../state.js';

const GRAVITY = { critical: 0, warning: 1, none: 2 };

/** The open alerts by mineral, the gravest first; those that have resolved on request. */
export async function screen(state) {
  const alerts = await get('/api/alerts', state.all ? { all: 'true' } : {});
  const byBook = new Map();
  for (const alert of alerts) {
    const key = `${alert.dataset}/${alert.reporter}/${alert.mineral}`;
    byBook.set(key, [...(byBook.get(key) ?? []), alert]);
  }
  const groups = [...byBook.values()].sort((one, other) => worst(one) - worst(other));
  return {
    title: 'Alerts',
    body: html`<h1>Alerts</h1>
      <form class="pickers"><label><input type="checkbox" .checked=${Boolean(state.all)}
        @change=${(event) => go({ all: event.target.checked ? 'yes' : '' })}> resolved ones, too</label></form>
      ${groups.length === 0 ? html`<p>No alert is open.</p>` : repeat(groups, (group) => group[0].alertId, section)}`,
  };
}

const worst = (group) => Math.min(...group.map((alert) => GRAVITY[alert.severity]));

function section(group) {
  const { dataset, reporter, mineral } = group[0];
  return html`<section class="alerts"><h2><a class="row" href=${link({ screen: 'mineral', subject: mineral, dataset, reporter })}>${
    book(mineral)}</a> <small>${dataset}, ${reporter}</small></h2>
    <ul>${group.map((alert) => html`<li>
      <p>${severity(alert.severity)} ${alert.sentence} <button class="copy" @click=${() => copy(alert)}>Copy</button></p>
      <p class="history">${subject(alert.subject)}: ${(alert.history ?? []).map((entry) => `${entry.transition} ${entry.asOf}`).join(', ')}${
        alert.current ? html`; now <b>${figure(alert.current.observed, alert.metric)}</b> to ${alert.current.asOf}, lines at ${
          figure(alert.threshold, alert.metric)}` : nothing}; published ${moment(alert.publishedAt)}</p>
    </li>`)}</ul></section>`;
}

/** The sentence, and a link that opens just this alert's book. */
function copy(alert) {
  const { mineral, dataset, reporter } = alert;
  const url = new URL(link({ screen: 'mineral', subject: mineral, dataset, reporter }), location.href);
  navigator.clipboard.writeText(`${alert.sentence} ${url}`);
}
