/** What the Mobile Plans service does about each answer of an operator API, row by row. */
import { describe, expect, it } from 'vitest';
import { noAnswer, reactionTo } from '../../../src/models/microsoft/operator-api-reactions.ts';

describe('how the Mobile Plans service takes a status', () => {
  it.each([
    [200, 'shows', 'shows'],
    [201, 'shows', 'shows'],
    [400, 'logs', 'logs'],
    [401, 'alerts', 'alerts'],
    [403, 'alerts', 'alerts'],
    [404, 'hasNone', 'hasNone'],
    [409, 'takesNewId', 'givesUp'],
    [429, 'keepsSilent', 'keepsSilent'],
    [500, 'repeatsLater', 'givesUp'],
    [503, 'givesUp', 'givesUp'],
    [noAnswer, 'givesUp', 'givesUp'],
  ])('%i: %s, and %s at the second try', (status, first, second) => {
    expect([reactionTo(status, false), reactionTo(status, true)]).toEqual([first, second]);
  });
});
