import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fan } from '../../../test/data';
import { MemoryHost } from '../../../test/host';
import { one, press, show, type } from '../../../test/mount';
import Composer from './Composer.svelte';
import { keepDraft } from './drafts.svelte';
import { inboxKeys } from './keys';

const host = new MemoryHost();
host.answers['segments.count'] = () => ({
  encoding: 'GSM-7',
  units: 5,
  parts: 1,
  room: 155,
  forced_by: null,
});

const onsend = vi.fn<(text: string, next: boolean) => void>();
const onleave = vi.fn();

beforeEach(() => {
  onsend.mockReset();
  keepDraft('1', '7', '');
});

function open(lineId = '1'): HTMLTextAreaElement {
  show(Composer, { lineId, fan: fan('7'), onsend, onleave });
  return one<HTMLTextAreaElement>('textarea');
}

describe('the composer', () => {
  it('sends on Return, and goes to the next fan on Control Return', () => {
    const box = open();
    type(box, ' hello ');
    press(box, 'Enter');
    expect(onsend).toHaveBeenLastCalledWith('hello', false);
    expect(box.value, 'the box is empty for the next text').toBe('');
    type(box, 'again');
    press(box, 'Enter', { ctrlKey: true });
    expect(onsend).toHaveBeenLastCalledWith('again', true);
  });

  it('does not send half a word of an input method, an empty text, or a new line', () => {
    const box = open();
    type(box, 'こん');
    press(box, 'Enter', { isComposing: true });
    press(box, 'Enter', { shiftKey: true });
    type(box, '   ');
    press(box, 'Enter');
    expect(onsend).not.toHaveBeenCalled();
  });

  it('keeps words begun for a fan when another one is looked at', () => {
    type(open(), 'half a thou');
    expect(open().value).toBe('half a thou');
    expect(open('2').value, 'another line has another fan 7').toBe('');
  });
});

describe('keys of the inbox', () => {
  const actions = {
    step: vi.fn(),
    write: vi.fn(),
    unread: vi.fn(),
    vip: vi.fn(),
    flag: vi.fn(),
    card: vi.fn(),
    escape: vi.fn(),
    search: vi.fn(),
    done: vi.fn(),
    tag: vi.fn(),
    choose: vi.fn(),
    extend: vi.fn(),
    chooseAll: vi.fn(),
  };

  it('work in the list, never while somebody types: "very funny" must not flag a fan', () => {
    document.body.innerHTML = '<input><div role="listbox" tabindex="0"></div>';
    const key = inboxKeys(actions);
    document.body.addEventListener('keydown', key);
    const field = one('input');
    const list = one('[role=listbox]');
    for (const letter of 'vfuijkretx') press(field, letter);
    expect(Object.values(actions).some((action) => action.mock.calls.length > 0)).toBe(false);
    press(list, 'j');
    press(list, 'ArrowUp');
    press(list, 'V');
    press(field, 'f', { ctrlKey: true });
    expect(actions.step.mock.calls).toEqual([[1], [-1]]);
    expect(actions.vip).toHaveBeenCalledTimes(1);
    expect(actions.search).toHaveBeenCalledTimes(1);
    expect(actions.flag, 'Control F searches, it does not flag').not.toHaveBeenCalled();
    document.body.removeEventListener('keydown', key);
  });
});
