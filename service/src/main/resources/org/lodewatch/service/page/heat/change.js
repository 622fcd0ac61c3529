import { html, nothing } from '../lib.js';

/** A change as an arrow and its size; for those who do not see it, in words. */
export function change(by, text, unit) {
  if (by == null) {
    return nothing;
  }
  const size = text(Math.abs(by));
  const [arrow, word] = /[1-9]/.test(size) ? by > 0 ? ['↑', 'up'] : ['↓', 'down'] : ['→', 'unchanged,'];
  return html`<small class="change"><span aria-hidden="true">${arrow}\u2009${size}</span><span class="visually-hidden">, ${word} ${size}
    ${unit} in a year</span></small>`;
}
