/** Message rules: which one takes a message, and what becomes of usage, limit and events. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainMessage } from '../../../../src/models/messages/operator-messages/explain-message.ts';
import {
  judgeMessage,
  type MessageContext,
  type OperatorMessage,
  prepareRules,
} from '../../../../src/models/messages/operator-messages/rules.ts';
import { message, rulesOf } from './rule.ts';

const contoso =
  '<Message RuleId="Use1"><SMSBearer ClassZeroOnly="false" Sender="+15550100"/>' +
  '<Pattern>Contoso: (\\d+\\.?\\d*) ?(MB|GB) of (\\d+) ?(MB|GB) used at (\\d\\d:\\d\\d \\d\\d/\\d\\d/\\d{4})</Pattern>' +
  '<Units M="MB" G="GB"/><Fields><Usage Group="1" UnitGroup="2"/><UsageTimestamp Group="5" Format="%H:%M %d/%m/%Y"/>' +
  '<DataLimit Group="3" UnitGroup="4"/></Fields></Message>';
const contosoText = 'Contoso: 1.5 GB of 2 GB used at 18:30 05/03/2024';
const sms = (text: string, more: Partial<OperatorMessage> = {}): OperatorMessage => ({
  bearer: 'sms',
  sender: '+15550100',
  text,
  ...more,
});
const utc = (text: string) => Date.parse(`${text}Z`);

/** What the message changes, by one rule. */
function updateBy(rule: string, text: string, context: MessageContext = {}) {
  const verdict = judgeMessage(rulesOf(rule), sms(text), context);
  return verdict.taken ? verdict.update : 'not taken';
}
function problemsOf(rule: string, text: string, context: MessageContext = {}): string[] {
  const verdict = judgeMessage(rulesOf(rule), sms(text), context);
  if (!verdict.taken) return ['not taken'];
  return verdict.fields.flatMap(({ field, problem }) => (problem === undefined ? [] : [`${field}: ${problem}`]));
}

describe('message rules', () => {
  it('give of the documented example 1.5 GB of 2 GB used on 5 March 2024 at 18:30', () => {
    const verdict = judgeMessage(rulesOf(contoso), sms(contosoText));
    expect(verdict).toMatchObject({
      taken: true,
      rule: { index: 0, rule: { ruleId: 'Use1' } },
      type: 0,
      isPublic: false,
      update: {
        usage_bytes: 1_500_000_000,
        limit_bytes: 2_000_000_000,
        usageTimestamp_ms: utc('2024-03-05T18:30'),
      },
    });
  });

  it('that are none leave every message public', () => {
    expect(judgeMessage([], sms('hello'))).toEqual({ taken: false, isPublic: true });
  });

  it('that do not fit leave the message public', () => {
    expect(judgeMessage(rulesOf(contoso), sms('hello'))).toEqual({ taken: false, isPublic: true });
  });

  it('are tried in the order of the file: the first that fits wins', () => {
    const rules = rulesOf(
      message('<Pattern>a.*</Pattern>', ' RuleId="one"'),
      message('<Pattern>ab</Pattern>', ' RuleId="two"'),
    );
    const explained = explainMessage(rules, sms('ab'));
    expect(explained.verdict).toMatchObject({ rule: { rule: { ruleId: 'one' } } });
    expect(explained.overlapping.map(({ rule }) => rule.ruleId)).toEqual(['two']);
  });

  it('make a private event of type 0 for GSM SMS, 1 for CDMA SMS, 2 for USSD', () => {
    const rules = rulesOf(message('<Pattern>a</Pattern>'));
    expect(judgeMessage(rules, sms('a'))).toMatchObject({ type: 0 });
    expect(judgeMessage(rules, sms('a', { network: 'cdma' }))).toMatchObject({ type: 1 });
    expect(judgeMessage(rules, { bearer: 'ussd', text: 'a' })).toMatchObject({ type: 2 });
  });

  it('that are not silent make a public event too, and the fields are read all the same', () => {
    const rule = message('<Pattern>over</Pattern><Fields><OverDataLimit Default="true"/></Fields>', ' Silent="false"');
    expect(judgeMessage(rulesOf(rule), sms('over'))).toMatchObject({
      taken: true,
      isPublic: true,
      update: { overDataLimit: true },
    });
  });

  it('take SMS of their sender only, to the letter, of class 0 only unless told otherwise', () => {
    const rules = rulesOf('<Message><SMSBearer Sender="15550100"/><Pattern>a</Pattern></Message>');
    const isTaken = (sender: string, messageClass?: 0 | 1) =>
      judgeMessage(rules, sms('a', { sender, ...(messageClass !== undefined && { messageClass }) })).taken;
    expect(isTaken('15550100', 0)).toBe(true);
    expect(isTaken('+15550100', 0)).toBe(false);
    expect(isTaken('15550100', 1)).toBe(false);
    expect(isTaken('15550100')).toBe(false);
    expect(judgeMessage(rules, { bearer: 'ussd', text: 'a' }).taken).toBe(false);
  });

  it('take the SMS of any of their bearers', () => {
    const bearers = '<SMSBearer Sender="A" ClassZeroOnly="false"/><SMSBearer Sender="B" ClassZeroOnly="false"/>';
    const rules = rulesOf(`<Message>${bearers}<Pattern>a</Pattern></Message>`);
    expect(['A', 'B', 'C'].map(sender => judgeMessage(rules, sms('a', { sender })).taken)).toEqual([true, true, false]);
  });
});

