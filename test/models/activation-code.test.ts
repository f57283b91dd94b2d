import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatActivationCode, parseActivationCode } from '../../src/models/activation-code.ts';
import { makeMatchingId } from '../../src/models/identifiers.ts';

const sample = '1$smdp.contoso.example$CNTS-0001-7Q';

/** The reason of a refusal, or undefined when the code is accepted. */
function refusal(text: string, reader?: 'mobilePlans' | 'qrCode'): string | undefined {
  const result = parseActivationCode(text, reader);
  return result.ok ? undefined : result.reason;
}

describe('an activation code', () => {
  it('names the SM-DP+ and the MatchingID', () => {
    const code = { smdpAddress: 'smdp.contoso.example', matchingId: makeMatchingId('CNTS', 1, 278) };
    expect(formatActivationCode(code)).toBe(sample);
    expect(parseActivationCode(sample)).toEqual({
      ok: true,
      value: { ...code, smdpOid: undefined, confirmationCodeRequired: false },
    });
  });

  it('with an empty MatchingID stands for the profile that waits for this EID', () => {
    const code = parseActivationCode('1$smdp.contoso.example$');
    expect(code).toMatchObject({ ok: true, value: { matchingId: undefined } });
    expect(formatActivationCode({ smdpAddress: 'smdp.contoso.example', matchingId: undefined })).toBe(
      '1$smdp.contoso.example$',
    );
  });

  it('may name the OID of the SM-DP+', () => {
    expect(parseActivationCode(`${sample}$1.3.6.1.4.1.31746`)).toMatchObject({
      ok: true,
      value: { smdpOid: '1.3.6.1.4.1.31746' },
    });
  });

  it('in a QR code has the prefix LPA: in either case and may require a confirmation code', () => {
    expect(parseActivationCode(`LPA:${sample}$$1`, 'qrCode')).toMatchObject({
      ok: true,
      value: { smdpOid: undefined, confirmationCodeRequired: true },
    });
    expect(refusal(`lpa:${sample}`, 'qrCode')).toBeUndefined();
  });

  it('survives writing and reading, for both readers', () => {
    const code = fc.record({
      smdpAddress: fc.domain(),
      matchingId: fc.option(
        fc.nat().map(order => makeMatchingId('AB', order, order)),
        { nil: undefined },
      ),
      smdpOid: fc.option(fc.constantFrom('1.2', '1.3.6.1.4.1.31746'), { nil: undefined }),
      confirmationCodeRequired: fc.boolean(),
    });
    fc.assert(
      fc.property(code, value => {
        expect(parseActivationCode(formatActivationCode(value, 'qrCode'), 'qrCode')).toEqual({ ok: true, value });
        const plain = { ...value, confirmationCodeRequired: false };
        expect(parseActivationCode(formatActivationCode(plain))).toEqual({ ok: true, value: plain });
      }),
    );
  });

  it.each([
    [`LPA:${sample}`, 'Mobile Plans takes the code without the prefix LPA:'],
    [`${sample}$$1`, 'Mobile Plans allows no confirmation code'],
    [`2${sample.slice(1)}`, 'the format is "2"; expected 1'],
    ['', 'the format is ""; expected 1'],
    ['1$smdp.contoso.example', 'the MatchingID is missing; its $ is needed even when it is empty'],
    ['1$https://smdp.contoso.example$A', '"https://smdp.contoso.example" is not the domain name of an SM-DP+'],
    ['1$smdp.contoso.example:8443$A', '"smdp.contoso.example:8443" is not the domain name of an SM-DP+'],
    ['1$192.0.2.1$A', '"192.0.2.1" is not the domain name of an SM-DP+'],
    ['1$$A', '"" is not the domain name of an SM-DP+'],
    [
      '1$smdp.contoso.example$cnts_1',
      'the MatchingID "cnts_1" has other characters than capital letters, digits and hyphens',
    ],
    [`${sample}$one`, '"one" is not an object identifier'],
    [`${sample}$`, '"" is not an object identifier'],
    [`${sample}$$0`, 'the confirmation flag is "0"; expected 1 or nothing'],
    [`1$smdp.contoso.example$${'A'.repeat(300)}`, 'the code is longer than 255 characters'],
  ])('refuses %s for Mobile Plans and says why', (text, reason) => {
    expect(refusal(text)).toBe(reason);
  });

  it('refuses a link without its prefix, and a sixth part', () => {
    expect(refusal(sample, 'qrCode')).toBe('the code of a QR code or link starts with LPA:');
    expect(refusal(`LPA:${sample}$$1$x`, 'qrCode')).toBe('the code has more than five parts');
  });
});
