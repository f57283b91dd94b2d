/** The terminal, or whatever stands in its place: how wide it is, and whether it wants colours. */

interface Screen {
  isTTY?: boolean;
  columns?: number;
}

/** Columns when nobody says how many there are. */
const usual = 100;
/** Below this nothing can be laid out. */
const narrowest = 40;

/** COLUMNS counts more than what the terminal says of itself, so that a narrow one can be tried out. */
export function columnsOf(screen: Screen, { COLUMNS = '' } = process.env): number {
  const wanted = /^[1-9]\d{0,4}$/.test(COLUMNS) ? Number(COLUMNS) : screen.columns || usual;
  return Math.max(narrowest, wanted);
}

/** NO_COLOR forbids and FORCE_COLOR demands, by whatever they hold but nothing (and 0, for FORCE_COLOR); NO_COLOR wins. */
export function wantsColour(screen: Screen, { NO_COLOR = '', FORCE_COLOR = '' } = process.env): boolean {
  if (NO_COLOR !== '') return false;
  return FORCE_COLOR === '' ? screen.isTTY === true : FORCE_COLOR !== '0';
}