/** A rule whose usage stands in one of four forms. */
const usageRule = (usage: string, rest = '') =>
  message(
    `<Pattern>(\\S+) ?(MB|GB)? am (\\S+)(?: von (\\d+) GB)?</Pattern><Units M="MB" G="GB"/><Fields>${usage}` +
      `<UsageTimestamp Group="3" Format="%d.%m.%Y"/>${rest}</Fields>`,
  );
const limitInText = '<DataLimit Group="4" DefaultUnit="G"/>';
const day = { usageTimestamp_ms: utc('2024-03-05T00:00') };
const plan: MessageContext = { planLimit_bytes: 2_000_000_000 };

describe('the usage', () => {
  it.each<[string, string, MessageContext, object]>([
    [usageRule('<UsagePercentage Group="1"/>'), '75 am 05.03.2024', plan, { usage_bytes: 1_500_000_000, ...day }],
    [usageRule('<UsagePercentage Group="1"/>'), '33.333 am 05.03.2024', plan, { usage_bytes: 666_660_000, ...day }],
    [
      usageRule('<UsagePercentage Group="1"/>', limitInText),
      '75 am 05.03.2024 von 4 GB',
      plan,
      { usage_bytes: 3_000_000_000, limit_bytes: 4_000_000_000, ...day },
    ],
    [
      usageRule('<UsageOverage Group="1" UnitGroup="2"/>'),
      '50 MB am 05.03.2024',
      plan,
      { usage_bytes: 2_050_000_000, ...day },
    ],
    [
      usageRule('<UsageOverage Group="1" UnitGroup="2"/>', limitInText),
      '50 MB am 05.03.2024 von 1 GB',
      {},
      { usage_bytes: 1_050_000_000, limit_bytes: 1_000_000_000, ...day },
    ],
    [
      usageRule('<UsageOveragePercentage Group="1"/>'),
      '10 am 05.03.2024',
      plan,
      { usage_bytes: 2_200_000_000, ...day },
    ],
  ])('%s of %s', (rule, text, context, update) => {
    expect(updateBy(rule, text, context)).toEqual(update);
  });

  it.each<[string, string, MessageContext, string]>([
    [
      usageRule('<UsagePercentage Group="1"/>'),
      '75 am 05.03.2024',
      {},
      'usagePercentage: neither the text nor the plan names a limit, so no usage can be inferred',
    ],
    [
      usageRule('<UsageOverage Group="1" UnitGroup="2"/>'),
      '75 MB am 05.03.2024',
      {},
      'usageOverage: neither the text nor the plan',
    ],
    [usageRule('<UsageOveragePercentage Group="1"/>'), '5 am 05.03.2024', {}, 'usageOveragePercentage: neither'],
    [
      usageRule('<Usage Group="1"/>'),
      '75 am 31.02.2024',
      plan,
      'usageTimestamp: "31.02.2024": there is no 31 February',
    ],
    [usageRule('<Usage Group="1"/>'), '75 am 31.02.2024', plan, 'usage: its time stamp is missing, so no usage is set'],
    [usageRule('<Usage Group="1"/>'), '7,5 am 05.03.2024', plan, 'usage: "7,5" is no number in en-US'],
    [usageRule('<UsagePercentage Group="1"/>'), 'x am 05.03.2024', plan, 'usagePercentage: "x" is no number in en-US'],
    [usageRule('<Usage Group="4"/>'), '75 am 05.03.2024', plan, 'usage: group 4 caught nothing'],
    [
      usageRule('<Usage Group="1" DefaultUnit="Ti"/>'),
      '99999 am 05.03.2024',
      plan,
      'usage: 99999 Ti is more than can be counted',
    ],
    [
      usageRule('<UsagePercentage Group="1"/>'),
      '999999999999999999 am 05.03.2024',
      plan,
      'usagePercentage: the usage is more than',
    ],
  ])('%s of %s is not set, and the reason is told', (rule, text, context, problem) => {
    expect(problemsOf(rule, text, context).join('\n')).toContain(problem);
    expect(updateBy(rule, text, context)).not.toHaveProperty('usage_bytes');
  });

  it('with a unit that no word names has the default unit, which is told', () => {
    const rule = message(
      '<Pattern>(\\d+) (\\S+) (\\S+)</Pattern><Units M="MB"/><Fields><Usage Group="1" UnitGroup="2" DefaultUnit="K"/>' +
        '<UsageTimestamp Group="3" Format="%d.%m.%Y"/></Fields>',
    );
    const verdict = judgeMessage(rulesOf(rule), sms('5 mb 05.03.2024'));
    expect(verdict).toMatchObject({
      update: { usage_bytes: 5_000 },
      fields: [
        {},
        { field: 'usage', note: '"mb" is no unit (the units are MB = M, to the letter), so DefaultUnit K counts' },
      ],
    });
  });
});

