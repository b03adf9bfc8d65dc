import type { Client } from './client.ts';
import type { Status } from './answers.ts';

/** Who is logged in. */
export interface Owner {
  /** As the login gave it; some servers use another one elsewhere, so that it never says whose a status is. */
  readonly id: string;
  /** `name@server`, in small letters. */
  readonly acct: string;
}

/** A server leaves its own name out of `acct`; its name may also differ from that of its web address. */
export const fullAcct = (acct: string, host: string): string =>
  (acct.includes('@') ? acct : `${acct}@${host}`).replace(/^@/, '').toLowerCase();

export function isOwn(status: Status, owner: Owner, client: Client): boolean {
  const [name, server = ''] = status.account.acct.replace(/^@/, '').toLowerCase().split('@');
  const [ownName, ownServer = ''] = owner.acct.split('@');
  return name === ownName && (server === '' || server === ownServer || server === client.host);
}
