import { html } from './lib.js';

export const SHAPES = { critical: '■', warning: '▲', none: '○' };

/** A severity by word and shape; its colour only repeats them. */
export const severity = (word) => html`<span class="severity ${word}"><span aria-hidden="true">${SHAPES[word]}</span> ${
  word === 'none' ? 'no alert' : word}</span>`;
