/**
 * WISPr: how a Wi-Fi hotspot and a device talk about signing in. The XML stands in the web page that the hotspot redirects
 * to, as a rule in a comment, so that browsers do not show it.
 *
 *     device ── any page ─▶ hotspot:   Redirect (100, code 0) with the LoginURL
 *     device ── POST UserName, Password to LoginURL ─▶    AuthenticationReply (120): 50 in, 100 rejected, 201 pending
 *     device ── GET LoginResultsURL, while pending ─▶     AuthenticationPollReply (140): the same codes
 *
 * A page comes from whoever runs the hotspot. Reading never throws: a page without WISPr, one with a message, and one with
 * something that is none are told apart.
 *
 * Source: Microsoft Learn, "WISPr authentication", "HotspotAuthenticationResponseCode enumeration".
 * Assumption: a page is read up to 128 kB and an address up to 2,048 characters; the documents name no limits.
 */
import { escapeText } from './provisioning/xml-text.ts';
import { readXml, type XmlElement } from './provisioning/xml-tree.ts';

export const messageTypes = {
  redirect: 100,
  proxy: 110,
  authenticationReply: 120,
  logoffReply: 130,
  pollReply: 140,
  abortReply: 150,
} as const;
export type WisprKind = keyof typeof messageTypes;

export const responseCodes = {
  none: 0,
  loginOk: 50,
  rejected: 100,
  radiusError: 102,
  administratorError: 105,
  logoffOk: 150,
  loginAborted: 151,
  proxyDetected: 200,
  pending: 201,
  gatewayError: 255,
} as const;
export type ResponseCode = (typeof responseCodes)[keyof typeof responseCodes];

/** The codes that the Windows programming interface gives an app; 150 is that of a logoff, which no app waits for. */
export const codesForApps: readonly ResponseCode[] = [0, 50, 100, 102, 105, 151, 255];

export interface WisprMessage {
  readonly kind: WisprKind;
  readonly code: ResponseCode;
  /** Of a redirect: whereto credentials are posted. By https only. */
  readonly loginUrl?: string;
  readonly abortLoginUrl?: string;
  readonly accessLocation?: string;
  readonly locationName?: string;
  /** Of a reply that is pending: where to ask again. */
  readonly loginResultsUrl?: string;
  readonly logoffUrl?: string;
  readonly replyMessage?: string;
}

export type WisprRead =
  | { readonly found: false }
  | { readonly found: true; readonly ok: true; readonly message: WisprMessage }
  | { readonly found: true; readonly ok: false; readonly reason: string };

/** Characters of a page that are looked at. */
export const longestPage = 131_072;
const longestUrl = 2_048;
const rootName = 'WISPAccessGatewayParam';

const elements: Readonly<Record<WisprKind, string>> = {
  redirect: 'Redirect',
  proxy: 'Proxy',
  authenticationReply: 'AuthenticationReply',
  logoffReply: 'LogoffReply',
  pollReply: 'AuthenticationPollReply',
  abortReply: 'AbortLoginReply',
};

/** Fields by their element, in the order in which they are written. */
const fields = {
  accessLocation: 'AccessLocation',
  locationName: 'LocationName',
  loginUrl: 'LoginURL',
  abortLoginUrl: 'AbortLoginURL',
  replyMessage: 'ReplyMessage',
  loginResultsUrl: 'LoginResultsURL',
  logoffUrl: 'LogoffURL',
} as const;
type FieldName = keyof typeof fields;
const fieldNames = Object.keys(fields) as FieldName[];
const addresses: ReadonlySet<FieldName> = new Set(['loginUrl', 'abortLoginUrl', 'loginResultsUrl', 'logoffUrl']);

/** The message in a page of its own, as a hotspot answers. */
export function writeWispr(message: WisprMessage): string {
  const line = (name: string, text: string | number) => `<${name}>${escapeText(String(text))}</${name}>`;
  const lines = [
    ...(message.kind === 'redirect' ? [line('AccessProcedure', '1.0')] : []),
    ...fieldNames.flatMap(name => {
      const text = message[name];
      return text === undefined ? [] : [line(fields[name], text)];
    }),
    line('MessageType', messageTypes[message.kind]),
    line('ResponseCode', message.code),
  ];
  const element = elements[message.kind];
  return `<html><body>Sign in to this hotspot.</body><!--\n<?xml version="1.0" encoding="UTF-8"?>\n<${rootName}>\n<${element}>\n${lines.join('\n')}\n</${element}>\n</${rootName}>\n--></html>\n`;
}

/** Looks for WISPr in a page, whoever wrote it. */
export function readWispr(page: string): WisprRead {
  const text = page.slice(0, longestPage);
  const from = text.indexOf(`<${rootName}`);
  if (from < 0) return { found: false };
  const end = `</${rootName}>`;
  const to = text.indexOf(end, from);
  if (to < 0) return refused('the message has no end');
  const tree = readXml(text.slice(from, to + end.length));
  return tree.ok ? messageIn(tree.root) : refused(tree.reason);
}

const refused = (reason: string): WisprRead => ({ found: true, ok: false, reason });

function messageIn(root: XmlElement): WisprRead {
  const [body, ...others] = root.children;
  const kind = (Object.keys(elements) as WisprKind[]).find(one => elements[one] === body?.name);
  if (body === undefined || kind === undefined || others.length > 0)
    return refused('it holds no message, or more than one');
  const texts = new Map<string, string>();
  for (const { name, text, children } of body.children) {
    if (texts.has(name) || children.length > 0) return refused(`${name} stands there twice, or holds elements`);
    texts.set(name, text.trim());
  }
  if (texts.get('MessageType') !== String(messageTypes[kind]))
    return refused(`${body.name} needs the MessageType ${messageTypes[kind]}`);
  const written = texts.get('ResponseCode');
  const code = Object.values(responseCodes).find(known => String(known) === written);
  if (code === undefined) return refused('the ResponseCode is unknown');
  const message: { kind: WisprKind; code: ResponseCode } & { [F in FieldName]?: string } = { kind, code };
  for (const name of fieldNames) {
    const text = texts.get(fields[name]);
    if (text === undefined) continue;
    if (addresses.has(name) && !isHttps(text)) return refused(`${fields[name]} is no https address`);
    message[name] = text;
  }
  if (kind === 'redirect' && texts.get('AccessProcedure') !== '1.0') return refused('the AccessProcedure is not 1.0');
  if (kind === 'redirect' && message.loginUrl === undefined) return refused('a Redirect needs a LoginURL');
  if (code === responseCodes.pending && message.loginResultsUrl === undefined)
    return refused('a pending reply needs a LoginResultsURL');
  return { found: true, ok: true, message };
}

/** An address that credentials may go to: https, and nobody's name in it that looks like a host. */
function isHttps(text: string): boolean {
  if (text.length > longestUrl || !URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return protocol === 'https:' && username === '' && password === '';
}

/** The host of an address that {@link readWispr} has let through. */
export const hostOf = (url: string): string => new URL(url).hostname;

/**
 * Whether a host is one of the trusted domains: a full host name, or `.contoso.example` for every host below that domain.
 *
 * Source: Microsoft Learn, "HotspotProfile schema", TrustedDomains.
 */
export const isTrusted = (host: string, domains: readonly string[]): boolean =>
  domains.some(domain => {
    const [own, known] = [host.toLowerCase(), domain.toLowerCase()];
    return known.startsWith('.') ? own.endsWith(known) && own.length > known.length : own === known;
  });
