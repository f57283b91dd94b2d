/** What surrounds every page: head, policy against any network or foreign script, skip link, main. */
import { type Html, html, trusted } from '../escape.ts';
import { pageCss } from './style.ts';

const policy = [
  "default-src 'none'",
  "script-src 'unsafe-inline'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

export function page(title: string, body: Html, scripts: Html = trusted('')): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="mpsim">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${trusted(pageCss())}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the answer</a>
<main class="page" id="main">
${body}
</main>
${scripts}
</body>
</html>
`.markup;
}