describe('the other fields', () => {
  it.each([
    ['yes', true],
    ['ja', true],
    ['no', false],
    ['maybe', true],
  ])('a truth by its tokens: %s is %s', (word, truth) => {
    const rule = message(
      '<Pattern>(\\w+)</Pattern><Fields><Congested Group="1" TrueToken="yes ja" FalseToken="no" Default="true"/></Fields>',
    );
    expect(updateBy(rule, word)).toEqual({ congested: truth });
  });

  it('a truth without tokens is its default, false where none is named', () => {
    const rule = message(
      '<Pattern>a</Pattern><Fields><RefreshProvisioning Default="true"/><ActivationComplete/></Fields>',
    );
    expect(updateBy(rule, 'a')).toEqual({ refreshProvisioning: true, activationComplete: false });
  });

  it.each([
    ['flat', 'Unrestricted'],
    ['cap', 'Fixed'],
    ['paygo', 'Variable'],
    ['other', 'Fixed'],
  ])('the plan type by its tokens: %s is %s', (word, planType) => {
    const tokens = 'UnrestrictedTokens="flat unlimited" FixedTokens="cap" VariableTokens="paygo"';
    const rule = (more: string) =>
      message(`<Pattern>(\\w+)</Pattern><Fields><PlanType Group="1" ${tokens}${more}/></Fields>`);
    expect(updateBy(rule(' Default="Fixed"'), word)).toEqual({ planType });
    expect(updateBy(rule(''), word)).toEqual(word === 'other' ? {} : { planType });
  });

  it('bandwidths are numbers times their units', () => {
    const rule = message(
      '<Pattern>(\\d+) (\\w+) down (\\d+) up</Pattern><Units M="Mbit"/><Fields>' +
        '<InboundBandwidth Group="1" UnitGroup="2"/><OutboundBandwidth Group="3" DefaultUnit="K"/></Fields>',
    );
    expect(updateBy(rule, '16 Mbit down 64 up')).toEqual({ inboundBandwidth: 16_000_000, outboundBandwidth: 64_000 });
  });
});

