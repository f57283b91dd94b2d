/** The ports of the LPA: the SM-DP+ it talks to, and the card it works on. */
import { port, sees } from '../../sim/index.ts';
import type { euicc } from '../device/euicc.ts';
import type { smDpPlus } from '../operator/sm-dp-plus.ts';
import type { subscription } from '../operator/subscription.ts';
import type { deviceManagement } from './device-management.ts';

const server = port<typeof smDpPlus>('SM-DP+');
const card = port<typeof euicc>('eUICC');
const gateway = port<typeof subscription>('packet gateway');
export const lpaPorts = { server, card, gateway };

const cards = sees<typeof euicc>('cards');
/** Whose policy it is, on PCs that somebody manages. */
const managements = sees<typeof deviceManagement>('device management');
export const lpaSees = { cards, managements };
