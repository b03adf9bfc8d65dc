export interface ReadPost {
  readonly uri: string;
  readonly cid: string;
  readonly text: string;
  readonly createdAt: string;
  readonly langs: readonly string[];
  readonly parent: string | undefined;
  readonly root: string | undefined;
  readonly links: readonly (readonly [label: string, url: string])[];
  readonly tags: readonly string[];
  readonly image:
    { readonly cid: string; readonly alt: string; readonly width: number; readonly height: number } | undefined;
  readonly card: string | undefined;
}
export function readPosts(service: string, repo: string): Promise<readonly ReadPost[]>;
export function readBlob(service: string, did: string, cid: string): Promise<Uint8Array>;
