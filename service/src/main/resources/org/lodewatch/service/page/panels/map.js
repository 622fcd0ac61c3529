import { figure } from '../charts/frame.js';
import { LIMITS, loadMap, mapHeight, mapOption } from '../charts/map.js';
import { integer, money, percent } from '../format.js';
import { html, nothing } from '../lib.js';
import { book, country } from '../names.js';
import { panel } from '../panel.js';
import { go } from '../state.js';
import { styleProperties } from '../style-properties.js';
import { fileName, measureOf } from './book.js';

const UNKNOWN = 'XX';
const WIDE = 1100;

/** Where the imports come from: shares and amounts of the suppliers on a map of the world. */
export const mapPanel = (state, shares) => panel('map', 'Origins', `${shares.dataset}/${shares.reporter}/${shares.mineral}`,
  () => load(state, shares));

async function load(state, shares) {
  const map = await loadMap();
  const measure = measureOf(state);
  const suppliers = shares.countries.map((one) => origin(one, shares, measure)).filter(({ share }) => share != null);
  if (suppliers.length === 0) {
    return html`<p>${measure === 'weight' ? 'No supplier has a weight in these months.'
      : 'Nothing was imported in these months.'}</p>`;
  }
  const placed = suppliers.filter(({ code }) => code !== shares.reporter && map.centres.has(code));
  const view = {
    chosen: state.supplier, reporter: shares.reporter,
    other: (code) => `${country(code)}\n${code === shares.reporter ? 'the reporter' : 'supplies none in these months'}`,
  };
  return html`${figure({
      name: fileName(state, shares.asOf, `origins-by-${measure}`),
      title: `Share of imports of ${book(shares.mineral)} by ${measure}, ${shares.windowMonths} months to ${
        shares.asOf}. Click a country to choose it.`,
      description: describe(placed, measure),
      height: mapHeight(Math.min(document.getElementById('main').clientWidth, WIDE)),
      option: mapOption(map, placed, view),
      table: () => table(suppliers, shares, map, measure),
      click: ({ name }) => placed.some(({ code }) => code === name) && go({ supplier: name }),
    })}
    ${key(measure)}
    ${notPlaced(suppliers.filter((one) => !placed.includes(one)), shares)}
    <p class="quiet">Made with Natural Earth. Projection: Equal Earth, areas true to scale. Countries that are too small for
      the map are dots.</p>`;
}

/** A supplier with the figures of one measure. */
function origin(one, shares, measure) {
  const isWeight = measure === 'weight';
  const share = isWeight ? one.weightShare : one.valueShare;
  const value = one.valueUsd ?? one.value;
  const amount = isWeight ? `${integer(one.weightKg)} kg` : money(value, shares.currency);
  const name = country(one.country);
  return {
    code: one.country, name, share, value, weight: one.weightKg, amount: isWeight ? one.weightKg : value,
    label: `${name} ${percent(share)}`, text: `${name}\n${percent(share)} by ${measure}\n${amount}`,
    words: `${percent(share)}, ${amount}`,
  };
}

const describe = (placed, measure) => `Map of ${placed.length} countries of origin, by ${measure}: ${
  placed.slice(0, 5).map(({ name, share }) => `${name} ${percent(share)}`).join(', ')}${placed.length > 5 ? ' and others' : ''}.`;

function key(measure) {
  const whole = (part) => Math.round(100 * part);
  const range = (from, at) => (at === 0 ? `under ${whole(LIMITS[1])} %` : at === LIMITS.length - 1 ? `${whole(from)} % and more`
    : `${whole(from)} to ${whole(LIMITS[at + 1])} %`);
  return html`<ul class="map-key" aria-label="Key of the map">${LIMITS.map((from, at) => html`<li><span
      class="shade" ${styleProperties({ '--shade': `var(--map-${at + 1})` })}></span>${range(from, at)}</li>`)}
    <li><span class="shade"></span>none</li>
    <li><span class="dot"></span>dot: its area is the ${measure}</li><li><span class="reporter"></span>the reporter</li></ul>`;
}

/** What has no place on the map is said in words. */
function notPlaced(suppliers, shares) {
  const name = (one) => (one.code === UNKNOWN ? 'unknown or unlisted origins'
    : one.code === shares.reporter ? `goods that return to ${one.name}` : one.name);
  return suppliers.length === 0 ? nothing
    : html`<p class="note">Not on the map: ${suppliers.map((one) => `${name(one)} (${one.words})`).join('; ')}.</p>`;
}

/** How a country is shown. */
function place(code, reporter, map) {
  if (!map.centres.has(code)) {
    return 'no';
  }
  return code === reporter ? 'as the reporter' : map.points.has(code) ? 'as a point' : 'as an area';
}

const table = (suppliers, shares, map, measure) => ({
  caption: `Origins of the imports of ${book(shares.mineral)} by ${measure}, ${shares.windowMonths} months to ${shares.asOf}`,
  head: ['Country', 'Share', `Value, ${shares.currency ?? 'USD'}`, 'Weight, kg', 'On the map'],
  rows: suppliers.map((one) => [one.name, one.share, one.value, one.weight ?? null, place(one.code, shares.reporter, map)]),
  formats: [undefined, percent, integer, integer],
});
