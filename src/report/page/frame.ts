/** What surrounds every page: head, policy against any network or foreign script, skip link, main. */
import { createHash } from 'node:crypto';
import { type Html, html, trusted } from '../escape.ts';
import { colourSwitch } from './browser/colour-switch.ts';
import { pageCss } from './style.ts';

/** What a page brings along besides its words. */
export interface Extras {
  /** JSON for the scripts, by the id of its element, already safe inside a script element. */
  data?: Record<string, string>;
  /** Run in this order at the end of the page. Only these run: the policy knows each by its hash. */
  scripts?: string[];
}

export function page(title: string, body: Html, { data = {}, scripts = [] }: Extras = {}): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policyFor([colourSwitch, ...scripts]))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="mpsim">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${trusted(pageCss())}</style>
<script>${trusted(colourSwitch)}</script>
</head>
<body>
<a class="skip" href="#main">Skip to the answer</a>
<main class="page" id="main" tabindex="-1">
${body}
</main>
${Object.entries(data).map(([id, json]) => html`<script type="application/json" id="${id}">${trusted(json)}</script>\n`)}
${scripts.map(script => html`<script>${trusted(script)}</script>\n`)}
</body>
</html>
`.markup;
}

/** Styles may stand in attributes, as widths of bars do; scripts only where this very page put them. */
function policyFor(scripts: string[]): string {
  const hashes = scripts.map(script => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  return [
    "default-src 'none'",
    `script-src ${hashes.join(' ')}`,
    "style-src 'unsafe-inline'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** First line of every page: what this is, and the reader's choice of colours. */
export function topLine(kicker: [name: string, value: string | number][]): Html {
  return html`<div class="top"><p class="kicker"><span>mpsim</span>${kicker.map(([name, value]) => html`<span>${name} <b>${value}</b></span>`)}</p>
<label class="colours" hidden>Colours <select id="colours"><option value="system">as the system</option><option value="light">light</option><option value="dark">dark</option></select></label></div>`;
}

/** Links to the sections that the page has, by their id. */
export function contents(body: Html, sections: [id: string, title: string][]): Html {
  const present = sections.filter(([id]) => body.markup.includes(` id="${id}"`));
  if (present.length < 2) return html``;
  return html`<nav class="contents" aria-label="On this page"><ul>${present.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>`;
}
