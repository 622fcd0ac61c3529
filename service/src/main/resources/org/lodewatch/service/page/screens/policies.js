import { ApiError, get } from '../api.js';
import { figure } from '../format.js';
import { html, nothing, ref } from '../lib.js';
import { book, loadNames, subject } from '../names.js';
import { Editor } from '../policies/editor.js';
import { BLANK, FORMULAS, line } from '../policies/fields.js';
import { openDeleteDialog, takeSaid } from '../policies/save.js';
import { books, count, measured, months } from '../policies/words.js';
import { severity } from '../severity.js';
import { link } from '../state.js';

/** All policies, #/policies/ID, or the editor: #/policies/ID/edit, #/policies/ID/copy, #/policies?edit=new. */
export async function screen(state) {
  const [id, part] = state.subject.split('/');
  const policies = await get('/api/policies');
  if (!id && state.edit === 'new') {
    return editor(state, policies, { title: 'New policy', origin: BLANK });
  }
  if (!id) {
    return list(policies, await get('/api/policies/activity'));
  }
  const policy = policies.find((one) => one.id === id);
  if (!policy) {
    throw new ApiError(404, `There is no policy ${id}: the policies are ${policies.map((one) => one.id).join(', ')}.`);
  }
  if (part === 'edit') {
    return editor(state, policies, { title: `Edit ${id}`, stored: policy, origin: policy, against: id });
  }
  if (part === 'copy') {
    return editor(state, policies, { title: `Copy of ${id}`, origin: { ...policy, id: `${id}-copy` }, against: id });
  }
  const [activity, alerts] = await Promise.all([get('/api/policies/activity'), get('/api/alerts/history', { policy: id })]);
  return one(policy, activity.find((its) => its.policyId === id), alerts);
}

const to = (subject_, more = {}) => link({ screen: 'policies', subject: subject_, ...more });

/** The message of what was just saved or deleted. */
function message() {
  const text = takeSaid();
  return text ? html`<p class="note" id="saved" role="status">${text}</p>` : nothing;
}

function list(policies, activity) {
  const of = Object.fromEntries(activity.map((its) => [its.policyId, its]));
  return {
    title: 'Policies',
    body: html`<h1>Policies</h1>
      <p class="lede">What is too much: each policy judges the books that it selects, month by month, and raises alerts at its
        lines.</p>
      ${message()}
      <p class="tools"><a class="button" id="new-policy" href=${to('', { edit: 'new' })}>New policy</a></p>
      ${policies.length === 0 ? html`<p>There is no policy, so nothing raises an alert.</p>` : html`<div class="scroll"
        tabindex="0" role="region" aria-label="Policies"><table class="policies">
      <caption>Raised: by the present data, in the newest 72 months of the books that a policy selects. To clear: the median of
        the months from raised to
        resolved.</caption>
      <thead><tr><th scope="col">Policy</th><th scope="col">Measures</th><th scope="col">Books</th><th scope="col"
        class="number">Warning</th>
        <th scope="col" class="number">Critical</th><th scope="col">Open now</th><th scope="col" class="number">Raised</th>
        <th scope="col">Last raised</th><th scope="col" class="number">To clear</th></tr></thead>
      <tbody>${policies.map((policy) => row(policy, of[policy.id]))}</tbody></table></div>`}`,
  };
}

const row = (policy, its) => html`<tr data-policy=${policy.id}>
  <th scope="row"><a class="row" href=${to(policy.id)}>${policy.id}</a>${policy.enabled ? nothing : html` <small>not in
    force</small>`}
    <small class="description">${policy.description}</small></th>
  <td>${measured(policy)}</td><td>${books(policy)}</td>
  <td class="number">${line(policy.warning, policy)}</td><td class="number">${line(policy.critical, policy)}</td>
  <td data-open>${open(its, policy.id)}</td>
  <td class="number" data-raised>${raised(its)}</td>
  <td data-last>${its?.lastRaised ?? ''}</td>
  <td class="number" data-clear>${toClear(its)}</td></tr>`;

const open = (its, id) => (!its ? '' : its.open.critical + its.open.warning === 0 ? 'none' : html`<a href=${`${to(id)}`}>${
  ['critical', 'warning'].filter((word) => its.open[word]).map((word) => html`<span class="nowrap">${its.open[word]}
    ${severity(word)}</span> `)}</a>`);

const raised = (its) => (!its ? '' : its.books === 0 ? 'selects no book' : its.raised === 0 ? 'never' : `${its.raised}`);

const toClear = (its) => (its?.monthsToClear == null ? '' : months(its.monthsToClear));

