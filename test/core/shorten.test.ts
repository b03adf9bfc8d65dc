import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shorten } from '../../src/core/shorten.ts';
import { blueskyRules } from '../../src/networks/bluesky/rules.ts';
import { mastodonRules } from '../../src/networks/mastodon/rules.ts';
import { xRules } from '../../src/networks/x/rules.ts';
import { isExtract } from './words-of.ts';

const within = (limit: number) => (text: string) => Array.from(text).length <= limit;

describe('a summary cut to the room there is', () => {
  it.each([
    ['all of it, if it fits', 'One sentence. And another one.', 40, 'One sentence. And another one.', 'whole'],
    [
      'whole sentences from the beginning',
      'The first sentence says what the work is about, in full. The second adds a detail. The third would be one too many.',
      90,
      'The first sentence says what the work is about, in full. The second adds a detail.',
      'sentence',
    ],
    [
      'whole clauses, where the first sentence is too long',
      'presents a compact index for searching very large code bases; it answers in 3 ms; it needs no server at all and is free',
      90,
      'presents a compact index for searching very large code bases; it answers in 3 ms.',
      'clause',
    ],
    [
      'a short first clause with the next one that fits',
      'proposes Kilt for dense retrieval; it comes with two tasks that take very many words to explain here; a model of 7B parameters gains 5 points',
      90,
      'proposes Kilt for dense retrieval; a model of 7B parameters gains 5 points.',
      'clause',
    ],
    [
      'no bullet without the sentence that it adds to, as long as there is another way',
      'This sentence about a new method is a little too long for the room that there is in here. Key ideas: ● Method: A bullet that would have room, and that says enough to stand.',
      85,
      'Method: A bullet that would have room, and that says enough to stand.',
      'sentence',
    ],
    [
      'no clause without the condition that follows it',
      'improves the accuracy of all models that were tested here by a lot; it is quick; unless the inputs are long; then it is slow',
      100,
      'improves the accuracy of all models that were tested here by a lot.',
      'clause',
    ],
    [
      'no end after an abbreviation, inside a number or inside quotation marks',
      'Compares parsers, e.g. PEG and LR, with v3.5 of our own (cf. Fig. 2 there). Smith et al. call it "slow. Very slow." and stop.',
      80,
      'Compares parsers, e.g. PEG and LR, with v3.5 of our own (cf. Fig. 2 there).',
      'sentence',
    ],
    [
      'no announcement of bullets that are not there',
      'A survey of caches for language models, with a taxonomy of forty. Key findings: ● Small – Most caches are small, and all of them are cold at first.',
      90,
      'A survey of caches for language models, with a taxonomy of forty.',
      'sentence',
    ],
    [
      'a bullet as a sentence behind a short lead',
      'A tiny optimizer. ● No state: Keeps nothing between two steps of training. ● Fast: Runs at the speed of plain descent on every chip that was tried.',
      80,
      'A tiny optimizer. No state: Keeps nothing between two steps of training.',
      'sentence',
    ],
    [
      'bullets as lines where there is room for several',
      'A tiny optimizer. Key ideas: ● No state: Keeps nothing. ● Fast: Runs at full speed on every chip there is. ● It matters: Long text that does not fit in.',
      100,
      'A tiny optimizer.\n• No state: Keeps nothing.\n• Fast: Runs at full speed on every chip there is.',
      'sentence',
    ],
    [
      'numbered points as bullets',
      'Three lessons on data. 1. Clean it before you do anything else. 2. Count it. 3. Throw half of it away.',
      65,
      'Three lessons on data. Clean it before you do anything else.',
      'sentence',
    ],
    [
      'a sentence without what it says in brackets, before anything else of it is cut',
      'Introduces Brill (short for Brilliant Routing In Language Layers), a router that sends each token to one of nine small models.',
      90,
      'Introduces Brill, a router that sends each token to one of nine small models.',
      'sentence',
    ],
    [
      'a sentence without what stands between its dashes, and no half of it',
      'A cache — first tried in 2019, then forgotten, and revived by two labs at once, who share their code — makes routers faster.',
      110,
      'A cache makes routers faster.',
      'sentence',
    ],
    [
      'a later sentence that stands by itself, where the first is too long',
      'This long first sentence goes on and on about the many reasons for which the authors felt that they had to begin this work. Routing by hand beats routing by model on six of seven tasks in the suite.',
      90,
      'Routing by hand beats routing by model on six of seven tasks in the suite.',
      'sentence',
    ],
    [
      'a cut before what only adds, where nothing ends in time',
      'Presents a scheduler for training jobs that span several data centres, which saves a third of the energy that was needed before',
      90,
      'Presents a scheduler for training jobs that span several data centres.',
      'inner',
    ],
    [
      'never a `not` without its `but`',
      'Trains a small model with rewards not to solve its problems from scratch at once, but to repair what a large model has left undone',
      100,
      'Trains a small model with rewards not to solve its problems from scratch at once, but to repair…',
      'ellipsis',
    ],
    [
      'never a cut before the condition that turns it',
      'The quantized model shows only a minimal degradation of its quality until half of the weights are gone',
      75,
      'The quantized model shows only a minimal degradation…',
      'ellipsis',
    ],
    [
      'Chinese by its own full stops',
      '提出了一种新的检索方法。该方法在五个基准上取得了最好的结果！作者还开源了代码和模型。',
      30,
      '提出了一种新的检索方法。该方法在五个基准上取得了最好的结果！',
      'sentence',
    ],
    [
      'words apart that only an aside between dashes held apart',
      'The index answers in a millisecond, fits on a phone, and—as its authors are the first to admit—forgets every third of the pages.',
      125,
      'The index answers in a millisecond, fits on a phone, and forgets every third of the pages.',
      'sentence',
    ],
    [
      'a date, a unit or a title with its full stop whole',
      'An outage of Sept. 3 took 7 hrs. Dr. Ada Roe of the U.S. team, J. Smith and 2 Mrd. Requests are to blame for it. It was fixed at noon by three of them.',
      125,
      'An outage of Sept. 3 took 7 hrs. Dr. Ada Roe of the U.S. team, J. Smith and 2 Mrd. Requests are to blame for it.',
      'sentence',
    ],
    [
      'a clause before one that only begins with a condition of its own',
      'a compact model of the weather that runs on a phone without a net; after tuning on a single station, it beats the forecast of the office',
      90,
      'a compact model of the weather that runs on a phone without a net.',
      'clause',
    ],
    [
      'a sentence before what only explains the last of its names',
      'Twelve laboratories from three countries have released Alder and Birch, the first pair of models that judge each other, translate each other, and sleep in turns',
      90,
      'Twelve laboratories from three countries have released Alder and Birch.',
      'inner',
    ],
    [
      'a sentence before what it only grants',
      'None of the eleven models that were tested here solved more than two problems, although all of them wrote proofs which looked right',
      90,
      'None of the eleven models that were tested here solved more than two problems.',
      'inner',
    ],
    [
      'Chinese clauses with their own marks',
      '提出了名为星河的多模态模型；推理成本降低了62%；代码已全部开源，可以自由下载',
      27,
      '提出了名为星河的多模态模型；推理成本降低了62%。',
      'clause',
    ],
    [
      'Arabic clauses with their own marks',
      'نموذج لغوي عربي جديد؛ يتفوق على النماذج السابقة؛ البيانات والأوزان متاحة للجميع',
      55,
      'نموذج لغوي عربي جديد؛ يتفوق على النماذج السابقة.',
      'clause',
    ],
    [
      'a sentence that has no space behind its full stop',
      'Teaches the retriever what the reader of its passages finds hard.The reader marks each passage with torch.Tensor as useful or not',
      90,
      'Teaches the retriever what the reader of its passages finds hard.',
      'sentence',
    ],
    [
      'a full stop behind brackets that have a mark of their own',
      'Introduces Tern, an embedding of words by their three-letter pieces (no vocabulary!), which transfers across languages',
      90,
      'Introduces Tern, an embedding of words by their three-letter pieces (no vocabulary!).',
      'inner',
    ],
    [
      'no number of a point that is gone',
      'Introduces a gull that (1) finds chips from far away, (2) takes them in flight, (3) eats them on a roof, and (4) comes back for more',
      82,
      'Introduces a gull that (1) finds chips from far away, (2) takes them in flight…',
      'ellipsis',
    ],
    [
      'words in quotation marks up to the closing one',
      'Proposes that models of language should be given a few "thinking slots" in each of their answers by those who train them',
      75,
      'Proposes that models of language should be given a few "thinking slots"…',
      'ellipsis',
    ],
    [
      'no short question either',
      'The parser is fast. How fast? It reads a book of a thousand pages while you turn the first of them.',
      40,
      'The parser is fast.',
      'sentence',
    ],
    [
      'no question without its answer',
      'A first look at the planning of agents in games that take hours. Do they plan? Mostly they do not, as it turns out.',
      85,
      'A first look at the planning of agents in games that take hours.',
      'sentence',
    ],
    [
      'no claim that the next sentence takes back, where enough is left',
      'Gull is a model of the weather at sea that ten schools built together in the last year. It beats all others on rain. The authors warn that they chose the days of the test.',
      130,
      'Gull is a model of the weather at sea that ten schools built together in the last year.',
      'sentence',
    ],
    [
      'a claim whose limit has room too',
      'Gull is a model of the weather at sea that ten schools built together in the last year. It beats all others on rain. In practice this holds for summers only. Its code is free for all who ask its makers.',
      170,
      'Gull is a model of the weather at sea that ten schools built together in the last year. It beats all others on rain. In practice this holds for summers only.',
      'sentence',
    ],
    [
      'all points of a list or says that it goes on',
      'The robot has these parts: (1) an eye that looks for stones all day, (2) a hand that lifts them and keeps count, and (3) a voice that says how many there were',
      130,
      'The robot has these parts: (1) an eye that looks for stones all day, (2) a hand that lifts them and keeps count, and (3) a voice…',
      'ellipsis',
    ],
    [
      'no sentence of a bullet that its next one takes back',
      'Gull is a model of the weather at sea. ● Speed: It takes a minute for ten days. However, it takes a week to load all that it needs. ● Rain: It is right on most days of the year.',
      100,
      'Gull is a model of the weather at sea. Rain: It is right on most days of the year.',
      'sentence',
    ],
    ['nothing of nothing', '', 100, '', 'none'],
    ['nothing of a word that is too long', 'x'.repeat(400), 100, '', 'none'],
  ])('keeps %s', (_, source, limit, text, end) => {
    expect(shorten(source, within(limit))).toEqual({ text, end });
  });
});

