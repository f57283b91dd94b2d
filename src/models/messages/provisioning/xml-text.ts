/** Text inside XML that is written by hand. */

/** What XML 1.0 cannot say in any way: most control characters, half surrogates, U+FFFE and U+FFFF. */
const unsayable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Whether a text can stand in an XML file at all. */
export const isSayable = (text: string): boolean => !unsayable.test(text);

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** As the text of an element; a carriage return would else be read as a line feed. */
export const escapeText = (text: string): string => text.replace(/[&<>\r]/g, character => escapes[character]!);

/** As an attribute in double quotes; white space but the blank would else be read as a blank. */
export const escapeAttribute = (text: string): string => text.replace(/[&<>"'\t\n\r]/g, character => escapes[character]!);
