// Since the reader looked last: which alerts have a later transition, and the way to what else changed.

import { get } from './api.js';
import { alertLink } from './alert-parts.js';
import { html, nothing, until } from './lib.js';
import { count } from './live/announcer.js';
import { book, subject } from './names.js';
import { severity } from './severity.js';
import { link } from './state.js';

const STORED = 'lodewatch-visit';

/** Who has been away for so long comes back for another visit. */
const AWAY_MILLIS = 30 * 60 * 1_000;
const NOTE_MILLIS = 60_000;

/** So many alerts are named. */
const MOST_NAMED = 3;

const GRAVITY = { critical: 0, warning: 1, none: 2 };

const TIME = new Intl.DateTimeFormat('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const WEEK_MILLIS = 6 * 24 * 60 * 60 * 1_000;

/** The end of the visit before this one, milliseconds; undefined in a browser that was never here. */
let before;

/** The last summary, which stays until the next one is there. */
let shown;

/** Notes that the reader looks, as long as the page is visible. */
export function noteVisits() {
  const stored = read();
  const now = Date.now();
  before = stored.now !== undefined && now - stored.now > AWAY_MILLIS ? stored.now : stored.before;
  const note = () => {
    if (!document.hidden) {
      write({ before, now: Date.now() });
    }
  };
  note();
  setInterval(note, NOTE_MILLIS);
  window.addEventListener('pagehide', () => write({ before, now: Date.now() }));
}

/** The end of the visit before this one as the API takes it; undefined if there was none. */
export const lastVisit = () => (before === undefined ? undefined : new Date(before).toISOString());

/** A moment of the past in the reader's own time: Tue 14:02, or 3 Nov, 14:02 after a week. */
export const ownTime = (text) => (Date.now() - Date.parse(text) < WEEK_MILLIS ? TIME : DAY).format(new Date(text))
  .replace(',', '');

/**
 * New alerts since the last visit, in one line.
 *
 * @param owner the dataset and reporter of the screen, or nothing for all
 */
export function sinceLastVisit(owner = {}) {
  if (before === undefined) {
    return html`<p class="visit" id="since-last-visit">From your next visit on, new alerts are named here. ·
      <a href=${link({ screen: 'changes', ...owner })}>what changed</a></p>`;
  }
  const key = `${owner.dataset} ${owner.reporter}`;
  const content = summary(owner).then((template) => {
    shown = { key, template };
    return template;
  });
  return html`<p class="visit" id="since-last-visit">${until(content, shown?.key === key ? shown.template
    : html`<span class="loading">Reading what is new ...</span>`)}</p>`;
}

async function summary({ dataset, reporter }) {
  const since = lastVisit();
  let alerts;
  try {
    alerts = await get('/api/alerts', { all: 'true', dataset, reporter, since });
  } catch (fault) {
    return html`What is new since you looked is not known: ${fault.message}`;
  }
  const { raised, changed } = count(alerts);
  const words = [raised && `${raised} new ${raised === 1 ? 'alert' : 'alerts'}`,
    changed && `${changed} changed ${changed === 1 ? 'alert' : 'alerts'}`].filter(Boolean).join(' and ') || 'No new alert';
  const named = [...alerts].sort((one, other) => GRAVITY[one.severity] - GRAVITY[other.severity]
    || Date.parse(other.publishedAt) - Date.parse(one.publishedAt)).slice(0, MOST_NAMED);
  return html`<b>${words}</b> since you looked (<time datetime=${since}>${ownTime(since)}</time>)${named.length ? ': ' : ' '}${
    named.map((alert, at) => html`${at ? ', ' : ''}<a href=${alertLink(alert.alertId)}>${book(alert.mineral)}, ${
      subject(alert.subject)}</a> ${
      alert.severity === 'none' ? alert.transition : severity(alert.severity)}`)}${alerts.length > MOST_NAMED
    ? html` and ${alerts.length - MOST_NAMED} <a href=${link({ screen: 'alerts', dataset, reporter, show: 'all' })}>more</a>`
    : nothing}
    · <a href=${link({ screen: 'changes', dataset, reporter, since })}>what changed</a>`;
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(STORED)) ?? {};
  } catch {
    return {}; // another version, or storage that is not allowed
  }
}

function write(visit) {
  try {
    localStorage.setItem(STORED, JSON.stringify(visit));
  } catch {
    // Without storage every visit is the first.
  }
}
