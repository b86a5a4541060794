import { describe, expect, it } from 'vitest';
import { gateFor, typedMatches } from './gate';

describe('gateFor', () => {
  it.each([
    [0, 'closed'],
    [1, 'press'],
    [99, 'press'],
    [100, 'hold'],
    [999, 'hold'],
    [1000, 'type'],
    [246318, 'type'],
  ] as const)('%i fans: %s. The more people it reaches, the more it takes', (recipients, gate) => {
    expect(gateFor(recipients)).toBe(gate);
  });
});

describe('typedMatches', () => {
  it.each(['246318', '246,318', '246.318', '246 318', "246'318", '٢٤٦٣١٨', ' 246318 '])(
    'takes %j: people write numbers the way they learned to',
    (typed) => expect(typedMatches(typed, 246318)).toBe(true),
  );

  it.each(['', '246', '246319', '2463180', '-246318', '246318x', '246k', '0x3c22e'])(
    'refuses %j: only the very number shows that somebody read it',
    (typed) => expect(typedMatches(typed, 246318)).toBe(false),
  );
});
