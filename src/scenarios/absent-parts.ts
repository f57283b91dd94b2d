/** Settings that say more about a part which a scenario does not have: an answer does not rest on their defaults. */
import { isOwnFlow } from './schema/portal.ts';
import { isRawMap, type Path, type Raw, rawAt } from './yaml-document.ts';

export function isOfAbsentPart(raw: Raw, path: Path): boolean {
  if (rawAt(raw, path) !== undefined) return false;
  const [top, name] = path;
  if (top === 'microsoft') {
    if (name === 'push') return !hasMessages(raw);
    return name === 'monitoring' && rawAt(raw, ['microsoft', 'monitoring']) === undefined;
  }
  const section = path.slice(2).join('.');
  if (top === 'operators') return isAbsentOfOperator(raw, [top, name], section);
  return top === 'population' && isAbsentOfGroup(raw, [top, name], section);
}

/** Parts that an operator or a group has only when the scenario writes something of them. */
const partsOfOperator = [
  'messages',
  'sharing',
  'contexts',
  'hotspots',
  'roaming',
  'smds',
  'serviceMetadata.submission',
];
const partsOfGroup = [
  'lanDevice',
  'family',
  'hotspots',
  'sharing',
  'specialApps',
  'updates',
  'apps',
  'video',
  'travels',
  'warnings',
  'managed',
  'activationCode',
  'accountView',
];

/** Whether any operator sends messages: then every PC has a place for them, and pushes arrive. */
function hasMessages(raw: Raw): boolean {
  const operators = rawAt(raw, ['operators']);
  const names = typeof operators === 'object' && operators !== null ? Object.keys(operators) : [];
  return names.some(name => rawAt(raw, ['operators', name, 'messages']) !== undefined);
}

function isAbsentOfOperator(raw: Raw, operator: Path, section: string): boolean {
  const isGiven = (...below: string[]) => rawAt(raw, [...operator, ...below]) !== undefined;
  const isOwn = () => isOwnFlow(rawAt(raw, [...operator, 'portal', 'steps']));
  if (section.startsWith('portal.steps.')) return isOwn();
  const part = partsOfOperator.find(one => section.startsWith(`${one}.`));
  if (part !== undefined) return !isGiven(...part.split('.'));
  if (section.endsWith('.securityUpdatesExempt')) return !hasUpdates(raw);
  switch (section) {
    case 'portal.resources':
    case 'portal.paymentTries':
      return isOwn();
    case 'portal.paymentFails':
      return isOwn() || isGiven('backend', 'payment');
    case 'gateway.offersFail':
    case 'gateway.unknownTemplate':
      return !isGiven('gateway', 'templates');
    case 'api.afterClientTimeout':
      return !isGiven('api', 'paths');
    case 'smdp.afterDeletion':
      return !isGiven('stock');
    default:
      return false;
  }
}

/** Whether the PCs of any group download updates of Windows. */
function hasUpdates(raw: Raw): boolean {
  const groups = rawAt(raw, ['population']);
  return (
    isRawMap(groups) && Object.keys(groups).some(name => rawAt(raw, ['population', name, 'updates']) !== undefined)
  );
}

/** What a group has none of, where nothing is written. */
function isAbsentOfGroup(raw: Raw, group: Path, section: string): boolean {
  const isGiven = (...below: string[]) => rawAt(raw, [...group, ...below]) !== undefined;
  const part = partsOfGroup.find(one => section.startsWith(`${one}.`));
  if (part !== undefined) return !isGiven(part);
  if (section.startsWith('messages.')) return !isGiven('messages') && !hasMessages(raw);
  switch (section) {
    case 'user.comesBackAfter':
      return !isGiven('user', 'comesBack');
    case 'user.topsUpAfter':
      return !isGiven('user', 'topsUp');
    case 'device.otherProfiles':
    case 'device.ownProfile': {
      const sim = rawAt(raw, [...group, 'device', 'sim']);
      return sim !== undefined && sim !== 'esim';
    }
    default:
      return false;
  }
}
