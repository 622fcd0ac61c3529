// What the inbox, an alert by itself and the list of changes since the last visit have in common.

import { copy } from './clipboard.js';
import { figure, moment } from './format.js';
import { html, nothing } from './lib.js';
import { link } from './state.js';

/** Each kind of transition by a shape of its own; the text beside it names it. */
const SHAPES = { raised: '●', escalated: '▲', eased: '▽', resolved: '○', restated: '◇' };

/** What a policy observes, in words. */
const METRICS = {
  share: 'share of imports',
  hhi: 'concentration (HHI)',
  'effective-dependence': 'dependent consumption',
  'hhi-governance': 'concentration weighted by governance',
  'unproduced-share': 'share from countries that do not produce it',
  detour: 'detour',
};

const MEASURES = { value: 'by value', weight: 'by weight', 'contained-weight': 'by contained weight' };

/** What an alert is measured by: share of imports, by value. */
export const kind = ({ metric, measure }) => `${METRICS[metric] ?? metric}, ${MEASURES[measure] ?? measure}`;

/** The link of an alert by itself, as it was at a month. */
export const alertLink = (alertId, asOf = '') => link({ screen: 'alerts', subject: alertId, asOf });

/** The history of an alert in small: a shape for each transition, oldest first. */
export function dots({ history, metric, transition, cause, publishedAt }) {
  const entries = (history ?? []).map((entry) => dot(entry.transition,
    `${entry.transition}${entry.transition === 'eased' || entry.transition === 'raised' ? ` to ${entry.severity}` : ''} ${
      entry.asOf}, ${figure(entry.observed, metric)}`));
  const restated = transition === 'restated' ? [dot('restated', `restated (${cause}), published ${moment(publishedAt)}`)] : [];
  return entries.length + restated.length === 0 ? nothing
    : html`<span class="dots">${[...entries, ...restated]}</span>`;
}

const dot = (transition, text) => html`<span class="dot" role="img" aria-label=${text} title=${text}>${
  SHAPES[transition]}</span>`;

/** The sentence of an alert, and the link that opens it as it was at that month. */
const sentence = (alert) => `${alert.sentence} ${new URL(alertLink(alert.alertId, alert.asOf), location.href)}`;

/** A button that copies the sentence and link of an alert. */
export const copyButton = (alert) => html`<button type="button" class="copy" aria-label="Copy the sentence and link"
  @click=${(event) => copy(event.currentTarget, sentence(alert))}
  >Copy</button>`;
