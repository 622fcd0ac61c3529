import { percent } from '../format.js';

const BAR = 34;

export const alternativesHeight = (rows) => rows.length * BAR + 56;

/**
 * The part of a gap that each supplier would fill in one and in three years.
 *
 * @param rows {name, inAYear, inThreeYears}, parts of the gap, 0 to 1
 */
export const alternativesOption = (rows) => (theme) => {
  const bars = (name, key, color, decal) => ({
    name, type: 'bar', barGap: '10%', barCategoryGap: '30%',
    data: rows.map((one) => one[key]).reverse(),
    itemStyle: { color, decal },
    label: { show: true, position: 'right', color: theme.text, fontSize: 11, formatter: ({ value }) => percent(value) },
  });
  return {
    grid: { left: 8, right: 60, top: 28, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0, textStyle: { color: theme.text }, data: ['in a year', 'in three years'], selectedMode: false },
    xAxis: { type: 'value', min: 0, max: 1, axisLabel: { show: false }, splitLine: { lineStyle: { color: theme.line } } },
    yAxis: {
      type: 'category', data: rows.map((one) => one.name).reverse(), axisTick: { show: false },
      axisLine: { lineStyle: { color: theme.quiet } },
      axisLabel: { color: theme.text, width: theme.isNarrow ? 96 : 180, overflow: 'truncate' },
    },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: percent },
    series: [
      bars('in a year', 'inAYear', theme.series[0], { symbol: 'none' }),
      bars('in three years', 'inThreeYears', theme.series[2], { symbol: 'rect', dashArrayX: [1, 0],
        dashArrayY: [2, 5], rotation: -Math.PI / 4, color: theme.back }),
    ],
  };
};

export const alternativesTable = (rows, caption) => ({
  caption,
  head: ['Supplier', 'Part of the gap filled in a year', 'In three years'],
  rows: rows.map((one) => [one.name, one.inAYear, one.inThreeYears]),
  formats: [undefined, percent, percent],
});
