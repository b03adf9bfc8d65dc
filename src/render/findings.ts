import type { Finding } from '../core/list.ts';
import { harmless, type Paper } from './paper.ts';

/** Findings as lines that editors jump to: `file:line:column  severity  rule  what is wrong. What to do.` */
export function drawFindings(findings: readonly Finding[], paper: Paper): string {
  const { bold, dim, red, yellow } = paper.ink;
  const ink = { error: red, warning: yellow, info: dim };
  return findings
    .map(({ file, line, column, severity, rule, message, advice }) => {
      const place = bold(`${file}:${line}:${column}`);
      return `${place}  ${ink[severity](severity)}  ${dim(rule)}  ${harmless(`${message} ${advice}`)}`.trimEnd();
    })
    .join('\n');
}

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const;

/**
 * Findings as workflow commands, which GitHub shows beside the lines they are about:
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export const formatGithub = (findings: readonly Finding[]): string =>
  findings
    .map(({ severity, file, line, column, rule, message, advice }) => {
      const place = `file=${escapeProperty(file)},line=${line},col=${column},title=${escapeProperty(rule)}`;
      return `::${COMMANDS[severity]} ${place}::${escapeData(`${message} ${advice}`)}`;
    })
    .join('\n');

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
