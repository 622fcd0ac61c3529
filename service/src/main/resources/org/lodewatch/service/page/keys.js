import { go } from './state.js';

/** Keys that act outside of fields. Every one only repeats what a link or button does. */
export const KEYS = [
  ['/', 'go to the search field'],
  ['j, k', 'next and previous row'],
  ['Enter', 'open the row'],
  ['o, a, p', 'overview, alerts, policies'],
];

const SCREENS = { o: 'overview', a: 'alerts', p: 'policies' };

export function listenForKeys() {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea, dialog')) {
      return;
    }
    if (event.key === '/') {
      event.preventDefault();
      document.getElementById('search').focus();
    } else if (event.key === 'j' || event.key === 'k') {
      step(event.key === 'j' ? 1 : -1);
    } else if (SCREENS[event.key]) {
      go({ screen: SCREENS[event.key], subject: '' });
    }
  });
}

/** Moves the focus over the links that open rows. */
function step(by) {
  const rows = [...document.querySelectorAll('a.row')];
  const at = rows.indexOf(document.activeElement);
  rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.focus();
}
