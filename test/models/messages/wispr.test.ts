/** WISPr messages, written and read; pages that are broken or hostile are refused with the reason. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  codesForApps,
  isTrusted,
  longestPage,
  messageTypes,
  type ResponseCode,
  readWispr,
  responseCodes,
  type WisprKind,
  type WisprMessage,
  writeWispr,
} from '../../../src/models/messages/wispr.ts';

const kinds = Object.keys(messageTypes) as WisprKind[];
const codes = Object.values(responseCodes) as ResponseCode[];
/** Text that XML 1.0 can say and that ends in no blanks. */
const plain = fc.string({ unit: 'grapheme-ascii', maxLength: 40 }).map(text => text.trim());
const url = fc.webUrl({ validSchemes: ['https'], withQueryParameters: true });
const message = fc
  .record(
    {
      kind: fc.constantFrom(...kinds),
      code: fc.constantFrom(...codes),
      loginUrl: url,
      abortLoginUrl: url,
      loginResultsUrl: url,
      logoffUrl: url,
      accessLocation: plain,
      locationName: plain,
      replyMessage: plain,
    },
    { requiredKeys: ['kind', 'code', 'loginUrl', 'loginResultsUrl'] },
  )
  .map((one): WisprMessage => one);

const page = (inside: string) => `<html><!--<WISPAccessGatewayParam>${inside}</WISPAccessGatewayParam>--></html>`;
const redirect = (loginUrl: string, more = '') =>
  page(
    `<Redirect><AccessProcedure>1.0</AccessProcedure><LoginURL>${loginUrl}</LoginURL><MessageType>100</MessageType><ResponseCode>0</ResponseCode>${more}</Redirect>`,
  );
const reasonIn = (text: string) => {
  const read = readWispr(text);
  return read.found && !read.ok ? read.reason : undefined;
};

describe('a WISPr message', () => {
  it('has its documented number and codes', () => {
    expect(Object.values(messageTypes)).toEqual([100, 110, 120, 130, 140, 150]);
    expect(codes).toEqual([0, 50, 100, 102, 105, 150, 151, 200, 201, 255]);
    expect(codesForApps).toEqual([0, 50, 100, 102, 105, 151, 255]);
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(message, one => {
        expect(readWispr(writeWispr(one))).toEqual({ found: true, ok: true, message: one });
      }),
    );
  });

  it('is found in a comment of a page, whatever stands around it', () => {
    expect(readWispr('<html><body>Welcome</body></html>')).toEqual({ found: false });
    expect(readWispr(`<html><p>${redirect('https://a.example/')}`)).toMatchObject({ ok: true });
  });

  it.each([
    ['an address without https', redirect('http://wifi.contoso.example/login'), /LoginURL is no https address/],
    ['a name before the host', redirect('https://wifi.contoso.example@evil.example/'), /no https address/],
    ['no address', redirect('login'), /no https address/],
    ['an address without end', redirect(`https://a.example/${'x'.repeat(2_048)}`), /no https address/],
    ['a field twice', redirect('https://a.example/', '<LoginURL>https://b.example/</LoginURL>'), /twice/],
    ['elements in a field', redirect('https://a.example/', '<LocationName><b/></LocationName>'), /holds elements/],
    ['a document type', redirect('https://a.example/', '<!DOCTYPE x [<!ENTITY e "e">]>'), /./],
    ['an entity of its own', redirect('https://a.example/&e;'), /entity/],
    ['two messages', page('<Redirect/><Proxy/>'), /more than one/],
    ['no message', page(''), /no message/],
    ['a message without a name', page('<Login/>'), /no message/],
    ['the wrong number', page('<Redirect><MessageType>120</MessageType></Redirect>'), /MessageType 100/],
    ['an unknown code', page('<Proxy><MessageType>110</MessageType><ResponseCode>7</ResponseCode></Proxy>'), /unknown/],
    [
      'a redirect without address',
      page(
        '<Redirect><AccessProcedure>1.0</AccessProcedure><MessageType>100</MessageType><ResponseCode>0</ResponseCode></Redirect>',
      ),
      /needs a LoginURL/,
    ],
    [
      'a pending reply without address',
      page('<AuthenticationReply><MessageType>120</MessageType><ResponseCode>201</ResponseCode></AuthenticationReply>'),
      /LoginResultsURL/,
    ],
    [
      'another procedure',
      page(
        '<Redirect><AccessProcedure>2.0</AccessProcedure><LoginURL>https://a.example/</LoginURL><MessageType>100</MessageType><ResponseCode>0</ResponseCode></Redirect>',
      ),
      /1\.0/,
    ],
    ['no end', '<WISPAccessGatewayParam><Redirect>', /no end/],
    ['tags that do not match', page('<Redirect></Proxy>'), /./],
    ['a depth without end', page('<a>'.repeat(5_000)), /./],
  ])('with %s is refused with a reason', (_, text, reason) => {
    expect(reasonIn(text)).toMatch(reason);
  });

  it('beyond the longest page is not looked for', () => {
    expect(readWispr(' '.repeat(longestPage) + redirect('https://a.example/'))).toEqual({ found: false });
  });

  it('of any page never ends in an exception', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '</',
      '<![CDATA[',
      ']]>',
      '&',
      '&amp;',
      '&#0;',
      '<!--',
      '-->',
      '<?x',
      'MessageType',
      'Redirect',
      '100',
      ' a="',
      '"',
      '\u0000',
      '\ud800',
    );
    const inside = fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 }))).map(parts => parts.join(''));
    fc.assert(
      fc.property(inside, fc.nat(400), (text, cut) => {
        readWispr(page(text));
        readWispr(redirect('https://a.example/', text).slice(0, cut));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a trusted domain', () => {
  it('is a full host name, or with a dot before it every host below it', () => {
    expect(isTrusted('wifi.contoso.example', ['wifi.contoso.example'])).toBe(true);
    expect(isTrusted('WIFI.contoso.example', ['.Contoso.example'])).toBe(true);
    expect(isTrusted('a.b.contoso.example', ['.contoso.example'])).toBe(true);
  });

  it('is neither the domain below which it stands nor one that only looks like it', () => {
    for (const host of [
      'contoso.example',
      'evilcontoso.example',
      'contoso.example.evil.example',
      'x.wifi.contoso.example',
    ])
      expect(isTrusted(host, ['.contoso.example', 'wifi.contoso.example'])).toBe(host === 'x.wifi.contoso.example');
    expect(isTrusted('x.wifi.contoso.example', ['wifi.contoso.example'])).toBe(false);
  });
});
