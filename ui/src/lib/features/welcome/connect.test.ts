import { flushSync } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import { MemoryHost } from '../../../test/host';
import { one, show, type } from '../../../test/mount';
import { CommandError } from '../../ipc';
import Connect from './Connect.svelte';

const host = new MemoryHost();
const SECRET = 'kept-nowhere-in-the-page';

function fill() {
  const [account, key, secret] = document.querySelectorAll('input');
  if (!account || !key || !secret) throw new Error('three fields');
  type(account, 'AC0123');
  type(key, 'SK0123');
  type(secret, SECRET);
}

function submit() {
  one('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  flushSync();
}

async function settled(check: () => void) {
  await vi.waitFor(() => {
    flushSync();
    check();
  });
}

describe('connecting a number', () => {
  it('asks for what is missing before it asks the provider', () => {
    const hide = show(Connect, { onadded: () => undefined });
    submit();
    expect(host.count('lines.find_numbers')).toBe(0);
    expect(document.querySelectorAll('[aria-invalid="true"]').length).toBe(3);
    hide();
  });

  it('says in words that the key was refused, and keeps what was typed', async () => {
    host.answers['lines.find_numbers'] = () => {
      throw new CommandError('key_refused', { status: '401' });
    };
    const hide = show(Connect, { onadded: () => undefined });
    fill();
    submit();
    await settled(() => expect(one('[role=alert]').textContent).toContain('refused the key'));
    expect(document.querySelectorAll('input')[2]?.value).toBe(SECRET);
    hide();
  });

  it('offers only numbers that can text, and forgets the secret once the line is there', async () => {
    const number = (digits: string, change: object) => ({
      number: digits,
      name: digits,
      number_type: 'long_code',
      sms: true,
      already_added: false,
      webhook: null,
      ...change,
    });
    host.answers['lines.find_numbers'] = () => ({
      items: [
        number('+14155550101', { sms: false }),
        number('+14155550102', { already_added: true }),
        number('+14155550103', { webhook: 'https://hook.example/sms' }),
      ],
      balance: { amount: '12.5', currency: 'USD' },
    });
    host.answers['lines.add'] = (params) => ({ ...params, id: '1' });
    const onadded = vi.fn();
    const hide = show(Connect, { onadded });
    fill();
    submit();
    await settled(() => expect(document.querySelectorAll('[type=radio]').length).toBe(3));
    expect(one<HTMLInputElement>('[type=radio]:checked').value).toBe('+14155550103');
    expect(document.querySelectorAll('[type=radio]:disabled').length).toBe(2);
    expect(document.body.textContent, 'a second answering machine is pointed out').toContain('hook.example');
    submit();
    await settled(() => expect(onadded).toHaveBeenCalled());
    expect(host.asked.at(-1)?.params).toMatchObject({ number: '+14155550103', secret: SECRET, name: null });
    const kept = [...document.querySelectorAll('input')].map((input) => input.value);
    expect(kept.every((value) => value === '')).toBe(true);
    hide();
  });
});
