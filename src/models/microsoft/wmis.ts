/**
 * Windows Metadata and Internet Services (WMIS): hardware IDs in, the operator's service metadata package out.
 *
 *     service metadata ── hardware IDs ─────────▶ ┌──────┐ ── package, or none
 *     operator ── publishes a newer package ────▶ │ WMIS │
 *                                                 └──────┘
 *
 * The IDs come in the order in which they are looked up: home provider name, ICCID, IMSI for GSM; SID, provider name for
 * CDMA. The first that an operator has registered decides; an operator without a published package gives none.
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", "Delivering experiences for MVNOs".
 */
import { count, model, type Request, value } from '../../sim/index.ts';
import type { Surroundings } from '../surroundings.ts';
import { operatorOf } from './hardware-id-register.ts';

export interface MetadataQuery {
  hardwareIds: readonly string[];
}

/** Whether there is a package, and its version: a newer one replaces an older one. */
export interface MetadataAnswer {
  found: boolean;
  version: number;
}

export interface WmisSurroundings extends Surroundings {
  /** The operator's number by hardware ID: what operators have registered. */
  readonly hardwareIdRegister: ReadonlyMap<string, number>;
}

export const wmis = model('WMIS', {
  source: 'service-metadata.md',
  record: { queries: count(), matches: count(), versions: value<Readonly<Record<number, number>>>() },
  facts: ['matched', 'noMatch', 'published'],
  given: {} as WmisSurroundings,
  takes: {
    /** An operator submits a package with a newer date, or its first one. Packages of the start have version 1. */
    publishes(wmis, operator: number, does) {
      const { published } = does.given.settings.operators[operator]!.serviceMetadata;
      wmis.versions = { ...wmis.versions, [operator]: versionOf(wmis.versions, operator, published) + 1 };
      does.emit('published', operator);
    },
  },
  answers: {
    /** The same for a device on the network at home, by its own properties: whether its metadata name an app. */
    lookUpDevice(wmis, request: Request<{ found: boolean }, boolean>, does) {
      const { answer, fails } = does.given.settings.microsoft.wmis;
      const { entity, occurrence } = request;
      wmis.queries += 1;
      if (does.draw('WMIS.device.fails', occurrence, 0, entity) < fails) {
        does.stayedSilent(request.ticket);
        return;
      }
      const delay = does.given.sample(answer, does.draw('WMIS.device.answer', occurrence, 0, entity));
      does.answer(request.ticket, request.message.found, delay);
    },

    /** The subject is 0: there is one WMIS. The request is made on behalf of the device. */
    lookUp(wmis, request: Request<MetadataQuery, MetadataAnswer>, does) {
      const { settings, sample, hardwareIdRegister } = does.given;
      const { answer, fails } = settings.microsoft.wmis;
      const { entity, occurrence } = request;
      wmis.queries += 1;
      if (does.draw('WMIS.fails', occurrence, 0, entity) < fails) {
        does.stayedSilent(request.ticket);
        return;
      }
      const registered = operatorOf(hardwareIdRegister, request.message.hardwareIds);
      const available =
        registered === undefined
          ? 0
          : versionOf(wmis.versions, registered, settings.operators[registered]!.serviceMetadata.published);
      const operator = available > 0 ? registered : undefined;
      const delay = sample(answer, does.draw('WMIS.answer', occurrence, 0, entity));
      if (operator === undefined) does.emit('noMatch', 0, entity);
      else {
        wmis.matches += 1;
        does.emit('matched', operator, entity);
      }
      does.answer(request.ticket, { found: operator !== undefined, version: available }, delay);
    },
  },
});

/** Of the package that WMIS has of an operator; 0 for none. */
const versionOf = (
  versions: Readonly<Record<number, number>> | undefined,
  operator: number,
  publishedAtStart: boolean,
): number => versions?.[operator] ?? (publishedAtStart ? 1 : 0);
