// Shows /docs/asyncapi.json: frames in both directions, close codes, objects, topics.
import { exampleOf, fieldsOf, resolve } from '/docs/schema.js';

const place = document.querySelector('#document');

/** An element; text never becomes markup. `ticks` in a text become code. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function words(text) {
  return text.split('`').map((part, index) => (index % 2 ? make('code', {}, part) : part));
}

function table(fields) {
  if (fields.length === 0) return make('p', { class: 'none' }, 'No fields.');
  const head = make('tr', {}, ...['Field', 'Type', 'Meaning'].map((each) => make('th', { scope: 'col' }, each)));
  const rows = fields.map((field) =>
    make(
      'tr',
      {},
      make('td', {}, make('code', {}, field.path), field.required ? null : make('span', { class: 'may' }, 'optional')),
      make('td', {}, ...typeCell(field)),
      make('td', {}, ...words(field.about)),
    ),
  );
  return make('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Fields' },
    make('table', {}, make('thead', {}, head), make('tbody', {}, ...rows)));
}

function typeCell(field) {
  return field.schema ? [make('a', { href: `#object-${field.schema}` }, field.type)] : [field.type];
}

/** With an id, where a client may choose one. */
function example(schema, api) {
  const value = exampleOf(schema, api);
  if (schema.properties?.id && schema.properties?.data && value.id === undefined) {
    const { type, ...rest } = value;
    return shown({ type, id: '1', ...rest });
  }
  return shown(value);
}

function shown(value) {
  const text = JSON.stringify(value, null, 2);
  return make('details', {}, make('summary', {}, 'Example'), make('pre', { tabindex: '0' }, text));
}

function dataOf(message, api) {
  const data = message.payload.properties.data;
  const { schema, name } = resolve(data, api);
  if (name && /^[A-Z]/.test(name)) return [named(name)];
  if (schema.anyOf && !schema.properties) {
    const kinds = schema.anyOf.map((each) => resolve(each, api).name);
    return [make('p', {}, ...kinds.flatMap((kind, index) => (index ? [' or ', link(kind)] : [link(kind)])))];
  }
  const inner = fieldsOf(data, api);
  const note = schema.anyOf ? make('p', { class: 'note' }, 'One of the ids is enough.') : null;
  return [table(inner), note].filter(Boolean);
}

const link = (name) => make('a', { href: `#object-${name}` }, name);
const named = (name) => make('p', {}, 'The object ', link(name), '.');

function card(id, title, badge, ...body) {
  const heading = make('h3', {}, make('a', { href: `#${id}` }, title), badge);
  return make('section', { class: 'problem frame', id }, heading, ...body);
}

function frameCard(api, key, answer) {
  const message = api.components.messages[key];
  const isEntry = message['x-entry'] === true;
  const badge = isEntry ? make('span', { class: 'status' }, 'entry, has seq') : null;
  const body = [make('p', {}, ...words(message.summary))];
  if (message['x-who']) {
    const label = key.startsWith('client.') ? 'From' : 'To';
    body.push(make('p', { class: 'type' }, `${label}: ${message['x-who']}`));
  }
  body.push(make('h4', {}, 'data'), ...dataOf(message, api));
  if (answer) body.push(make('h4', {}, 'data of the ack'), ...dataOf(api.components.messages[answer], api));
  body.push(example(message.payload, api));
  return card(key.replace('.', '-'), message.name, badge, ...body);
}

function codes(api) {
  const rows = api.channels.socket['x-close-codes'].map((each) =>
    make('tr', {}, make('td', {}, make('code', {}, String(each.code))), make('td', {}, each.meaning), make('td', {}, each.then)));
  const head = make('tr', {}, ...['Code', 'Meaning', 'What to do'].map((each) => make('th', { scope: 'col' }, each)));
  return make('div', { class: 'scroll problem' }, make('table', {}, make('thead', {}, head), make('tbody', {}, ...rows)));
}

function objectCard(api, name) {
  const schema = api.components.schemas[name];
  return card(`object-${name}`, name, null, table(fieldsOf(schema, api)), example(schema, api));
}

function topicCard(api, name) {
  const channel = api.channels[name];
  const messages = Object.values(channel.messages).map((each) => resolve(each, api).schema);
  const settings = channel.bindings.kafka;
  const keep = settings.topicConfiguration['retention.ms'];
  const kept = keep ? `kept for ${keep / 3_600_000} h` : 'the last record of each key is kept';
  const events = messages.map((message) =>
    make('details', { id: `event-${message.name}` },
      make('summary', {}, make('code', {}, message.name), make('span', { class: 'name' }, message.title)),
      make('p', {}, ...words(message.summary)),
      make('p', { class: 'type' }, 'Key: ', make('code', {}, message['x-key']), `, written by ${message['x-publisher']}`),
      table(fieldsOf(message.payload, api)),
      example(message.payload, api)));
  return card(`topic-${name}`, name, null,
    make('p', {}, ...words(channel.summary)),
    make('p', { class: 'type' }, `${settings.partitions} partitions, ${kept}`),
    ...events);
}

function group(id, title, lead, ids, cards) {
  const index = make('ul', { class: 'index' }, ...ids.map(([at, text]) => make('li', {}, make('a', { href: `#${at}` }, text))));
  return [make('h2', { id }, title), make('p', { class: 'lead' }, ...words(lead)), index, ...cards];
}

function show(api) {
  const keys = Object.keys(api.components.messages);
  const asked = keys.filter((key) => key.startsWith('client.'));
  const told = keys.filter((key) => key.startsWith('server.'));
  const objects = Object.keys(api.components.schemas).filter((name) => /^[A-Z]/.test(name));
  const topics = Object.keys(api.channels).filter((name) => name !== 'socket');
  const ids = (list) => list.map((key) => [key.replace('.', '-'), key.split('.')[1]]);
  place.replaceChildren(
    make('nav', { class: 'services', 'aria-label': 'On this page' },
      ...[['from-clients', 'From clients'], ['from-the-server', 'From the server'], ['close-codes', 'Close codes'],
        ['objects', 'Objects'], ['topics', 'Topics']].map(([at, text]) => make('a', { href: `#${at}` }, text))),
    ...group('from-clients', 'From clients', 'What a client may send.', ids(asked),
      asked.map((key) => frameCard(api, key, key.replace('client.', 'ack.')))),
    ...group('from-the-server', 'From the server', 'What comes by itself, and `error`, the other answer.', ids(told),
      told.map((key) => frameCard(api, key))),
    ...group('close-codes', 'Close codes', 'Why the server ends a socket.', [], [codes(api)]),
    ...group('objects', 'Objects', 'What more than one frame carries.', objects.map((name) => [`object-${name}`, name]),
      objects.map((name) => objectCard(api, name))),
    ...group('topics', 'Topics', 'Kafka, inside the platform: CloudEvents 1.0 in binary mode. ' +
      'Records with the same key are read in the order in which they were written.',
      topics.map((name) => [`topic-${name}`, name]), topics.map((name) => topicCard(api, name))),
  );
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

try {
  const answer = await fetch('/docs/asyncapi.json');
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  show(await answer.json());
} catch (problem) {
  place.replaceChildren(make('p', { role: 'alert' }, `The document could not be loaded (${problem.message}).`));
}
