// How many alerts a policy would have raised by other warning lines.

import { line } from '../policies/fields.js';

/** @param steps of a backtest @param policy that is tested @param stored the version in force, if there is one */
export const sweepOption = (steps, policy, stored) => (theme) => ({
  grid: { left: 8, right: 24, top: 40, bottom: 24, containLabel: true },
  xAxis: { type: 'value', min: 0, max: steps[steps.length - 1].warning, axisLabel: { color: theme.quiet, formatter: (value) =>
    line(value, policy) },
    splitLine: { show: false }, axisLine: { lineStyle: { color: theme.quiet } } },
  yAxis: { type: 'value', min: 0, minInterval: 1, axisLabel: { color: theme.quiet }, splitLine: { lineStyle: { color:
    theme.line } } },
  legend: { top: 0, left: 0, textStyle: { color: theme.text }, icon: 'roundRect', itemHeight: 3 },
  tooltip: { trigger: 'axis', formatter: (points) => tip(steps[points[0].dataIndex], policy) },
  series: [
    { ...curve('alerts', steps.map((step) => [step.warning, step.episodes]), theme.series[0]), markLine: lines(policy, stored,
      theme) },
    { ...curve('of them critical', steps.map((step) => [step.warning, step.criticalEpisodes]), theme.critical), lineStyle: { type:
      'dashed', color: theme.critical } },
  ],
});

const curve = (name, data, color) => ({ name, type: 'line', step: 'middle', data, symbolSize: 5, color, lineStyle: { width: 2,
  color } });

/** The line of the stored version, and that of the tested one where it differs. */
function lines(policy, stored, theme) {
  const of = [[policy.warning, 'this policy', 'solid'], ...(stored && stored.metric === policy.metric &&
    stored.warning !== policy.warning
    ? [[stored.warning, 'stored', 'dashed']] : [])];
  const lowest = Math.min(...of.map(([value]) => value));
  return {
    symbol: 'none', silent: true, animation: false,
    data: of.map(([value, name, type]) => ({ xAxis: value, lineStyle: { color: theme.text, type, width: 1.5 },
      label: { formatter: `${name} ${line(value, policy)}`, color: theme.text, position: 'end', distance: 4,
        align: of.length === 1 ? 'center' : value === lowest ? 'right' : 'left' } })),
  };
}

const tip = (step, policy) => `Warning from ${line(step.warning, policy)}, critical from ${line(step.critical,
  policy)}\n${step.episodes} alerts, ${
  step.criticalEpisodes} of them critical\n${step.monthsInAlert} months in alert`;

export const sweepTable = (steps, policy) => ({
  caption: 'Alerts by the warning line',
  head: ['Warning', 'Critical', 'Alerts', 'Of them critical', 'Months in alert'],
  rows: steps.map((step) => [line(step.warning, policy), line(step.critical, policy), step.episodes, step.criticalEpisodes,
    step.monthsInAlert]),
});
