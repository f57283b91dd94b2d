/** Why the network, or Windows itself, turned a device away, in the words of a picture. */
import { contextCauses, registrationCauses, wwanStatus } from '../models/index.ts';

/** `illegalMe` becomes `illegal me`: the names of the code, as words. */
const inWords = (name: string): string => name.replace(/([A-Z])/g, letter => ` ${letter.toLowerCase()}`);

const nameIn = (causes: Readonly<Record<string, number>>, cause: number): string | undefined =>
  Object.keys(causes).find(name => causes[name] === cause);

/** A reject cause of the registration or the attach, with its number. */
function registrationWords(cause: number): string {
  const name = nameIn(registrationCauses, cause);
  return name === undefined ? `cause ${cause}` : `cause ${cause}, ${inWords(name).replace('imsi', 'IMSI')}`;
}

/** The arrow of a registration, which the stories of both ways to a plan tell. */
export const registers = {
  from: 'modem',
  to: 'network',
  label: 'register',
  request: 'mobile network.register',
  reasons: { of: 'refused', facts: ['registration.rejected', 'registration.denied'], words: registrationWords },
} as const;

/** Of any family: ESM causes are numbered from 100, errors of Windows itself have no number for people. */
export function connectWords(cause: number): string {
  const status = nameIn(wwanStatus, cause);
  if (status !== undefined) return inWords(status);
  const context = nameIn(contextCauses, cause);
  return context === undefined ? registrationWords(cause) : `ESM cause ${cause - 100}, ${inWords(context)}`;
}
