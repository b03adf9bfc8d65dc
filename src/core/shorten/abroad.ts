// The small words of the languages that lists are written in beside English: the commonest of each, in small letters.

// German, Dutch, French, Spanish, Portuguese, Italian, Russian.
const SMALL_WORDS = new Set(
  (
    'der die das den dem des ein eine einen einem einer eines und oder aber im am auf aus bei mit nach von vom zu zum zur für ' +
    'über unter durch gegen ohne um als wie dass ob weil wenn sich nicht nur auch ist sind wird werden hat haben sehr deren dessen ' +
    'de het een en maar op aan naar voor door tegen zonder dat niet ' +
    'le la les un une du et ou mais dans sur sous par pour avec sans que qui à au aux ce cette ces leur leurs est sont ont ne très ' +
    'el los las unos unas y pero del al por para con sin su sus es son se más muy como entre sobre cuando donde ' +
    'os as um uma e em na nos nas da dos das ao às com sem seu sua é são não mais muito ' +
    'il lo gli uno di della dei delle dal dalla nel nella per tra fra che è sono non più molto ' +
    'и в во на с со к о об от до по за из у для при над под без через что как но а или не ни это его её их'
  ).split(' '),
);

/** Whether a text in another language than English must not end on this word. */
export const isSmallWord = (word: string): boolean =>
  SMALL_WORDS.has(word) || /^(?:[ldjmnscq]|qu|un|dell|all|nell)['’]$/.test(word);

/** Begins a contrast, a condition or a limit in another language. */
export const TURNS_ABROAD =
  /^(?:(?:aber|sondern|außer|ausser|jedoch|sofern|falls|wenn|es sei denn|nur|maar|behalve|tenzij|mais|sauf|excepté|sinon|si|pero|sino|salvo|excepto|mas|exceto|ma|tranne|но|кроме|если|только|однако)(?!\p{L})|但|然而|却|不过|除非|除了|如果|若|只有|仅|而非|而不是|而是|否则|尽管|虽然)/u;

/** Begins, behind a comma, what only adds to a sentence in another language. */
export const ADDITION_ABROAD =
  /^, (?:wobei|wodurch|womit|sodass|so dass|indem|darunter|insbesondere|und zwar|und das|ce qui|ce que|dont|notamment|y compris|permettant|grâce à|tout en|lo que|lo cual|con lo que|en (?:el|la|los|las) que|incluyendo|gracias a|logrando|permitiendo|especialmente|o que|incluindo|graças a|permitindo|n[oa]s? qua(?:l|is)|il che|in cui|grazie a|ottenendo|что (?:позволяет|противоречит|делает|снижает|повышает|да[её]т|приводит|подтверждает)|прич[её]м|при этом|в том числе|включая|благодаря|котор(?:ый|ая|ое|ые))(?!\p{L})/u;

// What a Chinese clause leans on another one with.
const LEANS =
  /^(?:虽然|尽管|如果|若|除非|只有|只要|当|为了|通过|由于|随着|基于|针对|不仅|无论|即使|相比|对于|与|在.*[下时中后前里上]$)/;

/** Whether a Chinese clause may end at the comma there; Japanese joins its clauses otherwise. */
export function endsChineseClause(sentence: string, at: number): boolean {
  if (sentence.charAt(at) !== '，' || /[\u3040-\u30ff]/.test(sentence)) return false;
  return !LEANS.test(/[^，。；：]*$/.exec(sentence.slice(Math.max(0, at - 80), at))?.[0] ?? '');
}

/** Begins, in another language, with a word for what stood before. */
export const POINTS_BACK_ABROAD =
  /^(?:(?:sie|er|dies(?:e[rsnm]?)?|das|dadurch|damit|dabei|deshalb|jedoch|allerdings|zudem|außerdem|ze|dit|deze|hierdoor|elle|ils?|elles|cela|ce(?:tte|t|s|ci)?|ainsi|toutefois|cependant|est[aeo]s?|es[ao]s?|ell[ao]s?|ello|además|sin embargo|así|isto|isso|ess[ae]s?|el[ae]s?|porém|além disso|assim|quest[aeio]|ess[aeio]|inoltre|tuttavia|così|он[аои]?|это|эт[аи]|однако|поэтому|кроме того|также)(?!\p{L})|[该其此它这]|他们|它们|因此|此外|然而|同时|これ|それ|この|その|また|しかし)/iu;
