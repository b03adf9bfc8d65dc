// Turns what a terminal was sent into a page that looks like it.

const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

const colours = {
  31: '#ff8a80',
  32: '#8fd18f',
  33: '#f0c674',
  34: '#8ab4f8',
  35: '#d7aefb',
  36: '#7fd4d4',
  90: '#8b8f97',
  94: '#8ab4f8',
};

/** The style of the text after a sequence of codes (ECMA-48, "select graphic rendition"). */
const restyle = (style, codes) => {
  let { bold, dim, underline, colour } = style;
  for (const code of codes) {
    if (code === 0) [bold, dim, underline, colour] = [false, false, false, undefined];
    else if (code === 1) bold = true;
    else if (code === 2) dim = true;
    else if (code === 4) underline = true;
    else if (code === 22) [bold, dim] = [false, false];
    else if (code === 24) underline = false;
    else if (code === 39) colour = undefined;
    else if (colours[code]) colour = colours[code];
  }
  return { bold, dim, underline, colour };
};

const css = ({ bold, dim, underline, colour }) =>
  [
    bold && 'font-weight:600',
    dim && 'color:#8b8f97',
    colour && `color:${colour}`,
    underline && 'text-decoration:underline',
  ]
    .filter(Boolean)
    .join(';');

/** A page with the first lines of what a command wrote. */
export const ansiToHtml = (command, output, lines) => {
  const text = output
    .replace(/\r/g, '')
    .replace(/\u001b\]8;[^\u0007\u001b]*(\u0007|\u001b\\)/g, '')
    .split('\n')
    .slice(0, lines)
    .join('\n');
  let style = {};
  const body = text
    .split(/(\u001b\[[\d;]*m)/)
    .map((part) => {
      const codes = /^\u001b\[([\d;]*)m$/.exec(part)?.[1];
      if (codes === undefined) return part === '' ? '' : `<span style="${css(style)}">${escape(part)}</span>`;
      style = restyle(style, codes.split(';').map(Number));
      return '';
    })
    .join('');
  return `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>${escape(command)}</title>
<style>body{margin:0;background:#14161a;color:#e9e8e4;font:14px/1.5 "DejaVu Sans Mono",ui-monospace,monospace}
header{display:flex;gap:8px;padding:14px 18px;border-bottom:1px solid #2e3138}header i{width:12px;height:12px;border-radius:50%;background:#3a3f47}
pre{margin:0;padding:18px 22px 22px;font:inherit;white-space:pre-wrap}</style>
<header><i></i><i></i><i></i></header><pre><span style="color:#8fd18f">$</span> ${escape(command)}

${body}</pre></html>`;
};
