// Owns: whether a payload is what the official description of the Bot API asks for: nothing missing, nothing unknown, the
// right types.

interface Field {
  readonly types: readonly string[];
  readonly required: boolean;
}
type Fields = Readonly<Record<string, Field>>;
export interface ApiExcerpt {
  readonly methods: Readonly<Record<string, Fields>>;
  readonly types: Readonly<Record<string, Fields>>;
}

/** Null: it is right. */
export function checkPayload(api: ApiExcerpt, method: string, payload: Readonly<Record<string, unknown>>): string | null {
  const fields = api.methods[method];
  return fields === undefined ? `method ${method} is not in the excerpt` : checkFields(api, method, fields, payload);
}

function checkFields(api: ApiExcerpt, where: string, fields: Fields, value: object): string | null {
  for (const [name, field] of Object.entries(fields)) {
    if (field.required && !(name in value)) return `${where}.${name} is missing`;
  }
  for (const [name, part] of Object.entries(value)) {
    const field = fields[name];
    if (field === undefined) return `${where} has no field ${name}`;
    const problems = field.types.map((type) => checkType(api, `${where}.${name}`, type, part));
    if (!problems.includes(null)) return problems[0] ?? `${where}.${name} is wrong`;
  }
  return null;
}

function checkType(api: ApiExcerpt, where: string, type: string, value: unknown): string | null {
  if (type.startsWith('Array of ')) {
    if (!Array.isArray(value)) return `${where} is no array`;
    return value.map((each) => checkType(api, where, type.slice('Array of '.length), each)).find((problem) => problem !== null) ?? null;
  }
  if (type === 'Integer') return Number.isInteger(value) ? null : `${where} is no integer`;
  if (type === 'String') return typeof value === 'string' ? null : `${where} is no string`;
  if (type === 'Boolean') return typeof value === 'boolean' ? null : `${where} is no boolean`;
  const fields = api.types[type];
  if (fields === undefined) return `${where}: type ${type} is not in the excerpt`;
  return typeof value === 'object' && value !== null ? checkFields(api, where, fields, value) : `${where} is no ${type}`;
}
