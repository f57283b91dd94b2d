/** `about` and `run`: what is asked, when and for how long. */
import { z } from 'zod';
import {
  bitRate,
  countFrom,
  localTime,
  oneOf,
  optional,
  required,
  setting,
  share,
  someTime,
  text,
  time,
  timeZone,
} from './setting.ts';
import { assumed, convention } from './sources.ts';

export const about = z.strictObject({
  title: optional(text(200), { meaning: 'The name of the scenario for people; without one, the name of the file' }),
  question: optional(text(1_000), { meaning: 'The question that the run is to answer' }),
});

const links = z.strictObject({
  rttWifi: setting(time, {
    meaning: 'Round-trip time to the internet over Wi-Fi',
    default: '30 ms',
    ...assumed('Typical of home and office Wi-Fi; measured pings would replace it'),
  }),
  rttCellular: setting(time, {
    meaning: 'Round-trip time to the internet over the mobile network',
    default: '60 ms',
    ...assumed('Typical of LTE at home; home-routed roaming adds distance'),
  }),
  rttHotspot: setting(time, {
    meaning: 'Round-trip time to the internet over a hotspot',
    default: '90 ms',
    ...assumed('Wi-Fi to somebody’s telephone, and the mobile network behind it'),
  }),
  rateWifi: setting(bitRate, {
    meaning: 'Speed of Wi-Fi and Ethernet, for what pages and profiles weigh',
    default: '50 Mbit/s',
    ...assumed('A usual line at home; it decides only how long large pages take'),
  }),
  rateCellular: setting(bitRate, {
    meaning: 'Speed of the mobile network and of hotspots, for what pages and profiles weigh',
    default: '20 Mbit/s',
    ...assumed('LTE on an ordinary day'),
  }),
  loss: setting(share, {
    meaning: 'Share of messages lost on the way',
    default: '0 %',
    ...assumed('TCP repeats what is lost, so a message is late rather than lost'),
  }),
});

export const run = z.strictObject({
  start: setting(localTime, {
    meaning: 'Date and local time at which the run begins',
    default: '2019-09-02 00:00',
    ...convention('A Monday in the year of the documents'),
  }),
  timeZone: setting(timeZone, {
    meaning: 'Time zone of every time of day in the scenario',
    default: 'UTC',
    ...convention('A scenario without a place needs none'),
  }),
  length: required(someTime, { meaning: 'How long the run lasts; people arrive and devices act for so long' }),
  drain: setting(time, {
    meaning: 'After the length, nobody arrives any more and what is under way may finish for so long',
    default: '0 s',
    ...convention('Without a drain the run ends sharply, and what is open is counted as such'),
  }),
  seed: setting(countFrom(0), {
    meaning: 'The number from which all chance is drawn: the same seed gives the same run',
    default: '1',
    ...convention('Any number will do'),
  }),
  replications: optional(countFrom(1, 1_000_000), {
    meaning: 'How often an experiment repeats the run, each time with other luck; `mpsim run` makes one run of it',
  }),
  warmUp: optional(time, {
    meaning:
      'How much of the beginning is simulated and not counted: what begins in it is in no metric, claim, table or chart. What a line, an account or an operator has come to in the end includes it, and the laws hold over all of the run',
  }),
  preset: setting(oneOf(['published', 'behaviour']), {
    meaning:
      'Where values come from that the file does not give: the published documents, or what people and systems do where a published number is an allowance or a single measurement',
    default: 'published',
    ...convention('Numbers that others can look up'),
  }),
  links: links.prefault({}),
});
