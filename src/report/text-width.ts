/**
 * How wide a text may become, without a browser: a cautious estimate for the widest of the usual screen fonts, so that a
 * box sized by it never cuts its text.
 */
const narrow = /[iljtfI.,:;'"!|()[\]\- ]/u;
const wide = /[mwMW@%—…]/u;
const capital = /[A-Z0-9&#?_=+<>$€\u00c0-\uffff]/u;
const doubleWidth = /[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\ufe30-\uff60]/u;

export function textWidth(text: string, fontSize: number): number {
  let ems = 0;
  for (const character of text) {
    if (character.length > 1 || doubleWidth.test(character)) ems += 1.15;
    else if (narrow.test(character)) ems += 0.41;
    else if (wide.test(character)) ems += 1;
    else ems += capital.test(character) ? 0.74 : 0.64;
  }
  return ems * fontSize;
}

/** The words of a text in lines no wider than given; a word too long for a line is broken, never lost. */
export function wrapped(text: string, width: number, fontSize: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[ \t\r\n]+/u).filter(part => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (textWidth(longer, fontSize) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const character of word) {
      if (line !== '' && textWidth(line + character, fontSize) > width) {
        lines.push(line);
        line = '';
      }
      line += character;
    }
  }
  return line === '' ? lines : [...lines, line];
}
