// Owns: holding requests and answers against an OpenAPI 3.0 description: as much of its schemas as descriptions of venues
// use. What the description does not know is a fault of a request; an answer may have more.

export interface Described {
  /** Empty: as described. */
  request(asked: {
    readonly method: string;
    readonly path: string;
    readonly query: URLSearchParams;
    readonly body: string;
  }): readonly string[];
  answer(
    asked: { readonly method: string; readonly path: string },
    reply: { readonly status: number; readonly body: unknown },
  ): readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const mapIn = (value: unknown, name: string): Json => (isMap(value) && isMap(value[name]) ? value[name] : {});
const listIn = (value: unknown, name: string): readonly unknown[] => (isMap(value) && Array.isArray(value[name]) ? value[name] : []);

const FORMATS: Readonly<Record<string, RegExp>> = {
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
  date: /^\d{4}-\d\d-\d\d$/,
  decimal: /^-?\d+(?:\.\d+)?$/,
};

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  array: Array.isArray,
  object: isMap,
};

function textFaults(schema: Json, text: string, at: string): readonly string[] {
  const { minLength, maxLength, format } = schema;
  const form = typeof format === 'string' ? FORMATS[format] : undefined;
  return [
    ...(typeof minLength === 'number' && text.length < minLength ? [`${at}: shorter than ${minLength}`] : []),
    ...(typeof maxLength === 'number' && text.length > maxLength ? [`${at}: longer than ${maxLength}`] : []),
    ...(form === undefined || form.test(text) ? [] : [`${at}: "${text}" is no ${String(format)}`]),
  ];
}

export function describedBy(document: unknown): Described {
  const deref = (node: unknown): Json => {
    const reference = isMap(node) ? node['$ref'] : undefined;
    if (typeof reference !== 'string') return isMap(node) ? node : {};
    return deref(
      reference
        .slice(2)
        .split('/')
        .reduce<unknown>((at, name) => (isMap(at) ? at[name] : undefined), document),
    );
  };

  function faults(node: unknown, value: unknown, at: string, strict: boolean): readonly string[] {
    const schema = deref(node);
    if (value === null) return schema['nullable'] === true || Object.keys(schema).length === 0 ? [] : [`${at}: null`];
    const choices = [...listIn(schema, 'oneOf'), ...listIn(schema, 'anyOf')];
    if (choices.length > 0 && !choices.some((choice) => faults(choice, value, at, strict).length === 0))
      return [`${at}: none of its forms`];
    const all = listIn(schema, 'allOf').flatMap((part) => faults(part, value, at, false));
    const type = schema['type'];
    if (typeof type === 'string' && TYPES[type]?.(value) === false) return [...all, `${at}: ${JSON.stringify(value)} is no ${type}`];
    const words = listIn(schema, 'enum');
    if (words.length > 0 && !words.includes(value)) return [...all, `${at}: ${JSON.stringify(value)} is none of ${words.join(', ')}`];
    if (typeof value === 'string') return [...all, ...textFaults(schema, value, at)];
    if (Array.isArray(value)) return [...all, ...value.flatMap((each, index) => faults(schema['items'], each, `${at}[${index}]`, strict))];
    return isMap(value) ? [...all, ...fieldFaults(schema, value, at, strict)] : all;
  }

  function fieldFaults(schema: Json, value: Json, at: string, strict: boolean): readonly string[] {
    const fields = mapIn(schema, 'properties');
    const missing = listIn(schema, 'required').filter((name) => !(String(name) in value));
    return [
      ...missing.map((name) => `${at}.${String(name)}: missing`),
      ...Object.entries(value).flatMap(([name, each]) =>
        name in fields
          ? faults(fields[name], each, `${at}.${name}`, strict)
          : strict && Object.keys(fields).length > 0
            ? [`${at}.${name}: unknown`]
            : [],
      ),
    ];
  }

  /** The most literal path that fits. */
  function operation(method: string, path: string): { readonly item: Json; readonly operation: Json } | null {
    const fits = Object.keys(mapIn(document, 'paths')).filter((pattern) => {
      const parts = pattern.split('/');
      const given = path.split('/');
      return parts.length === given.length && parts.every((part, index) => part.startsWith('{') || part === given[index]);
    });
    const [best] = fits.sort((a, b) => a.split('{').length - b.split('{').length);
    const item = best === undefined ? {} : mapIn(mapIn(document, 'paths'), best);
    const found = mapIn(item, method.toLowerCase());
    return Object.keys(found).length === 0 ? null : { item, operation: found };
  }

  function queryFaults(found: { readonly item: Json; readonly operation: Json }, query: URLSearchParams): readonly string[] {
    const known = [...listIn(found.item, 'parameters'), ...listIn(found.operation, 'parameters')]
      .map(deref)
      .filter((each) => each['in'] === 'query');
    const missing = known.filter((each) => each['required'] === true && !query.has(String(each['name'])));
    return [
      ...missing.map((each) => `?${String(each['name'])}: missing`),
      ...[...query].flatMap(([name, text]) => {
        const parameter = known.find((each) => each['name'] === name);
        if (parameter === undefined) return [`?${name}: unknown`];
        const type = deref(parameter['schema'])['type'];
        const value = type === 'integer' || type === 'number' ? Number(text) : type === 'boolean' ? text === 'true' : text;
        return type === 'array' ? [] : faults(parameter['schema'], value, `?${name}`, true);
      }),
    ];
  }

  return {
    request({ method, path, query, body }) {
      const found = operation(method, path);
      if (found === null) return [`${method} ${path}: not described`];
      const schema = mapIn(mapIn(mapIn(deref(found.operation['requestBody']), 'content'), 'application/json'), 'schema');
      return [...queryFaults(found, query), ...(body === '' ? [] : faults(schema, JSON.parse(body), 'body', true))];
    },
    answer({ method, path }, { status, body }) {
      const found = operation(method, path);
      if (found === null) return [`${method} ${path}: not described`];
      const response = deref(mapIn(found.operation, 'responses')[String(status)]);
      const schema = mapIn(mapIn(mapIn(response, 'content'), 'application/json'), 'schema');
      return status >= 300 || Object.keys(schema).length === 0 ? [] : faults(schema, JSON.parse(JSON.stringify(body)), 'answer', false);
    },
  };
}
