import { describe, expect, it } from 'vitest';
import { shorten } from '../../../src/core/shorten.ts';

const within = (limit: number) => (text: string) => Array.from(text).length <= limit;

describe('a long sentence without a place to end', () => {
  it.each([
    [
      'never ends between a subject and its verb',
      'we find that models trained on the moves of a board game, without ever having seen a board, a rule or a score, build a map of the board that can be read from outside at an accuracy of 99.2%',
      150,
      'we find that models trained on the moves of a board game, without ever having seen a board, a rule or a score, build a map of the board…',
    ],
    [
      'never ends where somebody is quoted in passing',
      'A privacy audit of twelve companions shows all but one sharing what they hear with those who sell things, in violation, the authors argue, of the law',
      125,
      'A privacy audit of twelve companions shows all but one sharing what they hear with those who sell things, in violation…',
    ],
    [
      'never ends on a lone word behind a comma',
      'a large model that matches the best closed one across a range of tasks and comes with a licence which allows everything, released together with two siblings and a report',
      135,
      'a large model that matches the best closed one across a range of tasks and comes with a licence.',
    ],
    [
      'never loses a limit that stands further behind, nor parts a number from what it counts',
      'Chains of thought improve the answers of every one of the small models, leading to gains of ten points, unless the question is about numbers',
      110,
      'Chains of thought improve the answers of every one of the small models, leading to gains…',
    ],
    [
      'takes no far word for the second half of a pair',
      'The benchmark has two thousand questions from experts at schools in fifty countries, which are so hard that models fail, and keeps some of them in order to see who learned it by heart',
      100,
      'The benchmark has two thousand questions from experts at schools in fifty countries.',
    ],
    [
      'ends before what it says next of the same thing',
      'Presents a robot that folds towels, buses tables and assembles boxes, generalises to kitchens it has never seen in most of the trials, and gives up when it must',
      100,
      'Presents a robot that folds towels, buses tables and assembles boxes.',
    ],
    [
      'ends before another finding',
      'A survey of many thousand chats finds that code and plays make up over seventy percent of them, that small models are growing, and that the first users stay longest',
      120,
      'A survey of many thousand chats finds that code and plays make up over seventy percent of them.',
    ],
    [
      'ends before a verdict that follows without a comma',
      'This paper asks whether models that write by diffusion can replace the ones that write from left to right and answers with a cautious yes for short pieces of code but not for long ones',
      150,
      'This paper asks whether models that write by diffusion can replace the ones that write from left to right.',
    ],
    [
      'ends behind the verdict rather than before it',
      'A leaked memo claims that the model passed the test by itself, a claim that its makers deny, that nobody could check, and that the authors find to be false: the answers were in its books, word for word',
      160,
      'A leaked memo claims that the model passed the test by itself, a claim that its makers deny, that nobody could check, and that the authors find to be false.',
    ],
    [
      'leaves no verb of a list behind',
      'A painter in code that takes palettes and swatches and profiles, renders inside what can be printed, and proves for each dot that no limit is passed, in contrast to models which clip what is left',
      185,
      'A painter in code that takes palettes and swatches and profiles, renders inside what can be printed, and proves for each dot that no limit is passed.',
    ],
    [
      'does not leave open which ones it speaks of',
      'The robots of the second group do better in all of the rooms of the house than models which know the rooms',
      100,
      'The robots of the second group do better in all of the rooms of the house than models which know…',
    ],
    [
      'ends before a sentence of its own, however it is joined',
      'A small reader writes sixty vectors that the large model attends to in place of words, and it is trained on a mix of three losses at once',
      110,
      'A small reader writes sixty vectors that the large model attends to in place of words.',
    ],
    [
      'keeps a verdict that is such a sentence',
      'The claim of a post is tested here on nine agents and on more than three thousand tasks, and it is wrong: plans help none of the agents at all',
      125,
      'The claim of a post is tested here on nine agents and on more than three thousand tasks, and it is wrong.',
    ],
    [
      'ends before what another verb limits further behind',
      'introduces an attack on marks in text that swaps every fifth word for another one, removing nearly all of them, and argues that no mark can last unless the text is long',
      110,
      'introduces an attack on marks in text that swaps every fifth word for another one.',
    ],
    [
      'may end on a pronoun or an adverb before its comma',
      'models that say how sure they are of what they say make people trust them less and rely on them less, which raises the number of right answers by a tenth',
      120,
      'models that say how sure they are of what they say make people trust them less and rely on them less.',
    ],
    [
      'reads the same in capitals',
      'THIS PAPER SHOWS THAT SHOUTING AT A MODEL CHANGES ONE ANSWER IN SEVEN, WHICH IS THE OPPOSITE OF WHAT ONE WOULD EXPECT',
      100,
      'THIS PAPER SHOWS THAT SHOUTING AT A MODEL CHANGES ONE ANSWER IN SEVEN.',
    ],
    [
      'ends in German before what only adds',
      'Die Gruppe zeigt, dass große Modelle den Wohnort aus harmlosen Beiträgen erschließen können, wobei gängige Werkzeuge kaum dagegen helfen',
      110,
      'Die Gruppe zeigt, dass große Modelle den Wohnort aus harmlosen Beiträgen erschließen können.',
    ],
    [
      'keeps a French limit',
      "L'étude montre que les modèles perdent peu à peu la mémoire, sauf si dix pour cent des données réelles sont conservées",
      95,
      "L'étude montre que les modèles perdent peu à peu la mémoire, sauf si dix pour cent des données…",
    ],
    [
      'ends in no language on a word that wants another',
      'O trabalho investiga por que modelos menores pioram em vez de melhorar e como a mistura de cadeias resolve o problema na maioria dos casos vistos',
      121,
      'O trabalho investiga por que modelos menores pioram em vez de melhorar e como a mistura de cadeias resolve o problema…',
    ],
    [
      'ends no Japanese sentence at its comma',
      '本論文は、大規模な言語モデルの推論過程を人間が読める形で監視するための枠組みを提案し、意図を隠そうとする場合でも検出できるかを検証した結果、信頼性が低下することを示した',
      75,
      '本論文は、大規模な言語モデルの推論過程を人間が読める形で監視するための枠組みを提案し、意図を隠そうとする場合でも検出できるかを検証した結果…',
    ],
    [
      'ends no Chinese sentence behind a condition',
      '提出一种无需训练的键值缓存压缩方法可以在各种模型上直接使用并且不影响任何下游任务的性能表现以及推理的速度与稳定性还有可靠性，通过在层间动态分配预算，它把显存占用降低到原来的五分之一',
      72,
      '提出一种无需训练的键值缓存压缩方法可以在各种模型上直接使用并且不影响任何下游任务的性能表现以及推理的速度与稳定性还有可靠性。',
    ],
  ])('%s', (_, source, limit, text) => {
    expect(shorten(source, within(limit)).text).toBe(text);
  });
});

