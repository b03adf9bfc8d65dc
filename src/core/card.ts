// The picture of the hook: where its words stand and how wide they are. Whoever is outside of the room comes in here.
export { type CardEdition, cardAlt } from './card/alt.ts';
export {
  type CardContent,
  type CardLayout,
  type PlacedText,
  type Ruler,
  cardSize,
  layoutCard,
} from './card/card-layout.ts';
export { drawable, missingSigns, rulerFor } from './card/card-text.ts';
export { mix, readable } from './card/colour.ts';
export { type FontMetrics, readFont } from './card/font.ts';
