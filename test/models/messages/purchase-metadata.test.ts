import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatPurchaseMetadata,
  legacyPurchaseResult,
  moDirectStatuses,
  type PurchaseMetadata,
  parsePurchaseMetadata,
  purchaseMetadataMistakes,
  purchaseStepResults,
} from '../../../src/models/messages/purchase-metadata.ts';

const complete: PurchaseMetadata = {
  userAccount: 'New',
  purchaseInstrument: 'New',
  line: 'New',
  moDirectStatus: 'Complete',
  planName: '2 GB',
};

describe('purchase metadata', () => {
  it('is written as JSON in the documented order', () => {
    expect(formatPurchaseMetadata(complete)).toBe(
      '{"userAccount":"New","purchaseInstrument":"New","line":"New","moDirectStatus":"Complete","planName":"2 GB"}',
    );
  });

  it('needs no more than the status', () => {
    expect(parsePurchaseMetadata('{"moDirectStatus":"ServiceError"}')).toEqual({
      ok: true,
      value: { moDirectStatus: 'ServiceError', planName: '' },
    });
  });

  it('is read with lineType, modirectStatus and any case of the names, and ignores what it does not know', () => {
    const text = '{"USERACCOUNT":"Existing","lineType":"None","modirectStatus":"None","planname":"","shoeSize":43}';
    expect(parsePurchaseMetadata(text)).toEqual({
      ok: true,
      value: { userAccount: 'Existing', line: 'None', moDirectStatus: 'None', planName: '' },
    });
  });

  it('takes the status cancelled of the code sample for None', () => {
    expect(parsePurchaseMetadata('{"moDirectStatus":"cancelled"}')).toMatchObject({
      ok: true,
      value: { moDirectStatus: 'None' },
    });
  });

  it('has a plan name if and only if the purchase is complete', () => {
    fc.assert(
      fc.property(fc.constantFrom(...moDirectStatuses), fc.constantFrom('', 'Plan'), (moDirectStatus, planName) => {
        const mistakes = purchaseMetadataMistakes(
          { moDirectStatus, planName, userAccount: 'New', line: 'New' },
          'legacy',
        );
        expect(mistakes.length === 0).toBe((moDirectStatus === 'Complete') === (planName !== ''));
      }),
    );
  });

  it('shows no step after the one where the user bailed out', () => {
    const bailed: PurchaseMetadata = { ...complete, moDirectStatus: 'None', planName: '', userAccount: 'Bailed' };
    expect(purchaseMetadataMistakes(bailed)).toEqual([
      'purchaseInstrument is New although the user bailed out of userAccount',
      'line is New although the user bailed out of userAccount',
    ]);
    expect(purchaseMetadataMistakes({ ...bailed, purchaseInstrument: 'None', line: 'None' })).toEqual([]);
  });

  it('needs account and line in the legacy callbacks, which alone know the status Bailed', () => {
    expect(purchaseMetadataMistakes({ moDirectStatus: 'Bailed', planName: '' }, 'legacy')).toEqual([
      'userAccount is required',
      'line is required',
    ]);
    expect(purchaseMetadataMistakes({ moDirectStatus: 'Bailed', planName: '' })).toEqual([
      'moDirectStatus Bailed belongs to the legacy callbacks',
    ]);
  });

  it('is the same after writing and reading', () => {
    const step = fc.option(fc.constantFrom(...purchaseStepResults.filter(result => result !== 'Bailed')), {
      nil: undefined,
    });
    fc.assert(
      fc.property(step, step, fc.constantFrom('2 GB', '"quoted" ü'), (account, line, planName) => {
        const metadata: PurchaseMetadata = {
          ...(account && { userAccount: account }),
          ...(line && { line }),
          moDirectStatus: 'Complete',
          planName,
        };
        expect(parsePurchaseMetadata(formatPurchaseMetadata(metadata))).toEqual({ ok: true, value: metadata });
      }),
    );
  });

  it.each([
    ['Complete', 'the metadata is not a JSON object'],
    ['[]', 'the metadata is not a JSON object'],
    ['null', 'the metadata is not a JSON object'],
    ['{}', 'moDirectStatus is required'],
    ['{"moDirectStatus":"Complete"}', 'planName is empty although moDirectStatus is Complete'],
    ['{"moDirectStatus":"None","planName":"2 GB"}', 'planName is set although moDirectStatus is None'],
    [
      '{"moDirectStatus":"None","line":"Old","planName":2}',
      'line is "Old"; expected one of: New, Existing, Bailed, None; planName is not text',
    ],
  ])('refuses %s and says every reason', (text, reason) => {
    expect(parsePurchaseMetadata(text)).toEqual({ ok: false, reason });
  });

  it('goes into the legacy payload as text, with code and ICCID when something was bought', () => {
    const bought = { activationCode: '1$smdp.contoso.example$CNTS-0001-7Q', iccid: '8999901000000000013' };
    expect(JSON.parse(legacyPurchaseResult(complete, 'waoigFfX00yGH3Vb.1', bought))).toEqual({
      ver: '1',
      purchaseResult: formatPurchaseMetadata(complete),
      success: true,
      transactionId: 'waoigFfX00yGH3Vb.1',
      ...bought,
    });
    const cancelled: PurchaseMetadata = { userAccount: 'None', line: 'None', moDirectStatus: 'None', planName: '' };
    expect(JSON.parse(legacyPurchaseResult(cancelled, 'waoigFfX00yGH3Vb.1'))).toMatchObject({
      success: false,
      activationCode: '',
      iccid: '',
    });
  });
});
