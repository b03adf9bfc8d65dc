// The picture of the hook: where its words stand and how wide they are. Whoever is outside of the room comes in here.
export * from './card/card-layout.ts';
export { cardAlt, type CardEdition, drawable, missingSigns, rulerFor } from './card/card-text.ts';
export * from './card/colour.ts';
export * from './card/font.ts';
