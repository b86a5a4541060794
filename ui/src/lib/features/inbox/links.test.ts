import { describe, expect, it } from 'vitest';
import { pieces } from './links';

const urls = (text: string) => pieces(text).flatMap(({ url }) => url ?? []);

describe('addresses in texts', () => {
  it('can be pressed, without the sentence around them, and change nothing of the text', () => {
    const text = 'see (https://example.com/a?b=1). Or www.example.org!';
    expect(urls(text)).toEqual(['https://example.com/a?b=1', 'https://www.example.org/']);
    expect(
      pieces(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });

  it('show the real host of a name that only looks like another one', () => {
    expect(urls('https://аpple.com/x')[0]).toContain('https://xn--');
  });

  it('are none with a name before the host, another protocol, no host, or signs that turn the writing', () => {
    for (const text of [
      'https://example.com@evil.example/',
      'javascript:alert(1)',
      'file:///etc/passwd',
      'https://localhost/x',
      'http://',
      'ftp://example.com',
      '',
    ])
      expect(urls(text), text).toEqual([]);
    expect(urls('https://example.com/\u202egpj.exe')).toEqual(['https://example.com/']);
  });

  it('take no time on a very long text', () => {
    expect(urls(`${'www.'.repeat(400)}${'a.'.repeat(800)}`).length).toBeLessThan(3);
  });
});
