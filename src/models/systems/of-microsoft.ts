/** What Microsoft runs in its cloud. */
import type { System } from './system.ts';

export const systemsOfMicrosoft: readonly System[] = [
  {
    name: 'Mobile Plans service',
    named: {
      plans: 'Functional overview, component table',
      architecture: 'Mobile Plans Service',
    },
    source: 'mobile-plans-account-management.md',
    models: ['mobile plans service', 'operator silence', 'balance cache'],
    files: ['microsoft/catalogue.ts', 'microsoft/app-content.ts', 'microsoft/operator-requests.ts'],
    lacks: 'one country for each operator',
  },
  {
    name: 'Windows Metadata and Internet Services',
    named: { broadband: 'Windows Metadata and Internet Services' },
    source: 'service-metadata.md',
    models: ['WMIS'],
  },
  {
    name: 'Microsoft Store',
    named: { broadband: 'Microsoft Store' },
    source: 'overview-of-mobile-broadband.md',
    models: ['Microsoft Store'],
    lacks: 'delivers one app for each operator',
  },
  {
    name: 'Windows Notification Service',
    named: { broadband: 'Operator notifications and system events' },
    source: 'overview-of-mobile-broadband.md',
    models: ['windows notification service'],
    lacks: 'raw notifications, which are not kept',
  },
  {
    name: 'Windows Dev Center dashboard',
    named: { broadband: 'Privileged apps' },
    source: 'developer-guide-for-creating-service-metadata.md',
    models: ['service metadata submission'],
  },
  {
    name: 'Monitoring (Xping)',
    named: {},
    source: 'mobile-plans-launch.md',
    models: ['monitor'],
    files: ['monitoring.ts', 'microsoft/severity.ts'],
    lacks: 'probes portal and GetBalance; no planned maintenance',
  },
];
