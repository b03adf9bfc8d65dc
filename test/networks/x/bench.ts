import type { Batch } from '../../../src/core/record/thread-record.ts';
import type { Post } from '../../../src/core/thread/posts.ts';
import { createX, type XSettings } from '../../../src/networks/x/account.ts';
import type { Account } from '../../../src/networks/network.ts';
import { connected, makeTools, post, xSettings } from '../bench.ts';

/** An account that is logged in at this address. */
export const loginAt = (url: string, more: Partial<XSettings> = {}, tools = makeTools()): Promise<Account> =>
  connected(createX(xSettings(url, more), tools));

export const postOf = (text: string): Post => post('closer', text);

export const batchOf = (text: string): Batch => ({ posts: [0], body: { text } });
