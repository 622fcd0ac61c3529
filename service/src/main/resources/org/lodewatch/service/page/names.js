import { get } from './api.js';

let loaded;
let asked;

/** Loads the names of the running catalogue, once. */
export async function loadNames() {
  asked ??= get('/api/catalogue');
  try {
    loaded ??= await asked;
  } catch (fault) {
    asked = undefined; // another attempt may succeed
    throw fault;
  }
  return loaded;
}

export const country = (code) => loaded?.countries[code] ?? code;
export const isCountry = (code) => code in (loaded?.countries ?? {});
export const bloc = (id) => loaded?.blocs[id] ?? id;
export const book = (id) => loaded?.books[id] ?? id;

/** A country, a bloc, or the market. */
export const subject = (id) => (id === 'market' ? 'the market' : loaded?.countries[id] ?? bloc(id));

/** The blocs that a country belongs to. */
export const blocsOf = (code) => Object.entries(loaded?.members ?? {}).filter(([, members]) => members.includes(code))
  .map(([id]) => id);
