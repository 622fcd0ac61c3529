import { percent } from '../format.js';
import { country } from '../names.js';

const MOST = 10;
const BAR = 34;

/** The suppliers that the chart has room for: the largest, and all whose part changes most. */
const shown = (book) => {
  const largest = (one) => Math.max(one.shareBefore, one.shareAfter);
  return [...book.suppliers].sort((one, other) => largest(other) - largest(one)).slice(0, MOST);
};

export const whatIfHeight = (book) => shown(book).length * BAR + 56;

/** Shares of the suppliers before and after an assumed change. */
export const whatIfOption = (book) => (theme) => {
  const suppliers = shown(book).reverse();
  const bars = (name, key, color, decal) => ({
    name, type: 'bar', barGap: '10%', barCategoryGap: '30%',
    data: suppliers.map((one) => one[key]),
    itemStyle: { color, decal },
    label: { show: true, position: 'right', color: theme.text, fontSize: 11, formatter: ({ value }) => percent(value) },
  });
  return {
    grid: { left: 8, right: 56, top: 28, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0, textStyle: { color: theme.text }, data: ['published', 'simulated'], selectedMode: false },
    xAxis: { type: 'value', min: 0, axisLabel: { show: false }, splitLine: { show: false } },
    yAxis: {
      type: 'category', data: suppliers.map((one) => country(one.country)), axisTick: { show: false },
      axisLine: { lineStyle: { color: theme.quiet } },
      axisLabel: { color: theme.text, width: theme.isNarrow ? 90 : 180, overflow: 'truncate' },
    },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: percent },
    series: [
      bars('published', 'shareBefore', theme.series[0], { symbol: 'none' }),
      bars('simulated', 'shareAfter', theme.series[1], { symbol: 'rect', dashArrayX: [1, 0],
        dashArrayY: [2, 5], rotation: -Math.PI / 4, color: theme.back }),
    ],
  };
};

export const whatIfTable = (book, caption) => ({
  caption,
  head: ['Country', 'Share, published', 'Share, simulated', 'Value, published', 'Value, simulated'],
  rows: book.suppliers.map((one) => [country(one.country), one.shareBefore, one.shareAfter, one.valueUsdBefore ?? one.valueBefore,
    one.valueUsdAfter ?? one.valueAfter]),
  formats: [undefined, percent, percent],
});
