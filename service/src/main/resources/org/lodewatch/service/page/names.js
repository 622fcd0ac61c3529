import { get } from './api.js';

let names;

/** Loads the names of the running catalogue, once. */
export async function loadNames() {
  names ??= await get('/api/catalogue');
  return names;
}

export const country = (code) => names.countries[code] ?? code;
export const bloc = (id) => names.blocs[id] ?? id;
export const book = (id) => names.books[id] ?? id;

/** A country, a bloc, or the market. */
export const subject = (id) => (id === 'market' ? 'the market' : names.countries[id] ?? bloc(id));
