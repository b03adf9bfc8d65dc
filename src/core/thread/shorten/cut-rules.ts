/** Where a sentence may end early, or begin late: what stands there only adds to what is kept. */
export interface CutRule {
  readonly name: string;
  /** What the cut stands at: a comma, a colon or only a space. */
  readonly at: ',' | ':' | ' ';
  /** The first words of what goes; `*ing` and `*ed` are all words that end so, `*` is any. */
  readonly words: string;
}

export const CUTS: readonly CutRule[] = [
  {
    name: 'cut before “, which”',
    at: ',',
    words: 'which|who|whose|where|in which|of which|at which|on which|for which|with which',
  },
  { name: 'cut before “, enabling”', at: ',', words: '*ing|*ly *ing|thus *ing|thereby *ing' },
  { name: 'cut before “, while”', at: ',', words: 'while|whereas|though|although|even though|even as' },
  {
    name: 'cut before “, with”',
    at: ',',
    words:
      '*ed by|*ed with|*ed through|*ed on|*ed from|*ed via|*ed using|*ed for|with|without|by|via|through|from|using|based on|thanks to|powered by|built on|covering|spanning|ranging|at|on|across|in|under|up',
  },
  {
    name: 'cut before “, such as”',
    at: ',',
    words:
      'such as|like|including|especially|particularly|even|e.g|i.e|so that|so|as well as|along with|together with|in addition to|in order to|rather than|instead of|unlike|compared to|compared with|relative to|in contrast to|as opposed to',
  },
  { name: 'cut before “, a …”', at: ',', words: 'a|an|the|each|one of|both of' },
  { name: 'cut at a colon', at: ':', words: '*' },
  { name: 'cut before “that” of a new thing', at: ' ', words: 'that *s' },
  { name: 'cut before “and does”', at: ' ', words: 'and *s' },
  {
    name: 'cut before “by doing”',
    at: ' ',
    words:
      'by *ing|while *ing|through *ing|via *ing|when *ing|using|without *ing|instead of|rather than|as well as|in order to|so that|such as|including|compared to|compared with|relative to|along with|together with|via|which helps|which allows|which enables|which makes|which means|which leads|even when|because',
  },
];

/** A phrase that opens with one of these, up to its comma, may go. */
export const FRONTS = new Set(
  'unlike instead rather notably importantly interestingly crucially built inspired motivated'.split(' '),
);

/** After one of these shortly before a colon comes a list, which must not be announced without being there. */
export const COUNTS = new Set(
  (
    'two three four five six seven several following these both namely follows include includes including simple question ' +
    'twofold steps stages components ways things'
  ).split(' '),
);

/** Nothing is cut before these: they limit what stands before them or turn it round. */
export const KEEPS = new Set(
  (
    'but rather instead unless until till except only if provided not nor yet however just merely than before after ' +
    'or either because when'
  ).split(' '),
);

/** Anywhere in what would go, these limit what is kept. */
export const LIMITS = /\b(?:unless|except|provided that|as long as|only (?:if|when|for|on|in)|but (?:only|not))\b/i;

/** The halves of pairs: for each first one the second, and within how many words it must come too. */
export const PAIRS: ReadonlyMap<string, readonly [string, number]> = new Map([
  ['not', ['but', 40]],
  ['both', ['and', 30]],
  ['either', ['or', 24]],
  ['whether', ['or', 24]],
  ['neither', ['nor', 24]],
  ['between', ['and', 10]],
  ['from', ['to', 10]],
  ['if', ['then', 24]],
  ['more', ['than', 14]],
  ['less', ['than', 14]],
  ['rather', ['than', 10]],
]);

/** No text ends on one of these. */
export const LAST_WORDS = new Set(
  (
    'a an the and or nor but yet so of in on at by to for from with without within into onto over under via per as than then that ' +
    'which who whom whose where when while if unless until till because since though although is are was were be been being am ' +
    'has have had having do does did can could will would shall should may might must not no only even also both either neither ' +
    'between among through during about against across toward towards upon its it their they this these those his her our your ' +
    'my we you he she i such like very more most less least much many some any all each every other another few several own same ' +
    'new e.g i.e al vs etc cf approx fig eq sec up out just using including based how what why whether called named except ' +
    'especially according due regardless depending consisting compared relative contrary rather instead'
  ).split(' '),
);

/** `abilities in tasks | such as …`: after a small word these say nothing without what goes. */
export const EMPTY_NOUNS = new Set(
  'tasks areas domains settings things ways aspects fields topics scenarios applications issues problems challenges factors'.split(
    ' ',
  ),
);
/** The small words before them. */
export const SMALL_WORDS = new Set(
  'in on of for across to with over and various many other several different'.split(' '),
);
