/**
 * SmsModemErrorCode: why a message was not sent, as Windows tells apps.
 * Source: Microsoft Learn, Windows.Devices.Sms.SmsModemErrorCode.
 */

/** Number of each code in Windows, in order. */
export const smsModemErrorCode = {
  Other: 0,
  MessagingNetworkError: 1,
  SmsOperationNotSupportedByDevice: 2,
  SmsServiceNotSupportedByNetwork: 3,
  DeviceFailure: 4,
  MessageNotEncodedProperly: 5,
  MessageTooLarge: 6,
  DeviceNotReady: 7,
  NetworkNotReady: 8,
  InvalidSmscAddress: 9,
  NetworkFailure: 10,
  FixedDialingNumberRestricted: 11,
} as const;

export type SmsModemErrorCode = keyof typeof smsModemErrorCode;

/** What writing a message gives: its value, or the error an app would see, and why in words. */
export type SmsWritten<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: SmsModemErrorCode; readonly reason: string };

export const written = <Value>(value: Value): SmsWritten<Value> => ({ ok: true, value });
export const unwritable = (error: SmsModemErrorCode, reason: string): SmsWritten<never> => ({
  ok: false,
  error,
  reason,
});
