import { get } from '../api.js';
import { integer, moment, month } from '../format.js';
import { html, nothing, ref, render, repeat } from '../lib.js';
import { country } from '../names.js';

const REFRESH_MILLIS = 10_000;

const LENGTHS = [[86_400, 'day'], [3_600, 'hour'], [60, 'minute']];

/** What a status of lag says. docs/observability.md has the rules. */
const STATUS = {
  OK: 'has read everything, or catches up',
  UNKNOWN: 'is unknown',
  WARN: 'reads, but does not catch up',
  REWIND: 'went back, and has not reached its former place',
  STALL: 'does not move, though there is something to read',
  STOP: 'has no members, and there is something to read',
};

const PATHS = { lag: '/api/lag', feeds: '/api/feeds', rejected: '/api/rejected', instances: '/api/instances' };

/** Where the screen is drawn. It draws itself again, so that folds and focus stay as they are. */
let place;
let timer;
let shown;

/** Whether anything is behind: feeds against their rhythm, rejected rows, readers, instances, restore. */
export async function screen() {
  shown = await load();
  drawAgain();
  return { title: 'Operations', body: html`<h1>Operations</h1><div id="operations" ${ref(follow)}></div>` };
}

/** Each document, or the reason why there is none. */
async function load() {
  const answers = await Promise.all(Object.entries(PATHS).map(async ([name, path]) => {
    try {
      return [name, await get(path)];
    } catch (fault) {
      return [name, { fault: fault.message }];
    }
  }));
  return Object.fromEntries(answers);
}

function follow(element) {
  place = element;
  clearInterval(timer);
  if (element) {
    drawAgain();
    timer = setInterval(refresh, REFRESH_MILLIS);
  }
}

async function refresh() {
  if (document.hidden) {
    return;
  }
  shown = await load();
  drawAgain();
}

function drawAgain() {
  if (place) {
    render(content(shown), place);
  }
}

const content = ({ lag, feeds, rejected, instances }) => html`
  ${summary(lag, feeds, rejected, instances)}
  ${part('datasets', 'Datasets', feeds, datasets)}
  ${part('feeds', 'Feeds', feeds, feedRows)}
  ${part('rejected', 'Rejected rows', rejected, rejections)}
  ${part('readers', 'Readers', lag, readers)}
  ${part('instances', 'Instances', instances, processes)}
  ${part('restore', 'The instance that answers', instances, answering)}
  ${part('end-to-end', 'From an import to its shares', instances, endToEnd)}`;

/** A part whose document is missing has the reason in its place. */
const part = (id, title, document, body) => html`<section id=${id} aria-labelledby="${id}-title">
  <h2 id="${id}-title">${title}</h2>${document.fault ? html`<p class="failure">${document.fault}</p>` : body(document)}</section>`;

/** A table that scrolls by itself where the window is narrow. */
const table = (caption, head, rows) => html`<div class="scroll" tabindex="0" role="region" aria-label=${caption}><table>
  <caption>${caption}</caption>
  <thead><tr>${head.map(([title, kind]) => html`<th scope="col" class=${kind ?? nothing}>${title}</th>`)}</tr></thead>
  <tbody>${rows}</tbody></table></div>`;

// --- the sentence ---

function summary(lag, feeds, rejected, instances) {
  const behind = problems(lag, feeds, instances);
  const open = unknowns(lag, feeds, instances);
  return html`<p class="lede" id="summary">${behind.length === 0
    ? html`<strong>${open.length === 0 ? 'Nothing is behind.' : 'Nothing is seen to be behind.'}</strong> ${well(lag, feeds)}`
    : html`<strong>${behind.length === 1 ? 'One thing is' : `${behind.length} things are`} behind.</strong>`}
    ${open.join(' ')}</p>
    ${behind.length === 0 ? nothing : html`<ul id="behind">${behind.map((text) => html`<li>${text}</li>`)}</ul>`}
    <p class="quiet">${lag.fault ? nothing : html`Lag was measured <time datetime=${lag.at}>${moment(lag.at)}</time>.`}
    ${rejected.fault || rejected.rows === 0 ? nothing
    : `${rows(rejected.rows)} of the last 30 days could not be used: see below.`}
    This screen is drawn again every 10 seconds.
    ${instances.grafana ? html`<a id="grafana" href=${instances.grafana} rel="noreferrer">Grafana</a> has the course of time.`
    : nothing}</p>`;
}

