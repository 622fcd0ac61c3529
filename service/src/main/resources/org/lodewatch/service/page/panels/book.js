// What the panels of a mineral share: the whole history of a book, its alerts, and the policies that select it.

import { get } from '../api.js';

const ALL = 999;

/** Answers that are on their way, so that panels that need the same one ask once. */
const asked = new Map();

function once(key, ask) {
  if (!asked.has(key)) {
    asked.set(key, ask().finally(() => asked.delete(key)));
  }
  return asked.get(key);
}

/** All months of a book, with every supplier. It does not depend on the as-of month. */
export const bookHistory = ({ subject, dataset, reporter }) => once(`history ${dataset}/${reporter}/${subject}`,
  () => get(`/api/minerals/${encodeURIComponent(subject)}/history`, { dataset, reporter, top: ALL }));

/** The alerts of a book alone, open or not, those of a supplier first. */
export async function bookAlerts({ subject, dataset, reporter, supplier }) {
  const alerts = await once(`alerts ${dataset}/${reporter}/${subject}`,
    () => get('/api/alerts/history', { dataset, reporter, mineral: subject }));
  return alerts.filter((alert) => alert.mineral === subject)
    .sort((one, other) => Number(other.subject === supplier) - Number(one.subject === supplier));
}

export const allPolicies = () => once('policies', () => get('/api/policies'));

/** Whether a policy selects a book and judges its figures by a measure. */
export const selects = (policy, { subject, dataset, reporter }, measure) => policy.enabled && policy.measure === measure
  && matches(policy.dataset, dataset) && matches(policy.reporter, reporter) && matches(policy.mineral, subject);

/** A name with * for any characters and ? for one. */
const matches = (glob, name) => new RegExp(`^${glob.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`)
  .test(name);

export const measureOf = (state) => (state.measure === 'weight' ? 'weight' : 'value');

/** The history of a book with the shares of one measure; without any if no window has one. */
export function byMeasure(history, measure) {
  const shares = (one) => (measure === 'weight' ? one.weightShares : one.shares);
  return { ...history, countries: history.countries.filter((one) => shares(one)?.some((share) => share != null))
    .map((one) => ({ ...one, shares: shares(one) })) };
}

/** The name of a file with figures of a book. */
export const fileName = ({ subject, dataset, reporter }, asOf, what) => [subject, dataset, reporter, asOf, what].join('-')
  .replace(/[^A-Za-z0-9._-]/g, '_');

/** What a panel is about: as long as it stays the same, its former content stays until the new one is there. */
export const bookId = ({ dataset, reporter, mineral }) => `${dataset}/${reporter}/${mineral}`;
