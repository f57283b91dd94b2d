/** The PC and its mobile broadband hardware. */
import type { System } from './system.ts';

export const systemsOfDevice: readonly System[] = [
  {
    name: 'Windows 10 device',
    named: {
      plans: 'Functional overview, component table',
      architecture: 'Functional overview',
      broadband: 'Overview of mobile broadband',
    },
    source: 'mobile-plans.md',
    models: [],
    files: ['world.ts', 'surroundings.ts'],
    lacks: 'made of the rows of this table',
  },
  {
    name: 'eUICC (eSIM)',
    named: { plans: 'Functional overview', architecture: 'Functional overview, step 6' },
    source: 'mb-esim-operations.md',
    models: ['eUICC'],
    lacks: 'other profiles are only counted; no slot switch',
  },
  {
    name: 'Physical SIM',
    named: { broadband: 'Plan purchase' },
    source: 'mb-device-readiness.md',
    models: ['physical SIM'],
  },
  {
    name: 'CDMA device',
    named: { broadband: 'Plan purchase' },
    source: 'mb-device-readiness.md',
    models: ['CDMA device'],
  },
  {
    name: 'Modem (embedded, or a dongle)',
    named: { broadband: 'Plan purchase' },
    source: 'mb-device-readiness.md',
    models: ['modem', 'registration', 'packet service', 'packet context', 'special packet context'],
  },
  {
    name: 'Mobile Broadband class driver',
    named: { broadband: 'Mobile Broadband class driver' },
    source: 'mobile-operator-hardware-overview.md',
    models: ['class driver'],
    lacks: 'no custom extensions',
  },
  {
    name: 'Multiple PDP contexts',
    named: { broadband: 'Multiple PDP contexts' },
    source: 'developing-apps-using-multiple-pdp-contexts.md',
    models: ['special packet context', 'context policies', 'special connection app', 'app traffic'],
  },
  {
    name: 'SMS path',
    named: { broadband: 'Operator notifications and system events' },
    source: 'developing-sms-apps.md',
    models: ['message centre', 'SMS store', 'SMS router', 'operator message task'],
    files: ['messages/sms/reassembly.ts', 'messages/operator-messages/rules.ts', 'windows/message-rules-at-hand.ts'],
    lacks: 'PCs get SMS and send none',
  },
  {
    name: 'USSD path',
    named: { broadband: 'Operator notifications and system events' },
    source: 'mb-ussd-operations.md',
    models: ['USSD session', 'USSD gateway'],
    files: ['messages/ussd-string.ts'],
  },
];
