/** Text inside XML that is written by hand. Characters that XML 1.0 cannot say (most controls) must not come here. */

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
export const escapeAttribute = (text: string): string =>
  text.replace(/[&<>"'\t\n\r]/g, character => escapes[character]!);
