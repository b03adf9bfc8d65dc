import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly 'working-directory'?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Workflow {
  readonly on: unknown;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly Step[]; readonly permissions?: Readonly<Record<string, string>> }>
  >;
}

export const readWorkflow = (path: string): Workflow =>
  parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')) as Workflow;

export const stepsOf = (workflow: Workflow): readonly Step[] =>
  Object.values(workflow.jobs).flatMap(({ steps }) => steps);

export interface Ran {
  readonly name: string;
  readonly code: number;
  readonly output: string;
}

/** Runs the named steps of a workflow as a runner would: in order, with `bash -e`; after a failure only `if: always()`. */
export function runSteps(
  workflow: Workflow,
  names: readonly string[],
  folder: string,
  env: Readonly<Record<string, string>>,
): readonly Ran[] {
  const ran: Ran[] = [];
  for (const step of stepsOf(workflow).filter(({ name }) => names.includes(name ?? ''))) {
    if (ran.some(({ code }) => code !== 0) && step.if !== 'always()') continue;
    const own = Object.entries(step.env ?? {}).filter(([, value]) => !value.includes('${{'));
    const done = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', step.run ?? ''], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: folder, ...workflow.env, ...Object.fromEntries(own), ...env },
    });
    ran.push({ name: step.name ?? '', code: done.status ?? -1, output: done.stdout + done.stderr });
  }
  return ran;
}
