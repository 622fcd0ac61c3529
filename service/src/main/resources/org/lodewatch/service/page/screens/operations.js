import { get } from '../api.js';
import { integer, moment } from '../format.js';
import { html, nothing } from '../lib.js';

const DAY = 86_400;
const HOUR = 3_600;

/** Whether anything is behind: the feeds, and how far each group has read its topics. */
export async function screen() {
  const lag = await get('/api/lag');
  return { title: 'Operations', body: html`<h1>Operations</h1>
    <p>${lag.status}, measured ${moment(lag.at)}.${lag.trouble ? ` ${lag.trouble}` : ''}</p>
    ${datasets(lag.datasets)}${feeds(lag.feeds)}${groups(lag.groups)}` };
}

/** A length of time in the unit that leaves at least two of it. */
function age(seconds) {
  if (seconds == null) {
    return 'unknown';
  }
  const [size, unit] = [[DAY, 'days'], [HOUR, 'hours'], [60, 'minutes']].find(([from]) => seconds >= 2 * from) ?? [1, 'seconds'];
  return `${integer(seconds / size)} ${unit}`;
}

const datasets = (all) => html`<section><h2>Newest periods</h2>${all.length === 0 ? html`<p>No period is published.</p>` : html`<table>
  <thead><tr><th scope="col">Dataset</th><th scope="col">Reporter</th><th scope="col">Newest period</th>
    <th scope="col" class="number">Ended before</th></tr></thead>
  <tbody>${all.map((one) => html`<tr><th scope="row">${one.dataset}</th><td>${one.reporter}</td><td>${one.period}</td>
    <td class="number">${age(one.secondsBehind)}</td></tr>`)}</tbody></table>`}</section>`;

const feeds = (all) => html`<section><h2>Feeds</h2>${all.length === 0 ? html`<p>No feed has stored a checkpoint.</p>` : html`<table>
  <thead><tr><th scope="col">Feed</th><th scope="col" class="number">Looked before</th><th scope="col" class="number">Published</th>
    <th scope="col" class="number">Rejected</th></tr></thead>
  <tbody>${all.map((one) => html`<tr><th scope="row">${one.feed}</th><td class="number">${age(one.secondsSinceLook)}</td>
    <td class="number">${integer(one.published)}</td><td class="number">${integer(one.rejected)}</td></tr>`)}</tbody></table>`}</section>`;

const groups = (all) => html`<section><h2>Readers</h2>${all.length === 0 ? html`<p>No group reads the topics.</p>` : html`<table>
  <thead><tr><th scope="col">Group</th><th scope="col">Topic</th><th scope="col">Status</th><th scope="col" class="number">Records behind</th>
    <th scope="col" class="number">Time behind</th></tr></thead>
  <tbody>${all.flatMap((group) => group.topics.map((topic, at) => html`<tr><th scope="row">${at ? nothing : group.group}</th>
    <td>${topic.topic}</td><td>${topic.status}</td>
    <td class="number">${topic.records == null ? 'unknown' : `${topic.exact ? '' : '≈ '}${integer(topic.records)}`}</td>
    <td class="number">${age(topic.seconds)}</td></tr>`))}</tbody></table>`}</section>`;