/** Texts as operators word them, each with a rule that fits. */
const languages: [language: string, locale: string, pattern: string, fields: string, text: string, update: object][] = [
  [
    'German',
    'de-DE',
    'Sie haben (\\d[\\d.,]*) (MB|GB) Ihres Datenvolumens von (\\d+) GB verbraucht \\(Stand: (.{17})\\)\\.',
    'u=1,2 l=3 t=4 %d.%m.%Y, %H:%M',
    'Sie haben 1.234,5 MB Ihres Datenvolumens von 5 GB verbraucht (Stand: 05.03.2024, 18:30).',
    { usage_bytes: 1_234_500_000, limit_bytes: 5_000_000_000, usageTimestamp_ms: utc('2024-03-05T18:30') },
  ],
  [
    'French',
    'fr-FR',
    'Conso : ([\\d\\s]+,?\\d*)\\s(Mo|Go) sur (\\d+)\\sGo au (\\S+) à (\\d+h\\d+)',
    'u=1,2 l=3 t=4 %d/%m/%Y',
    'Conso : 1\u202f234,5\u00a0Mo sur 20\u00a0Go au 05/03/2024 à 18h30',
    { usage_bytes: 1_234_500_000, limit_bytes: 20_000_000_000, usageTimestamp_ms: utc('2024-03-05T00:00') },
  ],
  [
    'Spanish',
    'es-ES',
    'Has consumido (\\d+,\\d+) ?(MB|GB) de (\\d+) ?GB a las (\\d\\d:\\d\\d del \\d+/\\d+)\\. ¡Gracias!',
    'u=1,2 l=3 t=4 %H:%M del %#d/%#m',
    'Has consumido 0,75 GB de 3 GB a las 18:30 del 5/3. ¡Gracias!',
    { usage_bytes: 750_000_000, limit_bytes: 3_000_000_000, usageTimestamp_ms: utc('2024-03-05T18:30') },
  ],
  [
    'Portuguese',
    'pt-BR',
    'Você já usou (\\d+)% da sua internet\\. Atualizado em (\\S+)',
    'p=1 t=2 %d/%m/%y',
    'Você já usou 80% da sua internet. Atualizado em 05/03/24',
    { usage_bytes: 1_600_000_000, usageTimestamp_ms: utc('2024-03-05T00:00') },
  ],
  [
    'Polish',
    'pl-PL',
    'Przekroczono pakiet o (\\S+) (MB|GB), stan na (\\S+)',
    'o=1,2 t=3 %d.%m.%Y',
    'Przekroczono pakiet o 12,5 MB, stan na 05.03.2024',
    { usage_bytes: 2_012_500_000, usageTimestamp_ms: utc('2024-03-05T00:00') },
  ],
  [
    'Turkish',
    'tr-TR',
    'Kotanızın %(\\d+) kadarını aştınız\\. Tarih: (\\S+)',
    'op=1 t=2 %d.%m.%Y',
    'Kotanızın %25 kadarını aştınız. Tarih: 05.03.2024',
    { usage_bytes: 2_500_000_000, usageTimestamp_ms: utc('2024-03-05T00:00') },
  ],
  [
    'Hindi',
    'hi-IN',
    'आपने ([०-९.,]+) (जीबी|एमबी) डेटा का उपयोग किया है, ([०-९/]+)',
    'u=1,2 t=3 %d/%m/%Y',
    'आपने १.५ जीबी डेटा का उपयोग किया है, ०५/०३/२०२४',
    { usage_bytes: 1_500_000_000, usageTimestamp_ms: utc('2024-03-05T00:00') },
  ],
  [
    'Arabic',
    'ar-EG',
    'لقد استهلكت ([٠-٩٫٬]+) (جيجابايت|ميجابايت) حتى (.+)',
    'u=1,2 t=3 %d/%m/%Y %I:%M %p ص م',
    'لقد استهلكت ١٬٢٣٤٫٥ ميجابايت حتى ٠٥/٠٣/٢٠٢٤ ٠٦:٣٠ م',
    { usage_bytes: 1_234_500_000, usageTimestamp_ms: utc('2024-03-05T18:30') },
  ],
  [
    'Chinese',
    'zh-CN',
    '截至(\\d+年\\d+月\\d+日\\d+时),您已使用流量([\\d.]+)(GB|MB),套餐共(\\d+)GB。',
    'u=2,3 l=4 t=1 %Y年%#m月%#d日%#H时',
    '截至2024年3月5日18时,您已使用流量1.5GB,套餐共2GB。',
    { usage_bytes: 1_500_000_000, limit_bytes: 2_000_000_000, usageTimestamp_ms: utc('2024-03-05T18:00') },
  ],
  [
    'Japanese',
    'ja-JP',
    '【ご利用データ量】([\\d.]+)(GB|MB)/(\\d+)GB（(.+)現在）[^]*',
    'u=1,2 l=3 t=4 %#m月%#d日 %H:%M',
    '【ご利用データ量】1.5GB/2GB（3月5日 18:30現在）\nお客様サポート',
    { usage_bytes: 1_500_000_000, limit_bytes: 2_000_000_000, usageTimestamp_ms: utc('2024-03-05T18:30') },
  ],
  [
    'Greek',
    'el-GR',
    'Έχετε καταναλώσει (\\S+) (MB|GB) από τα (\\d+)GB έως (.+)',
    'u=1,2 l=3 t=4 %#d/%#m/%Y %#I:%M %p π.μ. μ.μ.',
    'Έχετε καταναλώσει 1,5 GB από τα 2GB έως 5/3/2024 6:30 μ.μ.',
    { usage_bytes: 1_500_000_000, limit_bytes: 2_000_000_000, usageTimestamp_ms: utc('2024-03-05T18:30') },
  ],
  [
    'Russian',
    'ru-RU',
    'Израсходовано (\\d[\\d\\s]*,\\d+)\\s(МБ|ГБ) из (\\d+)\\sГБ на (.+)',
    'u=1,2 l=3 t=4 %d.%m.%Y %H:%M',
    'Израсходовано 1\u00a0234,5\u00a0МБ из 15\u00a0ГБ на 05.03.2024 18:30',
    { usage_bytes: 1_234_500_000, limit_bytes: 15_000_000_000, usageTimestamp_ms: utc('2024-03-05T18:30') },
  ],
  [
    'Swiss German',
    'de-CH',
    "Verbraucht: ([\\d'’.]+) MB bis (\\S+)",
    'u=1 t=2 %#d.%#m.%y M',
    "Verbraucht: 1'234.5 MB bis 5.3.24",
    { usage_bytes: 1_234_500_000, usageTimestamp_ms: utc('2024-03-05T00:00') },
  ],
];

