type Make = (size: number) => string;
export const PIECES: readonly string[];
export const PLACES: Readonly<Record<string, (piece: string, size: number) => string>>;
export const ALL_PIECES: Readonly<Record<string, Make>>;
export function costOf(
  command: readonly string[],
  list: string,
  cwd: string,
): { readonly ms: number; readonly mb: number; readonly status: number | null };
export function doubling(
  command: readonly string[],
  make: Make,
  size: number,
  cwd: string,
): { readonly ratio: number; readonly ms: number };
