interface Manner {
  readonly shortensLinks?: boolean;
  readonly linksBareNames?: boolean;
}

/** What a server makes of the text of a status. */
export function htmlOf(text: string, manner: Manner): string {
  const paragraphs = text.split(/\n\n+/).map((paragraph) => paragraph.split('\n').map((line) => lineOf(line, manner)));
  return paragraphs.map((lines) => `<p>${lines.join('<br />')}</p>`).join('');
}

const lineOf = (line: string, manner: Manner): string =>
  line
    .split(/(https?:\/\/[^\s)]*[^\s).,]|#\p{L}\w*|\b[\w-]+\.(?:md|ai)\b)/u)
    .map((part, index) => (index % 2 === 0 ? escape(part) : markOf(part, manner)))
    .join('');

function markOf(part: string, manner: Manner): string {
  if (part.startsWith('#')) {
    return `<a href="https://a.example/tags/${part.slice(1)}" class="mention hashtag" rel="tag">#<span>${part.slice(1)}</span></a>`;
  }
  if (!part.startsWith('http')) {
    return manner.linksBareNames ? `<a href="http://${part}">${part}</a>` : escape(part);
  }
  const [, scheme = '', rest = ''] = /^(https?:\/\/)(.*)$/.exec(part) ?? [];
  const [start, end] = [escape(rest.slice(0, 30)), escape(rest.slice(30))];
  const shown = manner.shortensLinks
    ? `${start}…`
    : `<span class="invisible">${scheme}</span><span class="ellipsis">${start}</span><span class="invisible">${end}</span>`;
  return `<a href="${escape(part)}" rel="nofollow noopener" translate="no">${shown}</a>`;
}

const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