/** `u=1,2 l=3 t=4 FORMAT` as fields. */
function fieldsOf(short: string): string {
  const [, numbers = '', format = ''] = /^((?:\w+=[\d,]+ )+)(.*)$/.exec(short)!;
  const halves = /^(.*%p) (\S+) (\S+)$/.exec(format);
  const unit = /^(.*) M$/.exec(format);
  return numbers
    .trim()
    .split(' ')
    .map(one => {
      const [, name = '', group, unitGroup] = /^(\w+)=(\d+)(?:,(\d+))?$/.exec(one)!;
      const groups = `Group="${group}"${unitGroup === undefined ? '' : ` UnitGroup="${unitGroup}"`}`;
      if (name === 't')
        return `<UsageTimestamp ${groups} Format="${halves?.[1] ?? unit?.[1] ?? format}"${halves === null ? '' : ` AmToken="${halves[2]}" PmToken="${halves[3]}"`}/>`;
      if (name === 'l') return `<DataLimit ${groups} DefaultUnit="G"/>`;
      if (name === 'u') return `<Usage ${groups}${unit === null ? '' : ' DefaultUnit="M"'}/>`;
      return `<${{ p: 'UsagePercentage', o: 'UsageOverage', op: 'UsageOveragePercentage' }[name]} ${groups}/>`;
    })
    .join('');
}

