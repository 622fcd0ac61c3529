// The fields of a policy: names, units and help, in the words of docs/policies.md.

/** Figures of one country or bloc, and figures of a book as a whole, which have the subject market. Units and highest lines. */
export const METRICS = {
  share: { name: 'Share of the supply', unit: '%', highest: 100, step: 5 },
  'effective-dependence': { name: 'Effective dependence', unit: '%', highest: 100, step: 5 },
  hhi: { name: 'Concentration (HHI)', unit: 'points', highest: 10_000, step: 500, isOfMarket: true },
  'hhi-governance': { name: 'Concentration weighted by governance', unit: 'points', highest: 100_000, step: 5_000, isOfMarket:
    true },
  'unproduced-share': { name: 'Share of countries that produce none', unit: '%', highest: 100, step: 5, isOfMarket: true },
  detour: { name: 'Detour', unit: 'points', highest: 100, step: 5, isOfMarket: true },
};

/** The section of the method that has the formula of a metric. */
export const FORMULAS = { share: 'share', 'effective-dependence': 'net-import-reliance', hhi: 'hhi', 'hhi-governance':
  'concentration',
  'unproduced-share': 'unproduced-share', detour: 'detour' };

export const SUBJECTS = { 'any-country': 'Each country by itself', country: 'One country', bloc: 'One bloc', market:
  'The book as a whole' };

export const MEASURES = { value: 'Value', weight: 'Weight', 'contained-weight': 'Contained weight' };

export const HELP = {
  id: 'Lower-case letters, digits and dashes. It cannot be changed later: a policy of another id is another policy.',
  dataset: 'A name, in which * matches any characters and ? matches one.',
  mineral: 'A mineral or a form: titanium is the sum, titanium-sponge one form, titanium* all of them.',
  reporter: 'The country that imports, by its two letters.',
  warning: 'Reached at or above it.',
  critical: 'At least the warning line.',
  clearMargin: 'How far below a line the figure must fall before the alert eases.',
  dwellMonths: 'For how many months in a row a line must be reached.',
  minimumValueUsd: 'Windows with less trade raise no alert and resolve those that are open.',
  provisional: 'Also judge the newest month before its feed has declared it complete',
  netExports: 'Also judge what the reporter exports on balance',
  partCodes: 'Also judge books of which the dataset has only some commodity codes',
  enabled: 'In force: a policy that is not is stored and judges nothing',
};

/** A policy before anything is chosen: the defaults of docs/policies.md, and the lines of the initial policy single-source. */
export const BLANK = {
  id: '', description: '', dataset: '*', reporter: '*', mineral: '*', subject: 'any-country', metric: 'share', measure: 'value',
  warning: 50, critical: 65, clearMargin: 3, dwellMonths: 1, minimumValueUsd: 1_000_000, provisional: false, netExports: true,
  partCodes: false, enabled: true,
};

export const unit = (policy) => METRICS[policy.metric]?.unit ?? '';

/** A line or margin with its unit. */
export const line = (value, policy) => (value == null ? '' : `${value.toLocaleString('en')}\u00a0${unit(policy)}`);

/** The lines of a sweep: above the clear margin, up to the highest line of the metric. */
export function sweepOf({ metric, clearMargin }) {
  const { step, highest } = METRICS[metric];
  const first = step * (Math.floor((clearMargin || 0) / step) + 1);
  return first < highest ? `${first}:${highest}:${step}` : undefined;
}
