/** The path of a setting, which may go on in the next line after a dot. */
import { type Html, html } from '../escape.ts';

export const settingPath = (path: string): Html[] =>
  path.split('.').map((name, i) => html`${i > 0 && html`.<wbr>`}${name}`);
