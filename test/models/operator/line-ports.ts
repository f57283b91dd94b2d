/** Recorders for whom a line tells what becomes of it. The packet context stands apart: few tests have a network that ends it. */
import { subscriptionPorts } from '../../../src/models/operator/subscription.ts';
import { recorder } from '../../kit/world-with.ts';

export const linePorts = () => [
  recorder(subscriptionPorts.ledger, {
    takes: ['charge', 'provision', 'refund'],
    answers: { rate: size => ({ answer: size }) },
  }),
  recorder(subscriptionPorts.account, {
    takes: ['exceeded', 'cycleEnded', 'ranOut', 'waitOver', 'zeroRated', 'roundedUp'],
  }),
  recorder(subscriptionPorts.traffic, { takes: ['began', 'passed', 'zeroRated'] }),
  recorder(subscriptionPorts.radio, { takes: ['carried'] }),
  recorder(subscriptionPorts.owner, { takes: ['cutOff', 'restored'] }),
  recorder(subscriptionPorts.registrar, { takes: ['networkDetaches'] }),
  recorder(subscriptionPorts.windows, { takes: ['probesAgain'] }),
];
