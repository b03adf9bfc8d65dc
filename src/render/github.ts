import type { Finding, Severity } from '../core/list.ts';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Findings as workflow commands, which GitHub shows beside the lines they are about:
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export const formatGithub = (findings: readonly Finding[]): string => findings.map(formatCommand).join('\n');

function formatCommand({ severity, file, line, column, rule, message, advice }: Finding): string {
  const properties = [
    `file=${escapeProperty(file)}`,
    `line=${String(line)}`,
    `col=${String(column)}`,
    `title=${escapeProperty(rule)}`,
  ];
  return `::${COMMANDS[severity]} ${properties.join(',')}::${escapeData(`${message} ${advice}`)}`;
}

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
