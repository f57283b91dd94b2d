/** From what a scenario says of hotspots to the settings that the models compute with, and what can be wrong with it. */
import type { HotspotOfferSettings, HotspotVisitSettings } from '../models/settings.ts';
import type { Mistake } from './mistakes.ts';
import { asWarning, mistakeAtKey } from './mistakes-at.ts';
import type { Group, Operator } from './schema/scenario.ts';
import { sharesOf } from './shares.ts';
import { checkParts, checkShares, namesAt, textAt } from './written-values.ts';
import { type Path, rawAt, type ScenarioDocument } from './yaml-document.ts';

export function hotspotVisitSettings({ hotspots }: Group): HotspotVisitSettings | undefined {
  if (hotspots === undefined) return undefined;
  const shares = sharesOf(hotspots.kinds ?? { open: 0.25, captivePortal: 0.25, wispr: 0.25, eap: 0.25 });
  const shareOf = (kind: keyof HotspotVisitSettings['kinds']) => shares.get(kind) ?? 0;
  return {
    ...hotspots,
    kinds: {
      open: shareOf('open'),
      captivePortal: shareOf('captivePortal'),
      wispr: shareOf('wispr'),
      eap: shareOf('eap'),
    },
  };
}

/** @param name  of the operator, for the host of its hotspots where it names none */
export function hotspotOfferSettings(name: string, { hotspots }: Operator): HotspotOfferSettings | undefined {
  if (hotspots === undefined) return undefined;
  const { app, loginHost = `wifi.${name.toLowerCase()}.example`, trustedDomains = [loginHost], ...rest } = hotspots;
  const shares = sharesOf(app.does ?? { issue: 1 });
  const shareOf = (what: string) => shares.get(what) ?? 0;
  return {
    ...rest,
    loginHost,
    trustedDomains,
    task: {
      takes: app.takes,
      marksManual: app.marksManual,
      issues: shareOf('issue'),
      aborts: shareOf('abort'),
      skips: shareOf('skip'),
      asksUser: shareOf('askUser'),
    },
  };
}

/** @param path  of the group */
export function checkHotspots(document: ScenarioDocument, path: Path, operators: readonly string[]): Mistake[] {
  const here = [...path, 'hotspots'];
  if (rawAt(document.raw, here) === undefined) return [];
  const operator = textAt(document, [...path, 'operator']) ?? operators[0] ?? '';
  const isOffered = rawAt(document.raw, ['operators', operator, 'hotspots']) !== undefined;
  const partner = rawAt(document.raw, [...here, 'partner']);
  return [
    ...checkShares(document, [...here, 'kinds'], 'open'),
    ...checkParts(document, here, ['locked', 'standby']),
    ...checkParts(document, here, ['strangers', 'brokenPages']),
    ...(partner !== undefined && !isOffered
      ? [
          asWarning(
            mistakeAtKey(
              document,
              [...here, 'partner'],
              '',
              `No hotspot is a partner\u2019s: \`${operator}\` has no Wi-Fi profiles. Write \`operators.${operator}.hotspots: {}\`.`,
            ),
          ),
        ]
      : []),
  ];
}

/** @param path  of the operator */
export function checkHotspotOffer(document: ScenarioDocument, path: Path): Mistake[] {
  const shares = [...path, 'hotspots', 'app', 'does'];
  return namesAt(document, shares).length === 0 ? [] : checkShares(document, shares, 'issue');
}
