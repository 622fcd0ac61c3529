import { get } from '../api.js';
import { alertLink, copyButton, dots, kind } from '../alert-parts.js';
import { figure, month } from '../format.js';
import { html, nothing, ref, render, repeat } from '../lib.js';
import { count } from '../live/announcer.js';
import { book, country, subject as subjectName } from '../names.js';
import { oneAlert } from '../panels/alert.js';
import { prose } from '../prose.js';
import { SHAPES, severity } from '../severity.js';
import { adjust, go, link } from '../state.js';

/** The reader may choose one dataset and reporter, and a past month. */
export const choices = { dataset: 'all', reporter: 'all', asOf: true };

const GRAVITY = { critical: 0, warning: 1, none: 2 };

/** So many minerals are drawn at first. */
const MOST_GROUPS = 60;

const SHOWN = [['', 'open'], ['resolved', 'resolved (30 days)'], ['all', 'all']];
const SEVERITIES = [['', 'any'], ['critical', 'critical'], ['warning', 'warning']];
const SHOWN_THEN = [['', 'open'], ['all', 'all']];

/** What has arrived since the screen was drawn: it waits behind a button, so that nothing moves under the reader's pointer. */
let held = [];
let heldPlace;

/** The alerts by mineral, the gravest first; or one alert by itself. */
export async function screen(state) {
  held = [];
  if (state.subject) {
    return oneAlert(state);
  }
  const [rows, policies] = await Promise.all([read(state), get('/api/policies')]);
  const provisional = await provisionalBooks(policies);
  const shown = rows.filter((row) => fits(row, state));
  const groups = grouped(shown);
  const visible = state.more ? groups : groups.slice(0, MOST_GROUPS);
  return {
    title: 'Alerts',
    body: html`<h1>Alerts</h1>
      <p class="lede">${lede(rows, state)}</p>
      ${filters(state, shown.length)}
      <div class="news" id="news" ${ref((place) => {
        heldPlace = place;
        drawHeld();
      })}></div>
      ${shown.length === 0 ? html`<p id="none">${none(rows, state)}</p>` : table(visible, state, lines(policies), provisional)}
      ${visible.length < groups.length ? html`<p><button type="button" id="more"
        @click=${() => adjust({ more: 'yes' })}>Show all ${groups.length} minerals</button></p>` : nothing}`,
  };
}

/** New alerts are counted on a button; one that is shown by itself is drawn again. */
export function onAlerts(alerts, state) {
  if (state.subject) {
    return !alerts.some(({ alertId }) => alertId === state.subject) && alerts.length > 0;
  }
  if (alerts.length === 0) {
    return false;
  }
  held.push(...alerts.filter((alert) => (!state.dataset || state.dataset === alert.dataset)
    && (!state.reporter || state.reporter === alert.reporter)));
  drawHeld();
  return true;
}

function drawHeld() {
  if (!heldPlace) {
    return;
  }
  const { raised, changed } = count(held);
  const words = [raised && `${raised} new`, changed && `${changed} changed`].filter(Boolean).join(', ');
  render(held.length === 0 ? nothing : html`<button type="button" id="show-news" class="primary" @click=${() => {
    held = [];
    drawHeld();
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  }}>${words}: show</button>`, heldPlace);
}

/** The alerts of a state, of now or of a past month; those that have resolved only if they are asked for. */
function read({ asOf, show, dataset, reporter }) {
  return asOf ? get('/api/alerts/history', { dataset, reporter, asOf }).then((alerts) => alerts.filter(
    (alert) => show === 'all' || alert.severity !== 'none'))
    : show === 'all' ? everything({ dataset, reporter })
      : get('/api/alerts', { all: show && 'true', dataset, reporter }).then((alerts) => alerts.filter(
        (alert) => show !== 'resolved' || alert.severity === 'none'));
}

/** The open and the recently resolved ones with their sentences, and the histories of the others. */
async function everything(owner) {
  const [recent, histories] = await Promise.all([
    get('/api/alerts', { all: 'true', ...owner }), get('/api/alerts/history', owner),
  ]);
  const ids = new Set(recent.map(({ alertId }) => alertId));
  return [...recent, ...histories.filter(({ alertId }) => !ids.has(alertId))];
}

/** The books whose newest month is not declared complete. Only some policies judge such a month. */
async function provisionalBooks(policies) {
  if (!policies.some((policy) => policy.provisional)) {
    return new Set();
  }
  const books = await get('/api/minerals', { top: 1 });
  return new Set(books.flatMap((one) => [one, ...(one.forms ?? [])]).filter((one) => !one.complete).map(
    (one) => [one.dataset, one.reporter, one.mineral, one.asOf].join('/')));
}

const lines = (policies) => new Map(policies.map((policy) => [policy.id, policy]));

/** The severity that an alert has, or had before it resolved. */
const gravest = (row) => (row.severity !== 'none' ? row.severity
  : (row.history ?? []).filter((entry) => entry.severity !== 'none').pop()?.severity ?? row.previousSeverity ?? 'none');

