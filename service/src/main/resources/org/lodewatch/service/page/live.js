// New alerts as they are published: one stream for all tabs of a browser, because HTTP/1.1 allows few connections.

const CHANNEL = 'lodewatch-alerts';
const QUIET_MILLIS = 300;

/**
 * Follows the stream in the tab that holds the lock; the others hear from it.
 *
 * @param onState called with {state: 'live' | 'connecting' | 'off', since}
 * @param onAlerts called with what arrived within a short time
 */
export function follow({ onState, onAlerts }) {
  const channel = new BroadcastChannel(CHANNEL);
  let waiting = [];
  const arrived = (alert) => {
    if (waiting.push(alert) === 1) {
      setTimeout(() => {
        const alerts = waiting;
        waiting = [];
        announce(alerts);
        onAlerts(alerts);
      }, QUIET_MILLIS);
    }
  };
  const stated = (state) => onState(state);
  channel.onmessage = ({ data }) => (data.state ? stated(data.state) : arrived(data.alert));
  navigator.locks.request(CHANNEL, () => new Promise(() => listen({
    arrived: (alert) => {
      channel.postMessage({ alert });
      arrived(alert);
    },
    stated: (state) => {
      channel.postMessage({ state });
      stated(state);
    },
  })));
}

/** Listens while the page is visible. The browser reconnects by itself, with the last event that it has seen. */
function listen({ arrived, stated }) {
  let source;
  const open = () => {
    source = new EventSource('/api/alerts/stream');
    source.onopen = () => stated({ state: 'live' });
    source.onerror = () => stated({ state: 'off', since: new Date().toTimeString().slice(0, 5) });
    for (const transition of ['raised', 'escalated', 'eased', 'resolved', 'restated']) {
      source.addEventListener(transition, (event) => arrived(JSON.parse(event.data)));
    }
  };
  open();
}

/** One polite sentence for what arrived together. */
function announce(alerts) {
  const newest = alerts[alerts.length - 1];
  document.getElementById('announcements').textContent =
    `${alerts.length === 1 ? 'A new alert' : `${alerts.length} new alerts`}: ${newest.sentence}`;
}
