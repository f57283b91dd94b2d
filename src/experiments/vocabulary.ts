/** The names that a run says beside its metrics: the laws it is held to, and the ways in which a purchase can end badly. */
import { endReasons, laws } from '../models/index.ts';

export const lawWords = (): { name: string; why: string }[] => laws.map(({ name, why }) => ({ name, why }));

/** Why a purchase can end without service. */
export const faultWords = (): readonly string[] => endReasons;
