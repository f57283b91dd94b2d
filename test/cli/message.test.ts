/** `mpsim message`: which rule takes a text, what it reads, or why none does; and what it says of mistakes. */
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { Desk } from './mpsim.ts';

const desk = new Desk();
afterAll(() => desk.clear());
const example = readFileSync(new URL('../../examples/messages.xml', import.meta.url), 'utf8');
desk.write('messages.xml', example);
const text = 'Contoso: 1.5 GB of 2 GB used at 18:30 05/03/2024';

const json = async (...args: string[]) =>
  JSON.parse((await desk.call('message', 'messages.xml', ...args, '--json')).out);

describe('mpsim message', () => {
  it('tells the rule, the fields as read, the usage with its share of the limit, and the events', async () => {
    const { code, out, err } = await desk.call('message', 'messages.xml', '--from', '+15550100', text);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^RULE +1 \(Use1\), of 4$/m);
    expect(out).toMatch(/^Event +private, type 0 \(GSM SMS\), for the operator's app$/m);
    expect(out).toMatch(/^Public +no: the rule is silent$/m);
    expect(out).toMatch(/^Usage +"1\.5" "GB" → 1,500,000,000 B \(1\.5 GB\)$/m);
    expect(out).toMatch(/^UsageTimestamp +"18:30 05\/03\/2024" → 2024-03-05T18:30:00Z$/m);
    expect(out).toMatch(/^Usage +1,500,000,000 B \(1\.5 GB\), 75 % of the limit$/m);
    expect(out).toMatch(/^Limit +2,000,000,000 B \(2 GB\), from the text$/m);
  });

  it('prints one document with --json', async () => {
    expect(await json('--from', '+15550100', text)).toEqual({
      schema: 'mpsim.message/1',
      file: 'messages.xml',
      rules: 4,
      message: { bearer: 'sms', network: 'gsm', sender: '+15550100', text },
      planLimit_bytes: 2_000_000_000,
      taken: true,
      public: false,
      rule: 1,
      ruleId: 'Use1',
      event: { type: 0, name: 'GSM SMS' },
      fields: [
        { field: 'DataLimit', text: '2', unitText: 'GB', value: 2_000_000_000 },
        { field: 'UsageTimestamp', text: '18:30 05/03/2024', value: '2024-03-05T18:30:00Z' },
        { field: 'Usage', text: '1.5', unitText: 'GB', value: 1_500_000_000 },
      ],
      result: {
        usage_bytes: 1_500_000_000,
        limit_bytes: 2_000_000_000,
        usageTimestamp: '2024-03-05T18:30:00Z',
        shareOfLimit: 0.75,
      },
      overlapping: [],
    });
  });

  it('says of every rule why it did not take the message, nearest first, and that is no failure', async () => {
    const { code, out, err } = await desk.call('message', 'messages.xml', '--from', '15550100', text);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('None of 4 takes it, so it is public');
    expect(out).toContain('the sender is 15550100, the rule wants +15550100: the + counts');
    expect(out.match(/^rule \d/gm)).toEqual(['rule 1', 'rule 4', 'rule 2', 'rule 3']);
    const { taken, missed } = await json('--from', '15550100', text);
    expect(taken).toBe(false);
    expect(missed[0]).toEqual({
      rule: 1,
      ruleId: 'Use1',
      reasons: [{ about: 'sender', reason: 'the sender is 15550100, the rule wants +15550100: the + counts' }],
    });
  });

  it('takes USSD texts, and the limit of the plan in the file unless another is said', async () => {
    const said = ['--ussd', '--at', '2024-03-05 19:00', 'Used 80 % until 05.03. 18:30'];
    expect(await json(...said)).toMatchObject({
      receivedAt: '2024-03-05T19:00:00Z',
      event: { type: 2, name: 'USSD' },
      result: { usage_bytes: 1_600_000_000, shareOfLimit: 0.8 },
    });
    expect(await json(...said, '--limit', '5 GB')).toMatchObject({ result: { usage_bytes: 4_000_000_000 } });
  });

  it('reads what is beyond the limit, in German, with tokens for the halves of the day', async () => {
    const over = 'Ihr Volumen ist um 1.234,5 MB überschritten (5.3.24 06:30 nachm.). Danke';
    expect(await json('--from', 'Contoso', over)).toMatchObject({
      result: { usage_bytes: 3_234_500_000, usageTimestamp: '2024-03-05T18:30:00Z', overDataLimit: true },
    });
  });

  it('tells public events and flags', async () => {
    const { out } = await desk.call(
      'message',
      'messages.xml',
      '--from',
      '+15550100',
      '--cdma',
      'Contoso: your plan is ready.',
    );
    expect(out).toContain('type 1 (CDMA SMS)');
    expect(out).toMatch(/^Public +yes/m);
    expect(out).toMatch(/^ActivationComplete +true$/m);
  });

  it('asks for the time of receipt only where a year has to be inferred', async () => {
    const { code, err } = await desk.call('message', 'messages.xml', '--ussd', 'Used 80 % until 05.03. 18:30');
    expect(code).toBe(2);
    expect(err).toContain("Say when the message was received, for example `--at '2024-03-05 18:40'`.");
    const impossible = await desk.call('message', 'messages.xml', '--ussd', 'Used 80 % until 31.02. 18:30');
    expect(impossible.code).toBe(0);
    expect(impossible.out.replace(/\s+/g, ' ')).toContain('NOT USED: "31.02. 18:30": there is no 31 February');
  });

  it('says so when a file has no rules', async () => {
    desk.write('none.xml', example.replace(/<Messages[\s\S]*<\/Messages>/, ''));
    const { code, out } = await desk.call('message', 'none.xml', '--from', '1', 'hello');
    expect(code).toBe(0);
    expect(out).toContain('no message rules, so every message is public');
  });

  it('ends with 2 and without a stack, and says what to do', async () => {
    desk.write('ahead.xml', example.replace('Used (\\d+)', 'Used (?=\\d)(\\d+)'));
    desk.write('open.xml', '<CarrierProvisioning>');
    desk.write('latin.xml', Buffer.from(`${example}é`, 'latin1'));
    const from = ['--from', '+15550100'];
    const wrong: [args: string[], sentence: string][] = [
      [['ahead.xml', ...from, 'a'], '(?= looks around without taking characters'],
      [['open.xml', ...from, 'a'], 'open.xml:1:'],
      [['latin.xml', ...from, 'a'], 'latin.xml: This is not UTF-8.'],
      [['nowhere.xml', ...from, 'a'], 'nowhere.xml: There is no such file.'],
      [['messages.xml', 'a'], 'Who sent the SMS?'],
      [['messages.xml', '--ussd', ...from, 'a'], '--from is of SMS'],
      [['messages.xml', '--ussd', '--class', '0', 'a'], '--class is of SMS'],
      [['messages.xml', ...from, '--class', '4', 'a'], 'Expected 0, 1, 2 or 3.'],
      [['messages.xml', ...from, '--at', 'noon', 'a'], '--at noon: Expected a date and time'],
      [['messages.xml', ...from, '--at', '2024-02-30', 'a'], '--at 2024-02-30: Expected a date and time'],
      [['messages.xml', ...from, '--limit', '2', 'a'], '--limit 2: '],
      [['messages.xml', ...from], "missing required argument 'text'"],
    ];
    for (const [args, sentence] of wrong) {
      const { code, out, err } = await desk.call('message', ...args);
      expect([code, out], sentence).toEqual([2, '']);
      expect(err).toContain(sentence);
      expect(err).not.toContain('    at ');
    }
    const { err } = await desk.call('message', 'ahead.xml', ...from, 'a');
    expect(err).toMatch(/^ahead\.xml:36:\d+: Pattern|^ahead\.xml:\d+:\d+: /);
  });

  it('prints texts of strangers without the characters that steer a terminal', async () => {
    const { out } = await desk.call('message', 'messages.xml', '--from', '\u001b[31mred', 'a\u001b[2J');
    expect(out).not.toContain('\u001b');
  });
});
