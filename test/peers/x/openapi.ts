import { existsSync, readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';

const fileOf = (version: Version) => new URL(`../../../../shared/x-api/openapi-${version}.json`, import.meta.url);
/** X's descriptions of its API: the second renamed posts and their fields. */
type Version = '2.166' | '2.167';

type Tree = Readonly<Record<string, unknown>>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;
const at = (tree: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((part, key) => (isTree(part) ? part[key] : undefined), tree);

/** Holds requests and answers against X's schemas. Every method gives complaints; without the file, none. */
export interface Openapi {
  readonly schema: (name: string, value: unknown) => readonly string[];
  readonly query: (route: string, query: URLSearchParams) => readonly string[];
}

export function loadOpenapi(version: Version): Openapi {
  const file = fileOf(version);
  if (!existsSync(file)) return { schema: () => [], query: () => [] };
  const document: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true, logger: false });
  ajv.addSchema(document as Tree, 'x');
  const run = (pointer: string, value: unknown, what: string): readonly string[] => {
    const validate: ValidateFunction | undefined = ajv.getSchema(`x#${pointer}`);
    if (!validate) return [`${what}: no schema at ${pointer}`];
    return validate(value) ? [] : (validate.errors ?? []).map((e) => `${what}${e.instancePath} ${e.message ?? ''}`);
  };
  return {
    schema: (name, value) => run(`/components/schemas/${name}`, value, name),
    query: (route, query) => {
      const declared = at(document, 'paths', route, 'get', 'parameters');
      const parameters = new Map<unknown, { schema: unknown; pointer: string }>();
      (Array.isArray(declared) ? declared : []).forEach((parameter: unknown, index) => {
        const reference = at(parameter, '$ref');
        const path = typeof reference === 'string' ? reference.slice(1) : undefined;
        const target = path ? at(document, ...path.split('/').slice(1)) : parameter;
        const own = `/paths/${route.replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')}/get/parameters/${index}`;
        parameters.set(at(target, 'name'), { schema: at(target, 'schema'), pointer: `${path ?? own}/schema` });
      });
      return [...query].flatMap(([name, text]) => {
        const parameter = parameters.get(name);
        if (!parameter) return [`${route} knows no parameter ${name}`];
        const type = at(parameter.schema, 'type');
        const value = type === 'array' ? text.split(',') : type === 'integer' ? Number(text) : text;
        return run(parameter.pointer, value, `${route}?${name}`);
      });
    },
  };
}