function problems(lag, feeds, instances) {
  const texts = [];
  for (const group of lag.groups ?? []) {
    for (const topic of group.topics.filter(({ status }) => !['OK', 'UNKNOWN'].includes(status))) {
      texts.push(`${group.group} ${STATUS[topic.status]}: ${topic.topic}, ${behindBy(topic)}.`);
    }
  }
  for (const { dataset, reporter, newest } of feeds.datasets ?? []) {
    if (newest.usual?.state === 'late') {
      texts.push(`${period(newest.usual.nextPeriod)} of ${dataset} (${country(reporter)}) is ${
        count(newest.usual.daysLate, 'day')} late.`);
    }
  }
  for (const { feed, newest } of feeds.feeds ?? []) {
    const late = newest.filter((one) => one.usual?.state === 'late' && !published(feeds, one));
    texts.push(...late.map((one) => `${period(one.usual.nextPeriod)} of ${feed} is ${count(one.usual.daysLate, 'day')} late.`));
  }
  if (instances.answering && !instances.answering.ready) {
    texts.push(`The instance that answers does not work yet: ${instances.answering.state}.`);
  }
  return texts;
}

/** Whether the table of datasets has it, so that it is not said twice. */
const published = (feeds, one) => feeds.datasets.some(({ dataset, reporter }) => dataset === one.dataset
  && reporter === one.reporter);

/** What cannot be said. */
function unknowns(lag, feeds, instances) {
  const texts = [];
  if (lag.trouble) {
    texts.push(`The lag is unknown: ${lag.trouble}.`);
  }
  texts.push(...(lag.groups ?? []).filter((group) => !lag.trouble && group.status === 'UNKNOWN')
    .map((group) => `The lag of ${group.group} is unknown.`));
  const without = (feeds.datasets ?? []).filter(({ newest }) => !newest.usual);
  if (without.length > 0) {
    texts.push(`When new figures of ${without.map(({ dataset }) => dataset).slice(0, 3).join(', ')}${
      without.length > 3 ? ` and ${without.length - 3} more` : ''} are due is not known.`);
  }
  if (lag.fault || feeds.fault || instances.fault) {
    texts.push('Some of it could not be read; the reasons are below.');
  }
  return texts;
}

function well(lag, feeds) {
  const texts = [];
  if (lag.groups?.length) {
    texts.push(`${count(lag.groups.length, 'group')} ${lag.groups.length === 1 ? 'has' : 'have'} read everything or ${
      lag.groups.length === 1 ? 'catches' : 'catch'} up.`);
  }
  const known = (feeds.datasets ?? []).filter(({ newest }) => newest.usual);
  if (known.length > 0) {
    texts.push(`No figures of ${count(known.length, 'dataset')} are late.`);
  }
  return texts.join(' ');
}

// --- datasets and feeds ---

const datasets = ({ datasets: all }) => (all.length === 0
  ? html`<p>No shares are published yet, so there is no newest period.</p>`
  : table('Newest period of each dataset, against the days on which its figures usually come',
    [['Dataset'], ['Reporter'], ['Newest'], ['Ended', 'number'], ['Next'], ['Published by']],
    repeat(all, ({ dataset, reporter }) => `${dataset}/${reporter}`, ({ dataset, reporter, newest, feeds }) => html`<tr
      data-dataset=${dataset}><th scope="row">${dataset}</th><td>${country(reporter)}</td><td>${period(newest.period)}</td>
      <td class="number">${length(newest.secondsBehind)} ago</td><td>${next(newest)}</td>
      <td>${feeds.length === 0 ? 'no feed: another producer' : feeds.join(', ')}</td></tr>`)));

/** When the next period is due, in words. */
function next({ usual, usualAbsence }) {
  if (!usual) {
    return html`<span class="quiet">Not known: ${usualAbsence}</span>`;
  }
  const days = usual.from === usual.to ? usual.from : `${usual.from} to ${usual.to}`;
  const rhythm = `usually ${days} days after the end of a period, ${
    usual.source === 'documented' ? 'as its source documents' : `as seen of ${usual.observedPeriods} periods`}`;
  const due = usual.state === 'late' ? html`<strong>${count(usual.daysLate, 'day')} late</strong>: due by ${usual.expectedBy}`
    : usual.state === 'expected' ? `expected now, by ${usual.expectedBy}`
      : `expected ${usual.expectedFrom} to ${usual.expectedBy}`;
  return html`<span data-state=${usual.state}>${period(usual.nextPeriod)} ${due}</span> <small>${rhythm}</small>`;
}

