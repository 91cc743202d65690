// JSON Schema as rows to read, and as an example.

/** Follows references until there is something to show; knows under which name it was found. */
export function resolve(schema, document) {
  let found = schema;
  let name = null;
  while (found?.$ref) {
    name = found.$ref.split('/').at(-1);
    found = found.$ref
      .slice(2)
      .split('/')
      .reduce((at, key) => at?.[key], document);
  }
  return { schema: found ?? {}, name };
}

const names = { string: 'text', integer: 'number', boolean: 'true or false' };

/** The type in a few words: `id`, `time`, `text or null`, `list of Entry`. */
export function typeOf(given, document) {
  const { schema, name } = resolve(given, document);
  if (name && /^[A-Z]/.test(name)) return name;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.anyOf && !schema.properties) return schema.anyOf.map((each) => typeOf(each, document)).join(' or ');
  const types = [schema.type ?? 'object'].flat();
  const words = types.map((type) => {
    if (schema.enum && type === 'string') return schema.enum.filter((value) => value !== null).join(' · ');
    if (schema.format === 'uuid' && type === 'string') return 'id';
    if (schema.format === 'date-time' && type === 'string') return 'time';
    if (type === 'array') return `list of ${typeOf(schema.items ?? {}, document)}`;
    if (type === 'object' && schema.additionalProperties?.type) return 'object by id';
    return names[type] ?? type;
  });
  return words.join(' or ');
}

/** Every field, those of objects inside included, with the path to it. A named object is not opened. */
export function fieldsOf(given, document, path = '', depth = 0) {
  const { schema } = resolve(given, document);
  if (depth > 4) return [];
  const rows = [];
  for (const [name, value] of Object.entries(schema.properties ?? {})) {
    const field = resolve(value, document);
    const at = path + name;
    rows.push({
      path: at,
      type: typeOf(value, document),
      required: (schema.required ?? []).includes(name),
      about: value.description ?? field.schema.description ?? '',
      schema: field.name && /^[A-Z]/.test(field.name) ? field.name : null,
    });
    rows.push(...inside(value, document, at, depth));
  }
  return rows;
}

function inside(value, document, at, depth) {
  const { schema, name } = resolve(value, document);
  if (name && /^[A-Z]/.test(name)) return [];
  if (schema.items) {
    const items = resolve(schema.items, document);
    return items.name && /^[A-Z]/.test(items.name) ? [] : fieldsOf(items.schema, document, `${at}[].`, depth + 1);
  }
  if (schema.additionalProperties?.properties) {
    return fieldsOf(schema.additionalProperties, document, `${at}.{id}.`, depth + 1);
  }
  return fieldsOf(schema, document, `${at}.`, depth + 1);
}

const anId = '0192f0c4-7a10-7c3e-9d1b-5e8f3a2b4c6d';

/** A value that the schema describes. */
export function exampleOf(given, document, depth = 0) {
  const { schema } = resolve(given, document);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf && !schema.properties) return exampleOf(schema.anyOf[0], document, depth);
  const type = [schema.type ?? 'object'].flat()[0];
  if (type === 'string') {
    if (schema.format === 'uuid') return anId;
    if (schema.format === 'date-time') return '2026-11-20T09:15:30.125Z';
    return '…';
  }
  if (type === 'integer') return 7;
  if (type === 'boolean') return false;
  if (type === 'null') return null;
  if (type === 'array') return depth > 3 ? [] : [exampleOf(schema.items ?? {}, document, depth + 1)];
  if (schema.oneOf) {
    const kind = schema.oneOf[0].properties;
    return { ...objectOf(schema, document, depth), ...objectOf({ properties: kind }, document, depth) };
  }
  if (schema.additionalProperties?.type || schema.additionalProperties?.$ref) {
    return { [anId]: exampleOf(schema.additionalProperties, document, depth + 1) };
  }
  return objectOf(schema, document, depth);
}

/** Of fields of which one is enough, the first. */
function objectOf(schema, document, depth) {
  const alternatives = (schema.anyOf ?? []).flatMap((each) => each.required ?? []);
  const left = new Set(alternatives.slice(1));
  return Object.fromEntries(
    Object.entries(schema.properties ?? {})
      .filter(([name]) => !left.has(name))
      .filter(([name]) => !schema.required || schema.required.includes(name) || alternatives.includes(name))
      .map(([name, value]) => [name, exampleOf(value, document, depth + 1)]),
  );
}
