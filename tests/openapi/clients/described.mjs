// What the API's description says of its parameters, for whoever writes a program that names them all.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const path_of_description = fileURLToPath(new URL('../../golden/openapi.json', import.meta.url));
export const description = JSON.parse(readFileSync(path_of_description, 'utf8'));

export const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, parameters: [], ...operation })));

// Whatever is answered in pages.
export const lists = operations.filter(({ parameters }) => parameters.some(({ name }) => name === 'limit'));
export const asked_of = (list) => list.parameters.filter((parameter) => parameter.in === 'query');

// One value of a parameter: of several with commas between them each, and never that there is none.
export function one_value(schema) {
  const one = schema.type === 'array' ? schema.items : schema;
  return one.anyOf ? one.anyOf[0] : one;
}
export const may_lack = (schema) => schema.items?.anyOf !== undefined;
