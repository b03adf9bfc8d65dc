import type { Client, Owner, Session } from './client.ts';
import type { Login, Status } from './schemas.ts';
import { askInstance } from './instance.ts';

export function ownerOf({ id, acct, url }: Login, client: Client): Owner {
  const full = fullAcct(acct, client.host);
  const page = url && URL.canParse(url) ? [new URL(url).host.toLowerCase()] : [];
  return { id, acct: full, hosts: new Set([client.host, full.split('@')[1] ?? '', ...page]) };
}

/** A server leaves its own name out of `acct`; its name may also differ from that of its web address. */
const fullAcct = (acct: string, host: string): string =>
  (acct.includes('@') ? acct : `${acct}@${host}`).replace(/^@/, '').toLowerCase();

/** The account's name without its server. */
export const nameOf = ({ acct }: Owner): string => acct.split('@')[0] ?? '';

export function isOwn({ account }: Status, owner: Owner): boolean {
  if (account.id === owner.id) return true;
  const [name, server = ''] = partsOf(account.acct);
  return name === nameOf(owner) && (server === '' || owner.hosts.has(server));
}

/** The owner, with all names of its server where one of these statuses bears the account's name at a server not known. */
export async function knownBy(session: Session, statuses: readonly Status[]): Promise<Owner> {
  const { owner } = session;
  const isNamesake = ({ account }: Status): boolean => partsOf(account.acct)[0] === nameOf(owner);
  if (statuses.every((status) => isOwn(status, owner) || !isNamesake(status))) return owner;
  const { hosts } = await askInstance(session);
  return { ...owner, hosts: new Set([...owner.hosts, ...hosts]) };
}

const partsOf = (acct: string): readonly string[] => acct.replace(/^@/, '').toLowerCase().split('@');
