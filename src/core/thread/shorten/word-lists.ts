// Words as data: what the rules of this room look for. Lists in small letters; verbs in their plain form.

/** Nouns, adverbs and other words that are looked up as they stand, by the name of their class. */
export const WORDS = {
  /** What a list calls the work itself. */
  work: 'paper work study survey report article essay preprint research blog thesis position',
  /** Those who did it. */
  workers: 'author authors researcher researchers team we scientists engineers colleagues',
  /** What the work made, as lists speak of it without saying its name again. */
  thing:
    'method approach technique framework system model architecture algorithm benchmark dataset library tool survey ' +
    'solution strategy technology release suite platform agent corpus',
  /** How a result is announced. */
  result:
    'result results experiment experiments evaluation evaluations finding findings analysis ablation ablations insight idea ' +
    'conclusion takeaway answer testing benchmarking tests benchmarks gains test',
  /** Goes on about what stood before, whatever follows. */
  goesOn:
    'however but also moreover additionally furthermore similarly likewise then thus therefore consequently hence so yet and or ' +
    'nor instead finally second third fourth another both neither others meanwhile conversely overall besides again ' +
    'next afterwards otherwise first still nonetheless nevertheless specifically namely crucially example examples if',
  /** Says how things usually are: background. */
  usual:
    'most many existing current prior previous traditional conventional standard today recent recently modern classic typical nearly ' +
    'normally naively traditionally currently there',
  /** Says that something is wrong: a problem. */
  problem:
    'problem problems bottleneck bottlenecks challenge challenges challenging limitation limitations gap struggle struggles suffer ' +
    'suffers fail fails failing lack lacks expensive costly hard difficult painful unclear trapped brittle limited limits ' +
    'critical remains remain hurts hides cannot unfortunately slow stale messy wrong overhead inefficient flaw ' +
    'rigid stuck forget forgets ignore ignores collapse breaks broken',
  /** Praise, outlook. */
  praise:
    'promising exciting important valuable practical useful great opens paves underscores potential implications implication future ' +
    'matters matter lesson lowers barrier practitioners practitioner builders developers teams credible crucial takeaway ' +
    'worth interesting remarkable viable production actually community should ideal promise path paradigm vital essential',
  be: 'is are was were',
  modal: 'can could will would may might must cannot should',
  have: 'has have had do does did',
  /** Opens a phrase that stands before the subject. */
  opens:
    'in on at with by for from under across through over after before when while as unlike instead rather than given using ' +
    'although though despite because since without within beyond among during via whereas compared to against inspired ' +
    'motivated built based trained evaluated tested benchmarked notably importantly here specifically additionally moreover ' +
    'furthermore finally however interestingly surprisingly unfortunately crucially overall ultimately similarly empirically',
} as const;

/** Verbs by what they tell; every form of them is looked up. */
export const VERBS = {
  /** Says what the work made. */
  brings:
    'introduce propose present develop release build create formalize formalise define unveil launch announce construct provide ' +
    'offer contribute extend design open-source publish describe outline organize cover survey synthesize summarize catalog ' +
    'classify categorize map share detail train curate collect compile deliver bring establish implement',
  /** Says what it found. */
  finds:
    'find show reveal demonstrate report conclude discover prove observe confirm argue suggest indicate identify claim uncover ' +
    'validate derive highlight trace expose document quantify state recommend challenge',
  /** Says how well it did. */
  scores:
    'achieve outperform improve reach beat cut reduce match surpass exceed score boost raise increase decrease double halve ' +
    'degrade erode restore mitigate shrink yield obtain attain recover outscore accelerate gain lift generalize enhance strengthen facilitate hit climb win',
  /** Says what it is about and nothing that it brings. */
  topic:
    'address tackle target review investigate explore study examine discuss consider focus look aim ask analyze question revisit ' +
    'rethink probe attempt seek test assess compare evaluate measure',
  /** Says how it works. */
  works:
    'use combine apply learn decompose replace treat turn convert distill generate retrieve model store extract select operate ' +
    'work run enable allow let make give take keep add augment separate reframe recast render predict encode embed compress ' +
    'organize scale co-design adapt integrate leverage employ merge route split assign monitor structure condition jointly ' +
    'optimize align wrap formulate evolve fine-tune support require rely compute produce simulate represent act perform serve ' +
    'help teach guide unify cast inject insert sample filter verify search plan explain connect exploit move shift remove ' +
    'process handle maintain update maximize minimize hold set pair track contain include feature consist execute allocate ' +
    'avoid bridge eliminate form blend capture prevent automate transform initialize attach feed scan pick chain span clone supervise transfer involve solve incorporate reformulate exhibit complete pretrain reward complement ensure prune frame deploy compose anticipate manage fix decouple compile resolve contrast mirror simplify determine survive ground',
} as const;

/** Words that stand in every sentence and say nothing of this one. */
export const COMMON: ReadonlySet<string> = new Set(
  (
    'a an the of and or in on for to with by from at as is are via into than that this it its be can not all more how what why ' +
    'do their they we using new towards toward which while between through under over across only when whether where who ' +
    'without both even up out after during about'
  ).split(' '),
);

/** What is spoken of everywhere: in a title of plain words no name of the work. */
export const KINDS: ReadonlySet<string> = new Set(
  'ai model models agent agents llm llms transformer transformers network networks human humans people user users data'.split(
    ' ',
  ),
);

/** Verbs and their past. */
export const IRREGULAR: ReadonlyMap<string, string> = new Map(
  'find:found show:showed build:built beat:beat make:made give:gave take:took keep:kept hold:held learn:learned teach:taught drop:dropped get:got rise:rose fall:fell run:ran lead:led bring:brought seek:sought think:thought let:let cut:cut set:set feed:fed hit:hit win:won'
    .split(' ')
    .map((pair): [string, string] => [pair.replace(/:.*/, ''), pair.replace(/.*:/, '')]),
);
