import { describe, expect, it } from 'vitest';
import { deliveredShare, percentSent, restOf, share, tallyOf } from './progress';

const states = {
  queued: 500,
  sending: 10,
  sent: 40,
  delivered: 400,
  undelivered: 20,
  failed: 5,
  unknown: 3,
  parked: 2,
  cancelled: 1,
};

describe('progress of an update', () => {
  it('puts every text in one place: a fan is never counted twice or forgotten', () => {
    const tally = tallyOf({ states });
    const sum = Object.values(tally).reduce((total, count) => total + count, 0);
    expect(sum).toBe(Object.values(states).reduce((total, count) => total + count, 0));
    expect(tally).toMatchObject({ delivered: 400, onTheWay: 50, failed: 25, waiting: 500 });
  });

  it('says how many a cancel still spares: the number in the question is the number that happens', () => {
    expect(restOf({ recipients: 981, sent: 460, states })).toBe(981 - 460 - 5 - 3 - 2 - 1);
    expect(restOf({ recipients: 10, sent: 12, states: {} }), 'never below none').toBe(0);
  });

  it('rounds down, so that “100%” means everybody', () => {
    expect(percentSent({ sent: 246_317, recipients: 246_318 })).toBe(99);
    expect(percentSent({ sent: 246_318, recipients: 246_318 })).toBe(100);
    expect(percentSent({ sent: 0, recipients: 0 }), 'before the list is ready').toBe(0);
  });

  it('keeps a small share of failures visible in the bar', () => {
    expect(share(1, 246_318)).toBe('0.30%');
    expect(share(0, 246_318)).toBe('0%');
    expect(share(300, 200)).toBe('100.00%');
  });

  it('knows no delivery rate before the first outcome: 0% would look like a disaster', () => {
    expect(deliveredShare({ states: { sent: 10 } })).toBeNull();
    expect(deliveredShare({ states: { delivered: 97, undelivered: 3 } })).toBe(0.97);
  });
});