describe('a short beginning that has no room for what comes next', () => {
  const first = 'Ebb is a memory for robots.';
  const long =
    'The store keeps what surprised the robot in any of the ninety rooms (EBB-9) that it has been to in a year of work';
  const keeps =
    'Ebb keeps all that surprised the robot most in a small and safe store, which is read again every night by a second and much larger robot.';

  it.each([
    [
      'a later sentence that stands by itself',
      `${first} ${long}. Robots gain nine points.`,
      80,
      `${first} Robots gain nine points.`,
      'sentence',
    ],
    [
      'a later clause',
      'proposes Ebb, a memory for robots; keeps all that surprised the robot in any of the ninety rooms that it has been to; gains nine points',
      80,
      'proposes Ebb, a memory for robots; gains nine points.',
      'clause',
    ],
    [
      '`it` where all between spoke of the work too',
      `${first} It ${long.slice(10)}. It gains nine points.`,
      80,
      `${first} It gains nine points.`,
      'sentence',
    ],
    [
      'a main result, which says itself what it is',
      `${first} ${long}. The main result: nine points.`,
      80,
      `${first} The main result: nine points.`,
      'sentence',
    ],
    ['no `it` that could be something else', `${first} ${long}. It gains nine points.`, 80, first, 'sentence'],
    ['no `the` for what was not told of', `${first} ${long}. The store is small.`, 80, first, 'sentence'],
    [
      '`the` for what was told of, and for the work itself',
      `${first} ${long}. The robots gain nine points. The code is free.`,
      80,
      `${first} The robots gain nine points. The code is free.`,
      'sentence',
    ],
    [
      'no short name whose long one is gone',
      `${first} ${long}. Nine points are what EBB-9 gains.`,
      80,
      first,
      'sentence',
    ],
    [
      'no word for something that is gone',
      `${first} ${long}. Ebb reads them at night. These last.`,
      80,
      first,
      'sentence',
    ],
    ['no such word of another language', `${first} ${long}. Cela suffit. Dies hilft.`, 80, first, 'sentence'],
    [
      'nothing that the next one takes back',
      'proposes Ebb, a memory for robots; keeps all that surprised the robot in any of the ninety rooms that it has been to; gains nine points; unless it rains',
      80,
      'proposes Ebb, a memory for robots.',
      'clause',
    ],
    [
      'the next sentence, cut where it only adds, with a whole one behind it',
      `${first} ${keeps} Robots gain nine points.`,
      140,
      `${first} Ebb keeps all that surprised the robot most in a small and safe store. Robots gain nine points.`,
      'sentence',
    ],
    [
      'the next sentence cut where nothing else says more',
      `${first} ${keeps}`,
      140,
      `${first} Ebb keeps all that surprised the robot most in a small and safe store.`,
      'inner',
    ],
    [
      'a bullet that does without the rest of the lead',
      `${first} ${long}. ● Rooms: These are small. ● Gain: Robots do nine points better.`,
      80,
      `${first} Gain: Robots do nine points better.`,
      'sentence',
    ],
    [
      'no part of a bullet, which may only prepare what the bullet says',
      `${first} ${long}. ● Gain: Robots did nine points worse. Robots do nine points better with it.`,
      80,
      first,
      'sentence',
    ],
  ])('goes on with %s', (_, source, limit, text, end) => {
    expect(shorten(source, within(limit), { name: 'Ebb' })).toEqual({ text, end });
  });

  it('is a first sentence cut where it only adds, with a whole one behind it', () => {
    expect(shorten(`${keeps} Robots gain nine points.`, within(120), { name: 'Ebb' })).toEqual({
      text: 'Ebb keeps all that surprised the robot most in a small and safe store. Robots gain nine points.',
      end: 'sentence',
    });
  });
});

