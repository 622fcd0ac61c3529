import { html, nothing, render } from './lib.js';
import { link, read, shared } from './state.js';

/** Keys that act outside of fields. Each only repeats what a link or button does. */
const KEYS = [
  [['/'], 'Go to the search field'],
  [['j', 'k'], 'Next and previous row'],
  [['Enter'], 'Open the row'],
  [['←', '→'], 'Previous and next month'],
  [['g o'], 'Overview'],
  [['g a'], 'Alerts'],
  [['g p'], 'Policies'],
  [['g s'], 'Operations: the status of feeds and instances'],
  [['g m'], 'Method'],
  [['?'], 'This list'],
  [['Esc'], 'Close a list or this window'],
];

const SCREENS = { o: 'overview', a: 'alerts', p: 'policies', s: 'operations', m: 'method' };

/** How long after g the letter of a screen counts. */
const SEQUENCE_MILLIS = 1_500;

/** Where the reader's wish is stored: single keys disturb those who speak to their computer (WCAG 2.1.4). */
const OFF = 'lodewatch-keys-off';

let pressedG = 0;

/** @param dialog the element that lists the keys */
export function listenForKeys(dialog) {
  list(dialog);
  document.addEventListener('keydown', (event) => {
    const isField = event.target.closest?.('input, select, textarea, dialog, [contenteditable]');
    if (!event.ctrlKey && !event.metaKey && !event.altKey && !isField && !event.defaultPrevented && !off && act(event, dialog)) {
      event.preventDefault();
    }
  });
  document.addEventListener('click', (event) => event.target.closest('#keys-open') && dialog.showModal());
}

/** Storage may be forbidden: then the keys are on, and the choice lasts as long as the page. */
let off = stored() === 'yes';

function stored() {
  try {
    return localStorage.getItem(OFF);
  } catch {
    return undefined;
  }
}

function store(isOff) {
  off = isOff;
  try {
    localStorage.setItem(OFF, isOff ? 'yes' : 'no');
  } catch {
    // the choice is not kept
  }
}

/** @return whether the key means something */
function act({ key, target }, dialog) {
  const isSequence = Date.now() - pressedG < SEQUENCE_MILLIS;
  pressedG = key === 'g' ? Date.now() : 0;
  if (isSequence && SCREENS[key]) {
    location.hash = link({ ...shared(read()), screen: SCREENS[key] });
  } else if (key === '/') {
    document.getElementById('search-field')?.focus();
  } else if (key === '?') {
    dialog.showModal();
  } else if (key === 'j' || key === 'k') {
    step(key === 'j' ? 1 : -1);
  } else if ((key === 'ArrowLeft' || key === 'ArrowRight') && !target.matches('.scroll')) {
    return press(document.querySelector(`[data-month=${key === 'ArrowLeft' ? 'previous' : 'next'}]`));
  } else {
    return false;
  }
  return true;
}

function press(button) {
  button?.click();
  return Boolean(button);
}

/** Moves the focus over the links that open rows. */
function step(by) {
  const rows = [...document.querySelectorAll('a.row')].filter((row) => row.checkVisibility());
  const at = rows.indexOf(document.activeElement.closest('tr')?.querySelector('a.row') ?? document.activeElement);
  rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.focus();
}

const list = (dialog) => render(html`<form method="dialog">
  <h2 id="keys-title">Keys</h2>
  <dl>${KEYS.map(([keys, meaning]) => html`<div><dt>${keys.map((key, at) => html`${at ? ' ' : nothing}<kbd>${key}</kbd>`)}</dt>
    <dd>${meaning}</dd></div>`)}</dl>
  <p><label><input type="checkbox" .checked=${!off}
    @change=${(event) => store(!event.target.checked)}> Keys are on</label></p>
  <p><button>Close</button></p>
</form>`, dialog);
