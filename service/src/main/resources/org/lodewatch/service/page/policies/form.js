// The fields of a policy as a form. Names of countries, blocs, minerals and datasets are those of the running catalogue.

import { html, nothing } from '../lib.js';
import { FORMULAS, HELP, MEASURES, METRICS, SUBJECTS, unit } from './fields.js';
import { link } from '../state.js';

/**
 * The form of a draft.
 *
 * @param draft the policy as it is typed
 * @param names {books, countries, blocs, datasets, reporters} of the catalogue and of what is published
 * @param isNew whether its id can be chosen
 * @param fault the server's reason to refuse it, if it does; the fields that it names are marked
 * @param changed called with the fields that are changed
 */
export function form({ draft, names, isNew, fault, changed }) {
  const faulty = new Set(fault ? fieldsOf(fault) : []);
  const field = (name, control, label, more) => html`<div class="field ${faulty.has(name) ? 'faulty' : ''}"><label
    for="policy-${name}">${
    label}</label>${control}${HELP[name] ? html`<small id="policy-${name}-help">${HELP[name]}</small>` : nothing}${more ??
      nothing}</div>`;
  const about = (name) => [HELP[name] && `policy-${name}-help`, faulty.has(name) && 'policy-fault'].filter(Boolean).join(' ') ||
    nothing;
  const invalid = (name) => (faulty.has(name) ? 'true' : nothing);
  const text = (name, label, list) => field(name, html`<input id="policy-${name}" name=${name} .value=${draft[name] ?? ''}
    autocomplete="off"
    autocapitalize="none" spellcheck="false" list=${list ?? nothing} aria-describedby=${about(name)} aria-invalid=${invalid(name)}
    @input=${({ target }) => changed({ [name]: target.value.trim() })}>`, label);
  const number = (name, label, after, more = {}) => field(name, html`<span class="amount"><input id="policy-${name}" name=${name}
    type="number" step="any"
    min=${more.min ?? 0} .value=${draft[name] == null ? '' : String(draft[name])} aria-describedby=${about(name)}
      aria-invalid=${invalid(name)}
    @input=${({ target }) => changed({ [name]: target.value === '' ? null : Number(target.value) })}>
      <span>${after}</span></span>`, label);
  const select = (name, label, options, onChange, more) => field(name, html`<select id="policy-${name}" name=${name}
    aria-describedby=${about(name)}
    aria-invalid=${invalid(name)} @change=${({ target }) => onChange(target.value)}>${options}</select>`, label, more);
  const box = (name) => html`<label class="box"><input type="checkbox" name=${name} .checked=${draft[name]}
    @change=${({ target }) => changed({ [name]: target.checked })}> ${HELP[name]}</label>`;
  const isOfMarket = METRICS[draft.metric]?.isOfMarket;

  return html`<form id="policy-form" class="policy-form" aria-label="Policy" @submit=${(event) => event.preventDefault()}>
    <p id="policy-fault" class="failure" role="alert">${fault ?? nothing}</p>
    <fieldset><legend>Lines</legend>
      ${number('warning', 'Warning from', unit(draft))}${number('critical', 'Critical from', unit(draft))}${
        number('clearMargin', 'Clear margin', unit(draft))}${number('dwellMonths', 'Months in a row', 'months', { min: 1 })}${
        number('minimumValueUsd', 'Minimum value', 'in the currency of the dataset')}
    </fieldset>
    <fieldset><legend>What is measured</legend>
      ${select('metric', 'Metric', Object.entries(METRICS).map(([id, { name }]) => option(id, name, draft.metric)), (metric) =>
        changed(ofMetric(draft, metric)),
        html`<small><a href=${link({ screen: 'method', subject: FORMULAS[draft.metric] })}>Formula</a></small>`)}
      ${select('subject', 'Of', Object.entries(SUBJECTS).map(([id, name]) => option(id, name, draft.subject,
        (id === 'market') !== Boolean(isOfMarket))),
        (subject) => changed({ subject, subjectName: ofSubject(draft, subject, names) }))}
      ${draft.subject === 'country' ? select('subjectName', 'Country', byName(names.countries).map(([id, name]) => option(id,
        name, draft.subjectName)),
        (subjectName) => changed({ subjectName })) : nothing}
      ${draft.subject === 'bloc' ? select('subjectName', 'Bloc', byName(names.blocs).map(([id, name]) => option(id, name,
        draft.subjectName)),
        (subjectName) => changed({ subjectName })) : nothing}
      ${select('measure', 'By', Object.entries(MEASURES).map(([id, name]) => option(id, name, draft.measure)), (measure) =>
        changed({ measure }))}
    </fieldset>
    <fieldset><legend>Which books</legend>
      ${text('mineral', 'Mineral or form', 'policy-minerals')}${text('dataset', 'Dataset', 'policy-datasets')}${
        text('reporter', 'Reporter', 'policy-reporters')}
      <datalist id="policy-minerals">${Object.entries(names.books).map(([id, name]) => html`<option
        value=${id}>${name}</option>`)}</datalist>
      <datalist id="policy-datasets">${names.datasets.map((id) => html`<option value=${id}></option>`)}</datalist>
      <datalist id="policy-reporters">${names.reporters.map((id) => html`<option value=${id}>${names.countries[id] ??
        id}</option>`)}</datalist>
    </fieldset>
    <fieldset><legend>Name</legend>
      ${isNew ? text('id', 'Id') : nothing}
      <div class="field wide"><label for="policy-description">Description</label><textarea id="policy-description"
        name="description" rows="2"
        .value=${draft.description ?? ''} @input=${({ target }) => changed({ description: target.value.replaceAll('\n',
          ' ') })}></textarea></div>
    </fieldset>
    <fieldset class="boxes"><legend>Also</legend>${['provisional', 'netExports', 'partCodes', 'enabled'].map(box)}</fieldset>
  </form>`;
}

const option = (value, name, chosen, isDisabled = false) => html`<option value=${value} .selected=${value === chosen}
  ?disabled=${isDisabled}>${name}</option>`;

const byName = (names) => Object.entries(names).filter(([id]) => id !== 'XX').sort(([, one], [, other]) =>
  one.localeCompare(other, 'en'));

/** A metric of the market measures the book as a whole, and only that. Lines of another unit begin at a quarter. */
function ofMetric(draft, metric) {
  const { isOfMarket, unit: of, highest } = METRICS[metric];
  const hasUnit = METRICS[draft.metric]?.unit === of && METRICS[draft.metric].highest === highest;
  return {
    metric,
    ...(isOfMarket ? { subject: 'market', subjectName: undefined, measure: metric === 'hhi' ? draft.measure : 'value' }
      : draft.subject === 'market' ? { subject: 'any-country', subjectName: undefined } : {}),
    ...(hasUnit ? {} : { warning: highest / 4, critical: highest / 2, clearMargin: highest / 100 }),
  };
}

const ofSubject = (draft, subject, names) => (subject === 'country' ? byName(names.countries)[0][0] : subject === 'bloc' ?
  byName(names.blocs)[0][0]
  : undefined);

const FIELDS = ['id', 'description', 'dataset', 'reporter', 'mineral', 'subjectName', 'subject', 'metric', 'measure',
  'warning', 'critical', 'clearMargin', 'dwellMonths', 'minimumValueUsd'];
const FIELD = new RegExp(`\\b(${FIELDS.join('|')})\\b(?=[ ':])`, 'g');

/** The fields that a message of the server names: those before their value, in each of its parts. */
const fieldsOf = (message) => message.split('; ').flatMap((part) => [...part.matchAll(FIELD)].slice(0, 1).map(([, name]) =>
  name));