function one(policy, its, alerts) {
  const openOnes = alerts.filter((alert) => alert.severity !== 'none');
  const closed = alerts.filter((alert) => alert.severity === 'none');
  return {
    title: policy.id,
    body: html`<p class="up"><a href=${to('')}>All policies</a></p><h1>${policy.id} <small>version
      ${policy.version}${policy.enabled ? '' : ', not in force'}</small></h1>
      <p class="lede">${policy.description}</p>
      ${message()}
      <p class="tools"><a class="button primary" id="edit-policy" href=${to(`${policy.id}/edit`)}>Edit and test</a>
        <a class="button" href=${to(`${policy.id}/copy`)}>Copy of it</a>
        <button type="button" id="delete-policy" @click=${() => openDeleteDialog(policy)}>Delete ...</button></p>
      <dl class="facts">
        <div><dt>Measures</dt><dd>${measured(policy)} <a href=${link({ screen: 'method', subject:
          FORMULAS[policy.metric] })}>formula</a></dd></div>
        <div><dt>Books</dt><dd>${books(policy)}${its ? html` <small>${its.books} published</small>` : nothing}</dd></div>
        <div><dt>Lines</dt><dd>${severity('warning')} from ${line(policy.warning, policy)}, ${severity('critical')} from
          ${line(policy.critical, policy)}</dd></div>
        <div><dt>Eases</dt><dd>${policy.clearMargin ? `more than ${line(policy.clearMargin, policy)} below a line` :
          'below a line'}</dd></div>
        <div><dt>Passes over</dt><dd>${passedOver(policy)}</dd></div>
        <div><dt>Open now</dt><dd data-open>${open(its, policy.id)}</dd></div>
        <div><dt>Raised${its?.from ? `, ${its.from} to ${its.to}` : ''}</dt><dd data-raised>${raised(its)}${its?.lastRaised ?
          html` <small>last ${its.lastRaised}</small>` : nothing}</dd></div>
        <div><dt>To clear, median</dt><dd data-clear>${toClear(its) || 'none has cleared'}${its?.cleared ? html` <small>of
          ${its.cleared} that cleared</small>` : nothing}</dd></div>
      </dl>
      <section aria-labelledby="open-alerts"><h2 id="open-alerts">Open alerts</h2>${openOnes.length ? histories(openOnes,
        'Table of open alerts') : html`<p>None is open.</p>`}</section>
      <section aria-labelledby="closed-alerts"><h2 id="closed-alerts">Resolved alerts</h2>${closed.length ? histories(closed,
        'Table of resolved alerts') : html`<p>None has resolved.</p>`}</section>`,
  };
}

const passedOver = (policy) => [
  policy.minimumValueUsd ? `windows below ${policy.minimumValueUsd.toLocaleString('en')}` : '',
  policy.provisional ? '' : 'provisional months', policy.netExports ? '' : 'what the reporter exports on balance',
  policy.partCodes ? '' : 'books with only some of their codes',
  policy.dwellMonths > 1 ? `what lasts less than ${months(policy.dwellMonths)}` : '',
].filter(Boolean).join('; ') || 'nothing';

const histories = (alerts, label) => html`<div class="scroll" tabindex="0" role="region" aria-label=${label}><table><caption
  class="visually-hidden">${
  count(alerts.length, 'alert')}</caption>
  <thead><tr><th scope="col">Alert</th><th scope="col">Severity</th><th scope="col">Since</th><th scope="col"
    class="number">Now</th><th scope="col">History</th></tr></thead>
  <tbody>${alerts.map((alert) => html`<tr data-alert=${alert.alertId}><th scope="row"><a class="row" href=${link({ screen:
    'alerts', subject: alert.alertId,
    dataset: alert.dataset, reporter: alert.reporter })}>${book(alert.mineral)}, ${subject(alert.subject)}</a>
      <small>${alert.dataset}, ${alert.reporter}</small></th>
    <td>${severity(alert.severity)}</td><td>${alert.since ?? ''}</td>
    <td class="number">${alert.current ? figure(alert.current.observed, alert.metric) : ''}</td>
    <td class="history">${alert.history.map((entry) =>
      `${entry.transition} ${entry.asOf}`).join(', ')}</td></tr>`)}</tbody></table></div>`;

/** The editor that is shown, so that newer data do not end a draft. */
let present = { place: '', editor: undefined };

async function editor(state, policies, { title, stored, origin, against }) {
  const place = `${state.subject}?${state.edit ?? ''}`;
  if (present.place !== place || !present.editor.isMounted) {
    const [names, datasets] = await Promise.all([loadNames(), get('/api/datasets')]);
    present = { place, editor: new Editor({ stored, origin, against, names: {
      ...names,
      datasets: [...new Set(datasets.map((its) => its.dataset))],
      reporters: [...new Set(datasets.map((its) => its.reporter))],
    } }) };
  }
  return {
    title,
    body: html`<p class="up"><a href=${to('')}>All policies</a>${stored ? html` › <a href=${to(stored.id)}>${stored.id}</a>` :
      nothing}</p>
      <h1>${title} ${stored ? html`<small>version ${stored.version}</small>` : nothing}</h1>
      <div ${ref(present.editor.mount)}></div>`,
  };
}
