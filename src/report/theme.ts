/**
 * The colours of every picture and page, each in a light and a dark form.
 *
 * Charts and pictures are drawn once, in the light colours. A page turns them dark with style rules that match the light
 * colour by its very value (`[fill="#18212e"]`), so one drawing serves both, static or interactive. That is why no two
 * roles may share a value. The series colours stay apart for the common kinds of colour blindness.
 *
 * Which form is shown follows the reader's system, unless the page's switch has set `data-colours`; paper is light.
 */

interface Role {
  light: string;
  dark: string;
}

const roles = {
  paper: { light: '#ffffff', dark: '#171c24' },
  page: { light: '#f4f6f9', dark: '#0f131a' },
  ink: { light: '#18212e', dark: '#e8edf4' },
  muted: { light: '#526073', dark: '#a6b2c3' },
  grid: { light: '#e4e8ee', dark: '#2a323f' },
  line: { light: '#c4ccd8', dark: '#465164' },
  accent: { light: '#0b5fa8', dark: '#6cb6ff' },
  good: { light: '#08704a', dark: '#4fd19b' },
  bad: { light: '#b3261e', dark: '#ff9089' },
  unsure: { light: '#7f5800', dark: '#f0c05a' },
  series1: { light: '#0067b1', dark: '#5fb0f6' },
  series2: { light: '#c4500c', dark: '#f6914f' },
  series3: { light: '#00805b', dark: '#37c89c' },
  series4: { light: '#95509a', dark: '#d89ed5' },
  series5: { light: '#86690a', dark: '#dabb50' },
  series6: { light: '#5d6b7e', dark: '#a2b1c5' },
  band: { light: '#cbdfef', dark: '#1f3e59' },
  /** Borders of what can be operated: 3 to 1 against the paper. */
  control: { light: '#7a8798', dark: '#76849a' },
  chance: { light: '#93a0b2', dark: '#748298' },
} satisfies Record<string, Role>;

export type Colour = keyof typeof roles;

/** The light value of a role, as it stands in every drawing. */
export const colour = Object.fromEntries(Object.entries(roles).map(([name, role]) => [name, role.light])) as Record<
  Colour,
  string
>;

export const seriesColours: string[] = [1, 2, 3, 4, 5, 6].map(n => colour[`series${n}` as Colour]);

/** The same stack everywhere; no font is fetched. */
export const fontFamily =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", Arial, sans-serif';

/** For SVG attributes, which charts write without caring for quotes. */
export const svgFontFamily = fontFamily.replaceAll('"', '');

/** Custom properties for both forms, and the rules by which drawings take them up. */
export function themeCss(): string {
  const names = Object.keys(roles) as Colour[];
  const properties = names.map(name => `--${name}:light-dark(${roles[name].light},${roles[name].dark})`).join(';');
  const repaint = names
    .map(
      name => `svg [fill="${colour[name]}"]{fill:var(--${name})}svg [stroke="${colour[name]}"]{stroke:var(--${name})}`,
    )
    .join('\n');
  return `:root{color-scheme:light dark;${properties}}
:root[data-colours=light]{color-scheme:only light}
:root[data-colours=dark]{color-scheme:only dark}
@media print{:root,:root[data-colours]{color-scheme:only light}}
${repaint}`;
}