describe('a text as an operator sends it', () => {
  it.each(languages)('in %s (%s)', (_, locale, pattern, fields, text, update) => {
    const rule = message(
      `<Pattern>${pattern}</Pattern><Locale>${locale}</Locale><Units M="MB Mo МБ ميجابايت एमबी" G="GB Go ГБ جيجابايت जीबी"/>` +
        `<Fields>${fieldsOf(fields)}</Fields>`,
    );
    expect(updateBy(rule, text, { ...plan, now_ms: utc('2024-03-05T19:00') })).toEqual(update);
  });
});

describe('why no rule took a message', () => {
  const reasons = (rule: string, received: OperatorMessage) =>
    explainMessage(rulesOf(rule), received).missed.flatMap(({ reasons }) =>
      reasons.map(({ about, reason }) => `${about}: ${reason}`),
    );

  it.each<[string, OperatorMessage, string[]]>([
    [
      contoso,
      sms(contosoText, { sender: '15550100' }),
      ['sender: the sender is 15550100, the rule wants +15550100: the + counts'],
    ],
    [
      contoso,
      sms(contosoText, { sender: '+1555-0100' }),
      ['sender: the sender is +1555-0100, the rule wants +15550100: every sign counts'],
    ],
    [contoso, sms(contosoText, { sender: '+15550199' }), ['sender: the sender is +15550199, the rule wants +15550100']],
    [
      '<Message><SMSBearer Sender="Contoso" ClassZeroOnly="false"/><Pattern>a</Pattern></Message>',
      sms('a', { sender: 'CONTOSO' }),
      ['sender: the sender is CONTOSO, the rule wants Contoso: capitals count'],
    ],
    [
      '<Message><SMSBearer/><Pattern>a</Pattern></Message>',
      sms('a', { messageClass: 1 }),
      ['class: the message has class 1, the rule takes class 0 only (ClassZeroOnly, which is true when left out)'],
    ],
    [
      '<Message><SMSBearer/><Pattern>a</Pattern></Message>',
      sms('a'),
      ['class: the message has no class, the rule takes class 0 only (ClassZeroOnly, which is true when left out)'],
    ],
    [
      contoso,
      { bearer: 'ussd', text: contosoText },
      ['bearer: the message came by USSD, the rule is for SMS only (no USSDBearer)'],
    ],
    [
      '<Message><USSDBearer/><Pattern>a</Pattern></Message>',
      sms('a'),
      ['bearer: the message came by SMS, the rule is for USSD only (no SMSBearer)'],
    ],
    [
      contoso,
      sms('Contoso: 1.5 GB of 2 GB used by 18:30'),
      [
        'pattern: the pattern wants `at (\\d\\d:\\d\\d \\d\\d/\\d\\d/…` at column 30 (after "…so: 1.5 GB of 2 GB used "), the text has "by 18:30"',
      ],
    ],
    [
      contoso,
      sms('Contoso: 1.5 GB of'),
      [
        'pattern: the text ends at column 19 (after "Contoso: 1.5 GB of") where the pattern wants ` (\\d+) ?(MB|GB) used at …`',
      ],
    ],
    [
      contoso,
      sms(`${contosoText}.`),
      ['pattern: the pattern ends at column 49 (after "…used at 18:30 05/03/2024"), the text has "."'],
    ],
    [
      contoso,
      sms('contoso: 1'),
      [
        'pattern: the pattern wants `Contoso: (\\d+\\.?\\d*) ?(M…` at column 1, the text has "contoso: 1": capitals count',
      ],
    ],
    [
      message('<Pattern>(\\d+) MB</Pattern>'),
      sms('٣ MB'),
      [
        'pattern: the pattern wants `(\\d+) MB` at column 1, the text has "٣ MB": \\d takes 0 to 9 only, name other digits as in [٠-٩]',
      ],
    ],
    [
      message('<Pattern>(\\d+) MB</Pattern>'),
      sms('3\u00a0MB'),
      [
        'pattern: the pattern wants ` MB` at column 2 (after "3"), the text has "\u00a0MB": that is U+00A0, no plain blank; \\s takes both',
      ],
    ],
    [message('<Pattern>a</Pattern>'), sms(''), ['pattern: the text is empty where the pattern wants `a`']],
    [
      message('<Pattern>😀a</Pattern>'),
      sms('😀b'),
      ['pattern: the pattern wants `a` at column 2 (after "😀"), the text has "b"'],
    ],
  ])('%s', (rule, received, told) => {
    expect(reasons(rule, received)).toEqual(told);
  });

  it('is told of the nearest rule first: the fewest reasons, then the longest way along the pattern', () => {
    const rules = rulesOf(
      '<Message RuleId="far"><SMSBearer Sender="X"/><Pattern>zzz</Pattern></Message>',
      message('<Pattern>Used (\\d+) GB</Pattern>', ' RuleId="near"'),
      message('<Pattern>Used (\\d+) MB now</Pattern>', ' RuleId="nearest"'),
    );
    const { missed } = explainMessage(rules, sms('Used 5 MB then'));
    expect(missed.map(({ rule }) => rule.rule.ruleId)).toEqual(['nearest', 'near', 'far']);
  });

  it('is told of every rule, whatever the patterns and the text', () => {
    const patterns = fc.constantFrom(
      '(a+)+$',
      '(a|aa)+b',
      '[^]*x',
      '^$',
      '\\b(é|e)\\b.*',
      '(\\d+)\\s(MB|GB)',
      'a{3,500}',
      '(?:)*',
    );
    const texts = fc.array(fc.constantFrom('a', 'é', '1', ' ', 'MB', '\n', '\u2028', '😀', '\ud800', '\u0000'), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(fc.array(patterns, { minLength: 1, maxLength: 3 }), texts, (all, pieces) => {
        const rules = prepareRules(
          all.map(pattern => ({ silent: true, smsBearers: [{ classZeroOnly: false }], locale: 'en', pattern })),
        );
        const { verdict, missed } = explainMessage(rules, sms(pieces.join('')));
        expect(missed.length).toBe(verdict.taken ? 0 : rules.length);
        for (const { reasons: told } of missed) expect(told.length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });
});

describe('rules that cannot run', () => {
  it('never come out of a file, and are a mistake of ours elsewhere', () => {
    expect(() => rulesOf(message('<Pattern>(?=a)</Pattern>'))).toThrow(
      '"(?=a)" cannot be a pattern: character 1 of the pattern',
    );
    expect(() => prepareRules([{ silent: true, smsBearers: [], locale: 'en', pattern: '(' }])).toThrow(
      'rule 1 cannot run',
    );
  });
});
