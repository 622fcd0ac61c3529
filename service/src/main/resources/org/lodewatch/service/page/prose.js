import { html } from './lib.js';

/** A month, an amount of money, or a number with its unit. */
const UNBROKEN = /(\b\d{4}-\d{2}\b|\$?\d[\d.,]*\s(?:%|[KMB]\b|points\b))/;

/** A sentence of the server: a month or a figure does not break over two lines. */
export const prose = (text) => text.split(UNBROKEN).map((part, at) => (at % 2 ? html`<span class="nowrap">${part}</span>` : part));
