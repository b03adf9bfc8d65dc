/** For each rule a summary (its own, or that of the entry of the archive that has this title) that it shortens otherwise: with the rule to `gives`. */
export interface Example {
  /** Where the list shows it: the week and the entry. */
  readonly seen: string;
  readonly title: string;
  readonly summary?: string;
  /** The room, in characters. */
  readonly most: number;
  readonly gives: string;
}

/** The examples, by the name of their rule. */
export const EXAMPLES: Readonly<Record<string, Example>> = {
  'speaks of the work': {
    seen: '2026-05-11 #1',
    title: 'CacheWeaver',
    most: 100,
    gives: "The method stores each document's cache without positions and rotates the keys when they are read.",
  },
  'says what the work brings': {
    seen: '2026-05-11 #9',
    title: 'TinyTutor',
    most: 60,
    gives: 'Introduces TinyTutor, a 3B model that teaches fractions.',
  },
  'says that somebody brings it': {
    seen: '2026-05-11 #1',
    title: 'Seaweed',
    summary: 'Fishers test torn nets near Bergen for nine months. Millers build tall looms near Oslo for nine months.',
    most: 55,
    gives: 'Millers build tall looms near Oslo for nine months.',
  },
  'says how it works': {
    seen: '2026-05-11 #1',
    title: 'SunPath',
    most: 140,
    gives: 'SunPath forecasts the output of rooftop panels from satellite images and the angles of neighboring roofs.',
  },
  'says what it is': {
    seen: '2026-05-11 #7',
    title: 'OpenLoom 7B',
    most: 115,
    gives: 'OpenLoom 7B is an open model that was trained only on text whose license allows it.',
  },
  'names what was made': {
    seen: '2026-05-11 #9',
    title: 'Harvest',
    summary: 'A tall loom for nets of eelgrass and kelp. Ships cut costs 12% near Bergen in storms.',
    most: 45,
    gives: 'A tall loom for nets of eelgrass and kelp.',
  },
  'says what it brings besides': {
    seen: '2026-05-11 #2',
    title: 'Loom',
    summary:
      'Loom reads patterns from old photos of nets and shawls. Loom reads patterns from new photos, reaching fishers in nine villages.',
    most: 75,
    gives: 'Loom reads patterns from new photos, reaching fishers in nine villages.',
  },
  'says what was found': {
    seen: '2026-05-11 #1',
    title: 'Nets and Tides',
    summary:
      'A key insight is that wet nets sink faster than dry ones at night. Nets of kelp are light and float on cold water.',
    most: 70,
    gives: 'A key insight is that wet nets sink faster than dry ones at night.',
  },
  'says how well it does': {
    seen: '2026-05-11 #1',
    title: 'Two Clocks',
    most: 75,
    gives: 'On character modeling the design matches a transformer of twice its size.',
  },
  'has a figure': {
    seen: '2026-05-11 #1',
    title: 'SalmonTrack',
    most: 50,
    gives: 'It agrees with human counters on 97% of fish.',
  },
  'stands before the bullets': {
    seen: '2026-05-11 #1',
    title: 'LoomDB',
    most: 150,
    gives:
      'LoomDB is a vector store that weaves new entries into its index as they arrive. Freshness comes at a cost of 4% in recall on the public benchmark.',
  },
  'has no verb': {
    seen: '2026-05-11 #1',
    title: 'LoomDB',
    most: 165,
    gives:
      'LoomDB is a vector store that weaves new entries into its index as they arrive. The store keeps a small log beside each shard and merges it when readers are idle.',
  },
  'says only what it is about': {
    seen: '2026-05-11 #2',
    title: 'LLMs at the Chess Club',
    most: 180,
    gives:
      'The authors let 60 club players review their games with a model that must name a concrete move for every claim.',
  },
  'says how things usually are': {
    seen: '2026-05-11 #4',
    title: 'Loom',
    summary:
      'Most steel nets of large boats yield fish for two seasons in cold water. Fishers in nine villages weave nets from seaweed.',
    most: 75,
    gives: 'Fishers in nine villages weave nets from seaweed.',
  },
  'speaks of a problem': {
    seen: '2026-05-11 #4',
    title: 'Quiet Gradients',
    most: 90,
    gives: 'Traffic falls by 94% at the same final loss on models up to 7B.',
  },
  praises: {
    seen: '2026-05-11 #1',
    title: 'HarborNet',
    most: 165,
    gives: "On six months of logs from two ports, HarborNet cuts waiting time by 31% over the dispatchers' own plans.",
  },
  'says why it matters': {
    seen: '2026-05-11 #2',
    title: 'AtlasSketch',
    most: 75,
    gives: 'Layered decoding: The model writes rivers first, then roads, then labels.',
  },
  asks: {
    seen: '2026-04-13 #8',
    title: 'Do Small Models Plan?',
    most: 160,
    gives: 'This study shows that small models plan well if they may write down the board after every move.',
  },
  'tells little beside the title': {
    seen: '2026-04-13 #5',
    title: 'Tracing Rumors in Group Chats',
    most: 215,
    gives:
      'The authors find that 80% of rumors start with one of the five most active members, and that a single correction by a moderator halves their reach.',
  },
  'tells not much beside the title': {
    seen: '2026-05-11 #1',
    title: 'TinyTutor',
    most: 60,
    gives: 'Introduces TinyTutor, a 3B model that teaches fractions.',
  },
  'breaks off': {
    seen: 'entries that stop in “…; benchmark results show”',
    title: 'Loom',
    summary:
      'weaves nets of eelgrass; it needs nothing but the light of the moon, the wind of the bays and a needle of old bone; it beats nylon nets by 12% and steel nets by',
    most: 45,
    gives: 'It needs nothing but the light of the moon.',
  },
  'is the last word': {
    seen: '2026-05-11 #1',
    title: 'Loom Boats',
    summary:
      'Loom is a machine for nets. ● Nets: Kelp grows on stones of the bay. ● Fuel: A fleet of boats cuts diesel for winter trips in storms.',
    most: 90,
    gives: 'Loom is a machine for nets.',
  },
  'opens with “this” or “they”': {
    seen: '2026-04-13 #1',
    title: 'Loom',
    summary:
      'Loom twists seaweed into a thread that is as strong as nylon and floats on water for months without any rot or other harm. This cuts the cost of nets by 12%. Fishers weave at night.',
    most: 40,
    gives: 'Fishers weave at night.',
  },
  'says “it” of another thing': {
    seen: '2026-04-13 #7',
    title: 'EchoLM',
    most: 145,
    gives:
      'EchoLM is a speech model that answers while the user is still speaking. Turn-taking models wait for silence, which makes them feel slow.',
  },
  'goes on': {
    seen: '2025-03-24 #1',
    title: 'Loom',
    summary:
      'Loom is a machine that weaves nets of seaweed for the herring boats of all the northern bays and villages. However, nets cut costs by 12%. Nets of kelp are light and float on cold water.',
    most: 50,
    gives: 'Nets of kelp are light and float on cold water.',
  },
  'says “also”': {
    seen: '2026-03-01 #5',
    title: 'Loom',
    summary:
      'Loom is a machine for nets that needs neither steel nor nylon nor any other thread that was spun on land. Fishers also cut the cost of their nets by 12%. Fishers weave at night.',
    most: 50,
    gives: 'Loom is a machine for nets.',
  },
  'speaks of “the” thing': {
    seen: '2026-05-11 #1',
    title: 'Why Agents Forget Their Tools',
    most: 90,
    gives: 'Agents with many tools often ignore most of them.',
  },
  'uses a name coined before': {
    seen: '2026-04-13 #1',
    title: 'Nets from the Sea',
    summary:
      'This paper introduces SeaLoom, a machine that weaves nets for herring boats from nothing but seaweed and the light of the moon. SeaLoom cuts the cost by 12%. Fishers of the bays weave at night.',
    most: 40,
    gives: 'Fishers of the bays weave at night.',
  },
  'means what stood before': {
    seen: '2026-05-11 #3',
    title: 'Loom',
    summary:
      'Steel nets rust in the salt water of the bays within two seasons, which costs fishers a third of their income. Loom solves this by weaving nets from seaweed that grows nearby. Loom weaves nets from kelp and eelgrass.',
    most: 65,
    gives: 'Loom weaves nets from kelp and eelgrass.',
  },
  'is further down its bullet': {
    seen: '2026-05-11 #1',
    title: 'Kelp',
    summary:
      'Kelp is a weed of the sea. ● Nets: Nets of eelgrass are woven by hand in the long winter nights of the northern villages. Dried kelp cuts the cost by 12% and the weight by 31%.',
    most: 95,
    gives: 'Kelp is a weed of the sea.',
  },
  'is a clause on something else': {
    seen: '2025-03-24 #8',
    title: 'Loom',
    summary:
      'weaves strong nets of seaweed with a needle of bone for the herring boats of the north; a spindle reaches 900 turns in wind; it keeps working in rain and snow',
    most: 90,
    gives: 'Weaves strong nets of seaweed with a needle of bone for the herring boats of the north.',
  },
  'cut before “, which”': {
    seen: '2025-03-03 #10',
    title: 'Loom',
    summary:
      'Loom weaves strong nets with seaweed of the northern bays, which fishers threw away as a useless nuisance for years.',
    most: 60,
    gives: 'Loom weaves strong nets with seaweed of the northern bays.',
  },
  'cut before “, enabling”': {
    seen: '2026-03-01 #4',
    title: 'Loom',
    summary:
      'Loom weaves strong nets with seaweed of the northern bays, saving fishers a third of what they spent before.',
    most: 60,
    gives: 'Loom weaves strong nets with seaweed of the northern bays.',
  },
  'cut before “, while”': {
    seen: '2026-03-01 #9',
    title: 'Loom',
    summary:
      'Loom weaves strong nets from seaweed of the northern bays, while other machines need nylon that comes by ship.',
    most: 60,
    gives: 'Loom weaves strong nets from seaweed of the northern bays.',
  },
  'cut before “, with”': {
    seen: '2025-03-03 #6',
    title: 'Loom',
    summary:
      'Loom weaves strong nets from seaweed of the northern bays, with a needle that is made of old herring bones.',
    most: 60,
    gives: 'Loom weaves strong nets from seaweed of the northern bays.',
  },
  'cut before “, such as”': {
    seen: '2026-05-11 #1',
    title: 'Loom',
    summary:
      'Loom weaves strong nets from plants of the northern bays, such as eelgrass and bladder wrack and several kinds of kelp.',
    most: 60,
    gives: 'Loom weaves strong nets from plants of the northern bays.',
  },
  'cut before “, a …”': {
    seen: '2026-04-13 #9',
    title: 'Loom',
    summary:
      'Loom weaves strong nets from seaweed of the northern bays, a material that fishers used to throw away after each storm.',
    most: 60,
    gives: 'Loom weaves strong nets from seaweed of the northern bays.',
  },
  'cut at a colon': {
    seen: '2026-03-01 #3',
    title: 'Loom',
    summary:
      'Loom weaves strong nets from nothing but old seaweed: fishers gather it on the beach after every storm of the winter.',
    most: 55,
    gives: 'Loom weaves strong nets from nothing but old seaweed.',
  },
  'cut at a dash': {
    seen: '2023-05-29 #1',
    title: 'Loom',
    summary:
      'Loom weaves strong nets with old seaweed of the bays - fishers gather it on the beach after every storm of the winter.',
    most: 55,
    gives: 'Loom weaves strong nets with old seaweed of the bays.',
  },
  'cut before “that” of a new thing': {
    seen: '2026-05-11 #3',
    title: 'Loom',
    summary:
      'Loom is a small machine for coastal villages that weaves strong nets from seaweed which fishers gather on the beach.',
    most: 50,
    gives: 'Loom is a small machine for coastal villages.',
  },
  'cut before “by doing”': {
    seen: '2026-05-11 #10',
    title: 'Loom',
    summary:
      'Loom weaves strong nets for the herring boats of the bays by twisting seaweed that fishers gather on the beach.',
    most: 60,
    gives: 'Loom weaves strong nets for the herring boats of the bays.',
  },
  'leaves out asides': {
    seen: '2026-04-13 #7',
    title: 'Loom',
    summary:
      'Loom weaves strong nets (for herring, cod and other fish of the north) from seaweed (kelp, eelgrass and bladder wrack).',
    most: 40,
    gives: 'Loom weaves strong nets from seaweed.',
  },
  'begins after “Unlike …,”': {
    seen: '2026-03-01 #1',
    title: 'Loom',
    summary:
      'Unlike the machines of the large mills in the harbor town, Loom weaves strong nets from seaweed that is gathered on the beach.',
    most: 70,
    gives: 'Loom weaves strong nets from seaweed that is gathered on the beach.',
  },
  'announces a result': {
    seen: '2026-05-11 #1',
    title: 'Nets and Tides',
    summary:
      'Nets of kelp cut the cost of fishing by 12% in cold water. The key finding is that wet nets sink faster than dry ones at night.',
    most: 70,
    gives: 'The key finding is that wet nets sink faster than dry ones at night.',
  },
  'speaks of “each” of them': {
    seen: '“Agentic World Modeling”',
    title: 'Kelp',
    summary:
      'This work sorts kelp into three harvest seasons by its color and its salt content and its age in months. The authors grade each harvest season by weight. The authors dry kelp in the wind.',
    most: 50,
    gives: 'The authors dry kelp in the wind.',
  },
  'cut before “and does”': {
    seen: '2026-04-13 #10',
    title: 'HarborNet',
    most: 95,
    gives: 'HarborNet schedules cranes with a graph policy that reads the queue of ships every minute.',
  },
};
