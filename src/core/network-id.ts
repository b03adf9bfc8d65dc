/** The names of the networks: networks/help.ts adds those of all rooms, and a test those of its own. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by the rooms
export interface NetworkIds {}

/** A network by the name that settings and commands give it. */
export type NetworkId = keyof NetworkIds;

/** A name as a state file has it. Which networks there are is for whoever opens the file: see journal/store.ts. */
export const isNetworkName = (text: unknown): text is NetworkId => typeof text === 'string' && text !== '';
