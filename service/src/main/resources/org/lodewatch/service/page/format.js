// Figures as text. English, whatever the browser's language, as in the sentences of alerts. A figure never breaks from its unit.

const MONEY = [[1e9, '\u00a0B'], [1e6, '\u00a0M'], [1e3, '\u00a0K']];

/** A part, 0 to 1, in percent. */
export const percent = (part) => (part == null ? '' : `${(100 * part).toFixed(1)}\u00a0%`);

/** A change of a part in points of 100, with its sign. */
export const points = (change) => (change == null ? '' : `${change < 0 ? '−' : '+'}${Math.abs(100 * change).toFixed(1)}`);

export const integer = (number) => (number == null ? '' : Math.round(number).toLocaleString('en'));

/** An amount with three digits or more: $170.1 M. */
export function money(amount, currency = 'USD') {
  if (amount == null) {
    return '';
  }
  const [size, unit] = MONEY.find(([from]) => amount >= from) ?? [1, ''];
  return `${currency === 'USD' ? '$' : `${currency}\u00a0`}${(amount / size).toFixed(size === 1 ? 0 : 1)}${unit}`;
}

/** The value of a window, in whichever currency. */
export const total = (shares) => money(shares.totalValueUsd ?? shares.totalValue, shares.currency);

/** A figure of a policy in the unit of its metric. */
export function figure(value, metric) {
  if (value == null) {
    return 'unknown';
  }
  return metric.startsWith('hhi') ? integer(value) : `${value.toFixed(1)}${metric === 'detour' ? '\u00a0points' : '\u00a0%'}`;
}

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** A month in words: April 2026. What is no month stays as it is. */
export const month = (text) => (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)
  ? MONTH.format(new Date(`${text}-01T00:00Z`)).replace(' ', '\u00a0') : text);

/** A moment, UTC. */
export const moment = (text) => `${DAY.format(new Date(text))}\u00a0UTC`;
