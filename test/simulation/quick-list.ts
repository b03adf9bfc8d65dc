import type { Edition, Section } from '../../src/core/list.ts';
import type * as composing from '../../src/run/compose-threads.ts';
import type * as reading from '../../src/run/read-list.ts';

/** The reading of lists, each text and each week once: a long simulation looks at the same ones thousands of times. */
export function quickList(real: typeof reading): typeof reading {
  const lists = new Map<string, Promise<reading.List>>();
  const editions = new Map<string, Edition>();
  const checked = new Map<string, string | undefined>();
  const keyOf = ({ week, body }: Section): string => `${week}\n${body}`;
  return {
    ...real,
    readList: async (app) => {
      const { documents } = await app.readSource((files) => files);
      const key = documents.map(({ text }) => text).join('\n');
      const known = lists.get(key) ?? real.readList(app);
      lists.set(key, known);
      return await known;
    },
    listTools: async (config) => {
      const tools = await real.listTools(config);
      return {
        ...tools,
        parse: (section) => {
          const edition = editions.get(keyOf(section)) ?? tools.parse(section);
          editions.set(keyOf(section), edition);
          return edition;
        },
        check: (section) => {
          const key = keyOf(section);
          if (!checked.has(key)) checked.set(key, tools.check?.(section));
          return checked.get(key);
        },
      };
    },
  };
}

/** Threads, those of each week composed once. */
export function quickThreads(real: typeof composing): typeof composing {
  const threads = new Map<string, ReturnType<typeof real.composeThreads>>();
  return {
    ...real,
    composeThreads: async (edition, networks, app) => {
      const key = JSON.stringify([edition.week, networks]);
      const known = threads.get(key) ?? real.composeThreads(edition, networks, app);
      threads.set(key, known);
      return await known;
    },
  };
}