function fits(row, state) {
  const words = (state.text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const text = [row.alertId, book(row.mineral), row.formOf && book(row.formOf), subjectName(row.subject), country(row.reporter),
    row.sentence].join(' ').toLowerCase();
  return (!state.severity || gravest(row) === state.severity) && words.every((word) => text.includes(word));
}

/** By mineral: first what has the gravest alert, then what has most of that severity. */
function grouped(rows) {
  const groups = new Map();
  for (const row of rows) {
    const key = [row.dataset, row.reporter, row.formOf ?? row.mineral].join('/');
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const byGravity = (one, other) => GRAVITY[one.severity] - GRAVITY[other.severity]
    || Boolean(one.formOf) - Boolean(other.formOf) || one.mineral.localeCompare(other.mineral, 'en');
  const of = (group, word) => group.filter((row) => row.severity === word).length;
  return [...groups.values()].map((group) => group.sort(byGravity)).sort((one, other) => GRAVITY[one[0].severity]
    - GRAVITY[other[0].severity] || of(other, 'critical') - of(one, 'critical') || of(other, 'warning') - of(one, 'warning')
    || mineralOf(one).localeCompare(mineralOf(other), 'en') || one[0].dataset.localeCompare(other[0].dataset, 'en'));
}

const mineralOf = ([row]) => book(row.formOf ?? row.mineral);

function lede(rows, { asOf, show, dataset, reporter }) {
  const of = (word) => rows.filter((row) => row.severity === word).length;
  const where = ` ${dataset ? `in ${dataset}` : 'in all datasets'}${reporter ? ` of ${country(reporter)}` : ''}`;
  return show === 'resolved' ? html`<b>${rows.length}</b> alerts have resolved within the last 30 days${where}.`
    : html`<b>${of('critical')}</b> critical and <b>${of('warning')}</b> warning alerts ${asOf
      ? html`were open as of ${month(asOf)}${where}, by the present data` : html`are open${where}`}.`;
}

function none(rows, state) {
  if (rows.length > 0) {
    return 'No alert fits the filters.';
  }
  return state.asOf ? `No alert was open as of ${month(state.asOf)}.` : state.show === 'resolved'
    ? 'No alert has resolved within the last 30 days.' : 'No alert is open.';
}

function filters(state, found) {
  const radio = (name, value, text, current) => html`<label><input type="radio" name=${name} value=${value} .checked=${
    (current ?? '') === value} @change=${() => go({ [name]: value, more: '' })}><span>${text}</span></label>`;
  return html`<form class="tools" aria-label="Filters" @submit=${(event) => event.preventDefault()}>
    <fieldset class="picker measure"><legend>Show</legend>${(state.asOf ? SHOWN_THEN : SHOWN).map(
      ([value, text]) => radio('show', value, text, state.show))}</fieldset>
    <fieldset class="picker measure"><legend>Severity</legend>${SEVERITIES.map(
      ([value, text]) => radio('severity', value, text, state.severity))}</fieldset>
    <label class="picker"><span>Text</span><input id="text" type="search" .value=${state.text ?? ''}
      placeholder="mineral, country, policy" @input=${(event) => adjust({ text: event.target.value, more: '' })}></label>
    <output id="found">${found} ${found === 1 ? 'alert' : 'alerts'}</output>
  </form>`;
}

function table(groups, state, policies, provisional) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Alerts by mineral"><table class="inbox">
    <caption>${state.asOf ? `As of ${month(state.asOf)}: the figure is that of the last transition until then.`
      : 'The figure is that of the newest month of the book.'} An alert is raised where the figure reaches a line of its policy,
      and eases or resolves where it falls below the line less a margin.</caption>
    <thead><tr><th scope="col">Severity</th><th scope="col">About</th><th scope="col">Since</th>
      <th scope="col" class="number">Observed</th><th scope="col" class="number">Lines</th>
      <th scope="col">History</th><th scope="col">Last transition</th></tr></thead>
    ${repeat(groups, ([row]) => `${row.dataset}/${row.reporter}/${row.formOf ?? row.mineral}`,
      (group) => section(group, state, policies, provisional))}
  </table></div>`;
}

function section(group, state, policies, provisional) {
  const [{ dataset, reporter, mineral, formOf }] = group;
  const subject = formOf ?? mineral;
  const to = link({ screen: 'mineral', subject, dataset, reporter, asOf: state.asOf });
  return html`<tbody><tr class="group"><th scope="rowgroup" colspan="7"><a href=${to}>${book(subject)}</a>
    <small>${dataset}, ${country(reporter)}</small></th></tr>
    ${repeat(group, (row) => row.alertId, (row) => line(row, state, policies.get(row.policyId), provisional))}</tbody>`;
}

function line(row, state, policy, provisional) {
  const last = (row.history ?? [])[(row.history ?? []).length - 1];
  const seen = row.current ?? last ?? row;
  const isProvisional = policy?.provisional && provisional.has([row.dataset, row.reporter, row.mineral, seen.asOf].join('/'));
  return html`<tr data-alert=${row.alertId}>
    <td>${severity(row.severity)}</td>
    <th scope="row"><a class="row" href=${alertLink(row.alertId, state.asOf)}>${subjectName(row.subject)}</a>
      ${row.formOf ? html`<small>${book(row.mineral)}</small>` : nothing}<small>${row.policyId}</small></th>
    <td class="month">${row.since ?? '–'}</td>
    <td class="number"><b>${figure(seen.observed, row.metric)}</b><small>${kind(row)}, to <span class="month">${
      seen.asOf}</span>${isProvisional ? ', provisional' : ''}</small></td>
    <td class="number">${policy ? html`${lineOf('warning', policy, row)}<br>${lineOf('critical', policy, row)}`
      : 'policy deleted'}</td>
    <td>${dots(row)}</td>
    <td class="said">${row.sentence && !isLater(row, state) ? html`${prose(row.sentence)} ${copyButton(row)}`
      : last ? html`${last.transition} ${last.asOf}` : nothing}</td>
  </tr>`;
}

const lineOf = (word, policy, { metric }) => html`<span class="visually-hidden">${word} from </span><span class="severity ${word}"
  aria-hidden="true">${SHAPES[word]}</span> ${figure(policy[word], metric)}`;

/** Whether the last transition is of a later month than the one that is shown. */
const isLater = (row, { asOf }) => Boolean(asOf) && row.asOf > asOf;
