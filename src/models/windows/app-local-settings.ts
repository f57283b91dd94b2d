/**
 * The local settings of the Mobile Plans app: what it keeps on the PC until a profile is installed. That is the activation
 * code of the download, and every failure of the LPA since the last success, of which the portal is told in headers.
 *
 *     callback ── code ──▶ ┌────────────────┐ ── X-MP-LPAError-Codes, -TimeStamps, -ICCIDs ──▶ launch of the portal
 *     LPA ── failures ───▶ │ local settings │ ── code ──▶ download after the toast
 *                          └────────────────┘
 *
 * Few PCs have any, so the settings of 64 neighbours are one record.
 *
 * Source: Microsoft Learn, "Mobile Plans eSIM error handling"; the result localSettingsAccessFailed of "Mobile Plans callback
 * notifications" tells that there are such settings. Assumption: all failures since the last success are kept.
 */
import { type Microseconds, model, value } from '../../sim/index.ts';
import type { ESimOperationStatus } from '../messages/esim-operation-status.ts';
import type { LpaError } from '../messages/portal-launch.ts';

/** A download that the LPA could not carry out. */
export interface FailedDownload {
  readonly status: ESimOperationStatus;
  readonly at: Microseconds;
}

/** What the app has kept on one PC. */
export interface LocalSettings {
  readonly activationCode: string | undefined;
  readonly failures: readonly FailedDownload[];
}

const nothing: LocalSettings = { activationCode: undefined, failures: [] };

const neighbours = 64;
/** The record that has the settings of a PC among others. */
export const recordOf = (device: number): number => Math.floor(device / neighbours);
export const recordsFor = (devices: number): number => recordOf(Math.max(0, devices - 1)) + 1;

/**
 * What each of the neighbours keeps, by its place among them. HOT: a change copies the list, and a short list is copied as
 * one block of memory; an object whose keys are numbers of devices is copied key by key.
 */
type Neighbours = readonly (LocalSettings | undefined)[];

interface Kept {
  readonly kept: Neighbours | undefined;
}

/** What the app has kept on that PC, from the record that has it. */
export const settingsOf = ({ kept }: Kept, device: number): LocalSettings => kept?.[device % neighbours] ?? nothing;

function withThose({ kept = [] }: Kept, device: number, those: LocalSettings | undefined): Neighbours {
  const changed = kept.slice();
  const place = device % neighbours;
  while (changed.length <= place) changed.push(undefined);
  changed[place] = those;
  return changed;
}

/** The failures as the headers of the launch want them: in the order in which they happened, UTC. */
export const lpaErrorsOf = (startUtc_ms: number, { failures }: LocalSettings): readonly LpaError[] =>
  failures.map(({ status, at }) => ({ status, at_ms: startUtc_ms + at / 1000 }));

export const appLocalSettings = model('app local settings', {
  source: 'mobile-plans-esim-error-handling.md',
  record: { kept: value<Neighbours>() },
  takes: {
    codeReceived(settings, { device, activationCode }: { device: number; activationCode: string }) {
      const { failures } = settingsOf(settings, device);
      settings.kept = withThose(settings, device, { activationCode, failures });
    },

    downloadFailed(settings, { device, status }: { device: number; status: ESimOperationStatus }, does) {
      const { activationCode, failures } = settingsOf(settings, device);
      const all = [...failures, { status, at: does.now }];
      settings.kept = withThose(settings, device, { activationCode, failures: all });
    },

    /** A success: neither the code nor what went wrong before is of any use. */
    profileEnabled(settings, device: number) {
      settings.kept = withThose(settings, device, undefined);
    },
  },
});