describe('what a sentence says in passing', () => {
  it.each([
    [
      'goes, and the numbers of its parts stay',
      'Introduces (i) a set of 9,000 contracts (all of them signed in the last ten years), (ii) a list of 41 clauses, and (iii) a model.',
      95,
      'Introduces (i) a set of 9,000 contracts, (ii) a list of 41 clauses, and (iii) a model.',
    ],
    [
      'stays between dashes that are more than two',
      'The model — a small one — draws ten seconds in six — faster than real time — on one card — and keeps the light — something that no other could do with as little.',
      105,
      'The model — a small one — draws ten seconds in six — faster than real time — on one card.',
    ],
  ])('%s', (_, source, limit, text) => {
    expect(shorten(source, within(limit)).text).toBe(text);
  });

  it('goes from the second sentence, where the first alone says little', () => {
    const source =
      'The paper on owls is out in print. It shows that models pass on traits (such as a love of owls or of other birds) through numbers that mean nothing. It is free.';
    expect(shorten(source, within(125)).text).toBe(
      'The paper on owls is out in print. It shows that models pass on traits through numbers that mean nothing. It is free.',
    );
  });

  it('a part of a law ends no sentence, nor does a month behind a dash', () => {
    const source =
      'The audit names what breaks Art. 25 of the law in all of the twelve apps that were tested. It names the apps too.';
    expect(shorten(source, within(92)).text).toBe(
      'The audit names what breaks Art. 25 of the law in all of the twelve apps that were tested.',
    );
    const months =
      'They looked at all of the seventeen providers in Sept.–Oct. 2024 and told them what they saw. Two did nothing.';
    expect(shorten(months, within(97)).text).toBe(
      'They looked at all of the seventeen providers in Sept.–Oct. 2024 and told them what they saw.',
    );
  });
});