describe('a summary that opens with a problem', () => {
  const problem = 'Robots that learn from video forget what they saw last week.';
  const more = 'Most fixes keep the old videos, which takes more space than any robot has to spare for them.';
  const work = 'This paper introduces Ebb, a memory that keeps what surprised the robot.';
  const byName = 'Ebb (for short) is a memory that keeps what surprised the robot.';

  it.each([
    ['both, if there is room', `${problem} ${work} It is small.`, 140, `${problem} ${work}`, 'sentence'],
    [
      'the opening and the work, passing over what is between them',
      `${problem} ${more} ${work} It is small.`,
      150,
      `${problem} ${work} It is small.`,
      'sentence',
    ],
    ['the work alone, and what follows it', `${problem} ${work} It is small.`, 90, `${work} It is small.`, 'sentence'],
    ['the work by its name', `${problem} ${more} ${byName}`, 130, `${problem} ${byName}`, 'sentence'],
    [
      'the clause on the work',
      'while robots that learn from video forget what they saw last week; this work keeps what surprised the robot; it is small',
      70,
      'this work keeps what surprised the robot; it is small.',
      'clause',
    ],
    [
      'no work that points back at what would be missing',
      `${problem} ${more} This paper introduces Ebb, which uses these videos for a test.`,
      130,
      problem,
      'sentence',
    ],
    [
      'no statement on something that would be missing',
      `${problem} ${more} The authors test it: they let nine robots swim for a week and a day.`,
      130,
      problem,
      'sentence',
    ],
    [
      'no remark on a work that was told of before',
      `Ebb 2 is a memory for robots that keeps what surprised them most. ${more} The paper shows that it is small and can be built by hand.`,
      120,
      'Ebb 2 is a memory for robots that keeps what surprised them most.',
      'sentence',
    ],
    [
      'no remark in place of what somebody says first',
      `Engineers of two firms and researchers at a school built a robot that swims. ${more} The authors show that it drowns.`,
      105,
      'Engineers of two firms and researchers at a school built a robot that swims.',
      'sentence',
    ],
    [
      'no remark where what the work is has no room',
      `Robots that learn from video forget what they saw last week, and nobody knows why that happens to so many of them. Ebb ${'keeps what surprised the robot and '.repeat(4)}sleeps. Robots gain nine points.`,
      150,
      'Robots that learn from video forget what they saw last week, and nobody knows why that happens to so many of them.',
      'sentence',
    ],
    [
      'nothing about others behind a gap where enough is said',
      `Ebb lets robots learn while nobody looks. At night it reads its notes and drops what was wrong, the day's plans too. ${more} Robots gain nine points.`,
      150,
      "Ebb lets robots learn while nobody looks. At night it reads its notes and drops what was wrong, the day's plans too.",
      'sentence',
    ],
    [
      'no short sentence that the next one denies',
      'Robots agree with people about as often as people agree with each other. That sounds good. It is not, since they agree on other things than people do.',
      110,
      'Robots agree with people about as often as people agree with each other.',
      'sentence',
    ],
  ])('keeps %s', (_, source, limit, text, end) => {
    expect(shorten(source, within(limit), { name: 'Ebb' })).toEqual({ text, end });
  });
});