const feedRows = ({ feeds, moreFeeds }) => (feeds.length === 0
  ? html`<p>No feed has stored a checkpoint: nothing was published by <code>lodewatch produce</code>.</p>`
  : html`${table('Feeds, the one that read its source last first',
    [['Feed'], ['Read its source', 'number'], ['Published', 'number'], ['Rejected', 'number'], ['Newest']],
    repeat(feeds, ({ feed }) => feed, (one) => html`<tr data-feed=${one.feed}><th scope="row">${one.feed}</th>
      <td class="number"><time datetime=${one.lookedAt} title=${moment(one.lookedAt)}>${
        length(one.secondsSinceLook)} ago</time></td>
      <td class="number">${integer(one.published)}</td><td class="number">${integer(one.rejected)}</td>
      <td>${one.newest.length === 0 ? 'not recorded' : one.newest.map((newest) => html`<div>${newest.dataset}, ${
        country(newest.reporter)}: ${period(newest.period)}. ${next(newest)}</div>`)}</td></tr>`))}
    ${moreFeeds > 0 ? html`<p>${count(moreFeeds, 'more feed')} read their source longer ago.</p>` : nothing}`);

// --- rejected rows ---

const rejections = ({ rows: total, reasons, unreadOffsets, skippedOffsets }) => html`
  ${total === 0 ? html`<p id="no-rejected">${unreadOffsets > 0 ? 'The rejected rows are still being read.'
    : 'No row was rejected in the last 30 days.'}</p>` : html`
  <p>${rows(total)} of the last 30 days could not be used. <code>lodewatch rejected</code> shows all of them.</p>
  ${repeat(reasons, ({ reason }) => reason, rejection)}`}
  ${unreadOffsets > 0 ? html`<p>${integer(unreadOffsets)} more are still to be read.</p>` : nothing}
  ${skippedOffsets > 0 ? html`<p>${integer(skippedOffsets)} older ones are not counted.</p>` : nothing}`;

const rejection = ({ reason, meaning, rows: number, first, last, sources, examples }) => html`<details data-reason=${reason}>
  <summary><strong>${rows(number)}</strong> ${reason}: ${meaning} <small>${moment(first)} to ${moment(last)}</small></summary>
  <h3>Where they came from</h3>
  <ul>${sources.slice(0, 10).map((one) => html`<li>${one.source}${
    one.datasets.length > 0 ? ` (${one.datasets.join(', ')})` : ''}: ${rows(one.rows)}, the last ${moment(one.last)}</li>`)}
  ${sources.length > 10 ? html`<li>${count(sources.length - 10, 'more source')}</li>` : nothing}</ul>
  <h3>The newest</h3>
  <ul class="examples">${examples.map((one) => html`<li><p>${one.message}</p><p class="quiet">${where(one)}, ${
    moment(one.rejectedAt)}</p><code>${one.row || 'an empty row'}</code></li>`)}</ul></details>`;

/** The file and row, or the place in the topic. */
const where = (one) => (one.partition == null
  ? `${one.feed && !one.feed.endsWith(one.source) ? `${one.feed}, ` : ''}${one.source}, line ${one.line ?? 'unknown'}`
  : `${one.source}, partition ${one.partition}, offset ${one.offset}`);

// --- lag ---

const readers = ({ groups, trouble }) => (groups.length === 0
  ? html`<p>No consumer group of Lodewatch reads the topics${trouble ? `: ${trouble}` : ''}.</p>`
  : html`${trouble ? html`<p class="failure">${trouble}</p>` : nothing}
  ${groups.map((group) => html`<h3>${group.group} <small>${group.protocol === 'none' ? 'only committed offsets'
    : `protocol ${group.protocol}`}, ${count(group.members, 'member')}</small></h3>
    ${group.topics.length === 0 ? html`<p>Its topics are not known: it has committed nothing and reads nothing yet.</p>`
    : table(`Lag of ${group.group} in each topic`,
      [['Topic'], ['Status'], ['Records behind', 'number'], ['Oldest waits', 'number'], ['Offsets a second', 'number']],
      repeat(group.topics, ({ topic }) => topic, (topic) => html`<tr data-topic=${topic.topic}><th scope="row">${topic.topic}</th>
        <td><strong>${topic.status}</strong> ${STATUS[topic.status]}</td><td class="number">${records(topic)}</td>
        <td class="number">${length(topic.seconds)}</td><td class="number">${rate(topic)}</td></tr>`))}
    ${group.topics.map((topic) => partitions(group.group, topic))}`)}`);

