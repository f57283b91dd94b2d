/**
 * Pictures as PNG, twice as large as their SVG says. The library is loaded on first use only.
 *
 * The fonts are the DejaVu files of our own dependency and no others, so a picture has the same bytes on every machine,
 * and its text never vanishes, as it does without a word where no font is found.
 */
import { accessSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const scale = 2;
const faces = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'];

/** @param fontFiles other fonts than ours; none at all draws no text */
export async function png(svg: string, fontFiles = ownFonts()): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js');
  const family = 'DejaVu Sans';
  const resvg = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: family, sansSerifFamily: family },
  });
  return new Uint8Array(resvg.render().asPng());
}

/** @throws when a face is missing, since a picture without its text would be wrong in silence */
function ownFonts(): string[] {
  const folder = join(dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')), 'ttf');
  return faces.map(face => {
    const path = join(folder, face);
    accessSync(path);
    return path;
  });
}
