/**
 * Contextual escaping: a name from a scenario means nothing in HTML, in an attribute or in a script.
 *
 * `html` is the only way pages are put together: every value placed in it is escaped, except what `html` or `trusted`
 * made before. Attributes are always written in double quotes, so one escape serves text and attributes alike.
 */

/** Markup that is safe to place as it is. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
  toString(): string {
    return this.markup;
  }
}

type Placeable = string | number | Html | undefined | false | Placeable[];

export function html(parts: TemplateStringsArray, ...values: Placeable[]): Html {
  return new Html(parts.reduce((markup, part, i) => markup + place(values[i - 1]) + part));
}

/** Marks our own markup (never text from a scenario) as safe. */
export const trusted = (markup: string): Html => new Html(markup);

/** For element content and for attributes in double quotes, in HTML and in SVG. */
export function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** JSON inside a script element: no character of it can end the element, open a comment or end a line. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('&', '\\u0026')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

/** A library's source inside a script element; the two replaced forms only occur within its strings. */
export const scriptSource = (source: string): string =>
  source.replace(/<\/(script)/gi, '<\\/$1').replaceAll('<!--', '<\\!--');

function place(value: Placeable): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.markup;
  if (Array.isArray(value)) return value.map(place).join('');
  return escapeText(String(value));
}