const partitions = (group, topic) => html`<details data-partitions="${group}/${topic.topic}">
  <summary>${topic.topic}: ${count(topic.partitions.length, 'partition')}</summary>
  ${table(`Lag of ${group} in each partition of ${topic.topic}`,
    [['Partition', 'number'], ['Status'], ['Records behind', 'number'], ['Oldest waits', 'number'], ['Committed', 'number'],
      ['End of the log', 'number']],
    repeat(topic.partitions, ({ partition }) => partition, (one) => html`<tr><th scope="row" class="number">${one.partition}</th>
      <td>${one.status}</td><td class="number">${records(one)}</td><td class="number">${length(one.seconds)}</td>
      <td class="number">${integer(one.committed) || 'nothing'}</td>
      <td class="number">${integer(one.end) || 'unknown'}</td></tr>`))}</details>`;

const records = ({ records: number, exact }) => (number == null ? 'unknown' : `${exact ? '' : '≈ '}${integer(number)}`);

const rate = ({ offsetsPerSecond }) => (offsetsPerSecond == null ? 'unknown' : offsetsPerSecond.toLocaleString('en'));

const behindBy = (topic) => (topic.records == null ? 'by an unknown number of records'
  : `${topic.exact ? '' : 'about '}${count(topic.records, 'record')}, the oldest waits ${length(topic.seconds)}`);

// --- instances ---

function processes({ groups, trouble }) {
  const found = groups.flatMap((group) => group.instances.map((instance) => ({ group: group.group, ...instance })));
  if (found.length === 0) {
    return html`<p>${trouble ? `The members of groups could not be read: ${trouble}.`
      : 'No group has a member: nothing reads the topics now.'}</p>`;
  }
  return html`${trouble ? html`<p class="failure">As last seen: ${trouble}</p>` : nothing}
    ${table('Processes that are members of a group; the broker removes one that sends no heartbeat',
    [['Group'], ['Client'], ['Host'], ['Threads', 'number'], ['Partitions']],
    repeat(found, ({ group, client }) => `${group}/${client}`, (one) => html`<tr data-client=${one.client}><td>${one.group}</td>
      <th scope="row">${one.client}</th><td>${one.host}</td><td class="number">${one.threads}</td>
      <td>${one.reads.length === 0 ? 'none now' : one.reads.map(({ topic, partitions: numbers }) => html`<div>${topic}: ${
        numbers.join(', ')}</div>`)}</td></tr>`))}`;
}

const answering = ({ answering: { live, state, ready, progress } }) => html`<p id="state"><strong>${state}</strong>: ${ready
  ? 'it does its work' : live ? 'it does not do its work yet' : 'it has failed, and must be started again'}.
  ${progress.toRestore > 0 ? html`Of its state, ${integer(progress.restored)} of ${
    integer(progress.toRestore)} records are restored${inStores(progress)}.`
    : `It had nothing to restore${inStores(progress)}.`}
  ${progress.standbyBehind > 0 ? `Its standby copies are ${count(progress.standbyBehind, 'record')} behind.` : nothing}</p>
  ${progress.toRestore > 0 ? html`<p><progress max=${progress.toRestore} value=${progress.restored}
    aria-label="Restored records"></progress></p>` : nothing}`;

const inStores = ({ partitions: number }) => (number ? ` in ${count(number, 'partition')} of its stores` : '');

const endToEnd = ({ answering: { endToEnd: all } }) => (all.every(({ count: number }) => number === 0)
  ? html`<p>The instance that answers has written no shares or alerts since its start.</p>`
  : table('Seconds from the publication of the newest import until it is in shares or in an alert, of the instance that answers',
    [['Written'], ['Newest', 'number'], ['When'], ['Since the start', 'number'], ['How many', 'number']],
    all.map((one) => html`<tr data-to=${one.to}><th scope="row">${one.to}</th>
      <td class="number">${one.newest ? seconds(one.newest.meanSeconds) : 'none'}</td>
      <td>${one.newest ? `${count(one.newest.count, 'time')}, ${moment(one.newest.at)}` : 'nothing since the start'}</td>
      <td class="number">${one.meanSeconds == null ? 'none' : seconds(one.meanSeconds)}</td>
      <td class="number">${integer(one.count)}</td></tr>`)));

// --- texts ---

const count = (number, unit) => `${integer(number)}\u00a0${unit}${number === 1 ? '' : 's'}`;

const rows = (number) => count(number, 'row');

const seconds = (number) => `${number.toFixed(number < 10 ? 2 : 0)}\u00a0s`;

/** A month in words, or a year. */
const period = (text) => (text.length === 4 ? text : month(text));

/** A length of time in the unit that leaves at least two of it. */
function length(time) {
  if (time == null) {
    return 'unknown';
  }
  const [size, unit] = LENGTHS.find(([from]) => time >= 2 * from) ?? [1, 'second'];
  return count(Math.round(time / size), unit);
}
