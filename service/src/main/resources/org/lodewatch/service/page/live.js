// New alerts as they are published. One tab of the browser listens for all, because HTTP/1.1 allows few connections; none does
// while all are hidden.

import { AlertLog } from './live/alert-log.js';
import { Announcer } from './live/announcer.js';
import { AlertConnection } from './live/connection.js';

const NAME = 'lodewatch-alerts';

/** What arrives within a short time is drawn together, and not more often than once a second. */
const QUIET_MILLIS = 300;
const REDRAW_MILLIS = 1_000;

/** The state of the connection in words. */
export function connectionText({ state, since }) {
  return {
    connecting: 'connecting',
    live: 'live',
    behind: 'catching up',
    polling: 'asked every 10 s: the server’s listeners are all taken',
  }[state] ?? `not connected since ${since}`;
}

/**
 * Follows the alerts of the server in the visible tabs.
 *
 * @param onState called with {state: 'connecting' | 'behind' | 'live' | 'polling' | 'off', since}: since when, for 'off'
 * @param onAlerts called with the transitions that arrived within a short time, oldest first; with none if they are not known
 */
export function follow({ onState, onAlerts }) {
  const tab = new Tab(onState, batches(onAlerts));
  const look = () => (document.hidden ? tab.leave() : tab.join());
  document.addEventListener('visibilitychange', look);
  window.addEventListener('pagehide', () => tab.leave());
  window.addEventListener('pageshow', look);
  window.addEventListener('online', () => tab.hurry());
  look();
}

/** One tab: it listens itself or is sent what the listening tab receives. */
class Tab {
  #log = new AlertLog();
  #onState;
  #deliver;
  #channel = channel();
  #connection;
  #leave;
  #state = { state: 'connecting' };

  constructor(onState, deliver) {
    this.#onState = onState;
    this.#deliver = deliver;
    this.#channel.onmessage = ({ data }) => this.#receive(data);
  }

  /** Listens as soon as no other tab does; until then it asks what the listening one has. */
  join() {
    if (this.#leave) {
      return;
    }
    const leaving = new AbortController();
    this.#leave = () => leaving.abort();
    exclusively(leaving.signal, () => this.#listen(leaving.signal));
    this.#channel.postMessage({ ask: true });
  }

  /** A hidden tab does not listen, and lets another one do so. */
  leave() {
    this.#leave?.();
    this.#leave = undefined;
  }

  hurry() {
    this.#connection?.hurry();
  }

  /** Returns a promise that ends with the signal. */
  #listen(signal) {
    this.#connection = new AlertConnection({
      log: this.#log,
      outage: this.#state.at,
      stated: (state) => {
        this.#show(state);
        this.#channel.postMessage({ state, log: state.state === 'live' ? this.#log.state() : undefined });
      },
      arrived: (alerts) => {
        this.#channel.postMessage({ alerts });
        this.#deliver(alerts);
      },
    });
    this.#connection.connect();
    return new Promise((end) => signal.addEventListener('abort', () => {
      this.#connection.close();
      this.#connection = undefined;
      end();
    }));
  }

  #receive({ ask, state, log, alerts }) {
    if (ask && this.#connection) {
      this.#channel.postMessage({ state: this.#state, log: this.#log.state() });
    }
    if (alerts) {
      const fresh = alerts.filter((alert) => this.#log.judge(alert) !== 'repeated');
      fresh.forEach((alert) => this.#log.add(alert));
      if (fresh.length > 0 || alerts.length === 0) {
        this.#deliver(fresh);
      }
    }
    if (log && !this.#connection) {
      const isBehind = this.#log.behind(log.numbers).length > 0;
      this.#log.adopt(log);
      if (isBehind) {
        this.#deliver([]);
      }
    }
    if (state && !this.#connection) {
      this.#show(state);
    }
  }

  #show({ state, at }) {
    this.#state = { state, at };
    this.#onState({ state, since: at === undefined ? undefined : time(at) });
  }
}

/** Runs a task while no other tab does. Plain HTTP from another computer has no locks: there each tab runs its own. */
function exclusively(signal, task) {
  if (!navigator.locks) {
    task();
    return;
  }
  navigator.locks.request(NAME, { signal }, () => (signal.aborted ? undefined : task())).catch((fault) => {
    if (fault.name !== 'AbortError') {
      throw fault;
    }
  });
}

const channel = () => (navigator.locks ? new BroadcastChannel(NAME) : { postMessage() {} });

/** A local time of the day, with the day if it is another one: 14:02. */
function time(at) {
  const moment = new Date(at);
  const isToday = moment.toDateString() === new Date().toDateString();
  const day = isToday ? {} : { day: 'numeric', month: 'short' };
  return moment.toLocaleString('en-GB', { hour: '2-digit', minute: '2-digit', ...day });
}

/** Collects what arrives, and passes it on while the tab is visible. */
function batches(onAlerts) {
  const announcer = new Announcer((text) => {
    document.getElementById('announcements').textContent = text;
  });
  let waiting;
  let timer;
  let passed = -Infinity;
  const pass = () => {
    timer = undefined;
    if (waiting && !document.hidden) {
      const alerts = waiting;
      waiting = undefined;
      passed = performance.now();
      announcer.add(alerts);
      onAlerts(alerts);
    }
  };
  document.addEventListener('visibilitychange', pass);
  return (alerts) => {
    (waiting ??= []).push(...alerts);
    timer ??= setTimeout(pass, Math.max(QUIET_MILLIS, passed + REDRAW_MILLIS - performance.now()));
  };
}