describe('a summary much longer than any post', () => {
  it('is read as far as it could matter, and never ends where the reading ended', () => {
    const source = `${'A sentence of some length that says little. '.repeat(30)}A last one.`;
    expect(shorten(source, within(100), { longest: 230 })).toEqual(shorten(source, within(100)));
    const { text, end } = shorten(source, within(1000), { longest: 230 });
    expect(text).toMatch(/^(?:A sentence of some length that says little\.\s?){5}$/);
    expect(end).toBe('sentence');
  });
});

const pieces =
  'The model|it|learns|not|but|until|a|of|3.5|e.g.|et al.|U.S.|(an aside)|"quoted words."|works|;|,|.|. |: |● |— |Key findings:|1.|模型。|🧑‍💻|e\u0301|?|shows that|which|GPT-4|…|)|(|<RET>|العربية';
const prose = fc.array(fc.constantFrom(...pieces.split('|')), { maxLength: 80 }).map((words) => words.join(' '));

// Sentences as a list might have them, one behind the other.
const invented = fc
  .array(
    fc.constantFrom(
      'This paper introduces Ebb, a memory for robots (and for those who build them).',
      'It costs $0.1 per 1K tokens, i.e. a tenth of GPT-4o; it needs v1.5 of the index; nothing else does.',
      'Smith et al. call it "slow. Very slow." and stop.',
      'Do robots forget?',
      'However, they do not learn in the U.S. before they are switched on; but they try.',
      '● Small – It fits on a phone, e.g. an old one.',
      '● Fast: It answers in 3.5 ms.',
      'Key findings:',
      'A cache — first tried in 2019, then forgotten — makes routers faster!',
      '该模型在五个基准上取得了最好的结果；作者公开了代码。',
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((sentences) => sentences.join(' '));

describe('any text, shortened to any length', () => {
  it('fits, and holds no word that the source does not, in its order', () => {
    fc.assert(
      fc.property(fc.oneof(prose, fc.string({ unit: 'grapheme' })), fc.nat(300), (source, limit) => {
        const { text, end } = shorten(source, within(limit));
        expect(within(limit)(text)).toBe(true);
        expect(isExtract(text, source)).toBe(true);
        expect(text === '').toBe(end === 'none');
        expect(text).not.toMatch(/●|\s$|:$/);
      }),
      { numRuns: 500 },
    );
  });

  const rulers = [xRules, blueskyRules, mastodonRules()];

  it.each(rulers)('is within the limit as the network measures it, the same every time: $network', (rules) => {
    fc.assert(
      fc.property(fc.oneof(prose, fc.string({ unit: 'grapheme', maxLength: 400 })), fc.nat(300), (source, room) => {
        const fits = (text: string): boolean => rules.measure(text) <= room;
        const short = shorten(source, fits);
        expect(rules.measure(short.text)).toBeLessThanOrEqual(room);
        expect(shorten(source, fits)).toEqual(short);
        expect(isExtract(short.text, source)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('stays as it is when it is shortened again to the same length', () => {
    fc.assert(
      fc.property(invented, fc.integer({ min: 60, max: 500 }), (source, limit) => {
        const { text } = shorten(source, within(limit));
        expect(shorten(text, within(limit)).text).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    'a. ',
    'a; ',
    '(',
    '((a) ',
    '"a ',
    '● ',
    'a — ',
    'a, which ',
    '1. a ',
    'a ',
    'がぎ。',
    'A dog ran. ',
    '....',
    '."',
    'not a but ',
    '“',
    '。',
    'a: ',
    'a? ',
  ])('takes linear time: %s', (piece) => {
    const start = performance.now();
    shorten(piece.repeat(40_000 / piece.length), within(280));
    expect(performance.now() - start).toBeLessThan(1500);
  });
});
