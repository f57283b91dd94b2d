/**
 * What the Mobile Plans service hands to the app beside the list of operators: the assets of a gateway page, and what a toast
 * is about.
 *
 * Source: Microsoft Learn, "Mobile Plans service configuration", "Gateway page" (sizes of the pictures), "Mobile Plans
 * notifications".
 */
import { bytes } from '../../sim/index.ts';
import type { NotificationType } from '../messages/mobile-operator-api-messages.ts';

/** Why the app asks for a notification: the operator has sent an SMS, or Microsoft promotes Mobile Plans by itself. */
export interface NotificationRequest {
  /** As the SMS writes it, in any case. */
  type: string;
  by?: 'sms' | 'promotion';
}

/** What the toast is about: the content that belongs to the id. */
export interface Toast {
  notificationId: string;
  type: NotificationType;
}

/** Logos, images and texts of the gateway page. */
interface Assets {
  logo: '300x300';
  image: '1200x600';
}

/** What the assets of a gateway page weigh. Assumption: a logo and one image; the documents give their sizes in pixels. */
export const assetsSize = bytes(150_000);
export const assets: Assets = { logo: '300x300', image: '1200x600' };

/** The content of Microsoft's own promotion. */
export const promotionId = 'promotion';
