import { flushSync } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { lineStatus } from '../../../test/data';
import { press, type } from '../../../test/mount';
import { find, Stage, stand } from '../../../test/stage';
import { CommandError, type Setting } from '../../ipc';
import { status } from '../../state/status.svelte';
import { toasts } from '../../state/toasts.svelte';
import Line from './Line.svelte';

const stage = new Stage();
let values: Record<string, string>;
let screen: HTMLElement;

const DEFAULTS: Record<string, string> = {
  pace_per_second: '1',
  daily_cap: '50.00',
  quiet_hours: '09:00-20:00',
  undo_window: '30s',
  quiet_period: '60m',
  person_takes_over: 'off',
  sender_name: '',
  brand_new: '7',
};

function setting(key: string): Setting {
  const value = values[key] ?? '';
  const warning = key === 'pace_per_second' && Number(value) > 1;
  return {
    key,
    value,
    default: DEFAULTS[key] ?? '',
    warning: warning ? { code: 'pace_above_type', params: { per_second: value, usual: '1' } } : null,
  };
}

beforeEach(async () => {
  values = { ...DEFAULTS };
  toasts.shown = [];
  stage.asked.length = 0;
  stage.give({
    'settings.list': () => ({ items: Object.keys(values).map(setting), next: null }),
    'settings.set': ({ key, value }) => {
      if (key === 'quiet_period' && value.endsWith('s'))
        throw new CommandError('bad_setting', { key, value, expected: 'a duration' });
      values[key] = value;
      return setting(key);
    },
    'guards.list': () => ({ items: [], next: null }),
  });
  status.put(lineStatus());
  screen = stand(Line, {});
  await settled(() => expect(row('daily_cap')).toBeTruthy());
});

async function settled(check: () => void) {
  await vi.waitFor(() => {
    flushSync();
    check();
  });
}

const row = (name: string) => find(screen, `#setting-${name}-row`);
const saved = () => stage.params('settings.set');

function enter(name: string, text: string) {
  const field = find<HTMLInputElement>(row(name), 'input');
  type(field, text);
  press(field, 'Enter');
}

function choose(select: HTMLSelectElement, value: string) {
  select.selectedIndex = [...select.options].findIndex((option) => option.value === value);
  select.dispatchEvent(new Event('change', { bubbles: true }));
}

describe('the settings of a line', () => {
  it('are saved as they are typed, and one press takes it back', async () => {
    enter('daily_cap', '1,200');
    await settled(() => expect(toasts.shown).toHaveLength(1));
    expect(saved()).toEqual([{ key: 'daily_cap', value: '1200' }]);
    await toasts.shown[0]?.undo?.();
    expect(values['daily_cap']).toBe('50.00');
  });

  it('keep what cannot be understood in the field and say what would be right; nothing is saved', async () => {
    enter('daily_cap', 'a lot');
    await settled(() => expect(find(row('daily_cap'), '[role=alert]').textContent).toContain('12.50'));
    const field = find<HTMLInputElement>(row('daily_cap'), 'input');
    expect(field.value).toBe('a lot');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(saved()).toEqual([]);
    press(field, 'Escape');
    await settled(() => expect(field.value).toBe('50'));
    expect(row('daily_cap').querySelector('[role=alert]')).toBeNull();
  });

  it('read an empty cap as no cap', async () => {
    enter('daily_cap', '');
    await settled(() => expect(values['daily_cap']).toBe('off'));
  });

  it('warn beside a value that may do harm, and lead back to the default', async () => {
    enter('pace_per_second', '30');
    await settled(() =>
      expect(row('pace_per_second').textContent).toContain('30 a second is more than the usual 1'),
    );
    find(row('pace_per_second'), 'button.usual').click();
    await settled(() => expect(values['pace_per_second']).toBe('1'));
  });

  it('show when it is quiet, and save when texts may go out', async () => {
    const [from, until] = row('quiet_hours').querySelectorAll('select');
    expect([from?.value, until?.value].map(Number), 'from eight in the evening until nine').toEqual([
      1200, 540,
    ]);
    if (from) choose(from, '1290');
    await settled(() => expect(values['quiet_hours']).toBe('09:00-21:30'));
    find(row('quiet_hours'), '[role=switch]').click();
    await settled(() => expect(row('quiet_hours').querySelector('select')).toBeNull());
    expect(values['quiet_hours']).toBe('off');
    find(row('quiet_hours'), '[role=switch]').click();
    await settled(() => expect(values['quiet_hours']).toBe('09:00-20:00'));
  });

  it('take any length of time, and say so when the engine finds it too short', async () => {
    choose(find<HTMLSelectElement>(row('quiet_period'), 'select'), 'other');
    await settled(() => expect(row('quiet_period').querySelector('input')).not.toBeNull());
    choose(find<HTMLSelectElement>(row('quiet_period'), 'select'), 's');
    await settled(() => expect(find<HTMLSelectElement>(row('quiet_period'), 'select').value).toBe('s'));
    enter('quiet_period', '5');
    await settled(() => expect(find(row('quiet_period'), '[role=alert]').textContent).toContain('too short'));
    expect(find<HTMLInputElement>(row('quiet_period'), 'input').value, 'to be mended').toBe('5');
    choose(find<HTMLSelectElement>(row('quiet_period'), 'select'), 'm');
    enter('quiet_period', '45');
    await settled(() => expect(values['quiet_period']).toBe('45m'));
    await settled(() => expect(row('quiet_period').querySelector('input')).toBeNull());
  });

  it('that this window has no words for can be changed all the same', async () => {
    expect(row('brand_new').textContent).toContain('brand new');
    enter('brand_new', '8');
    await settled(() => expect(values['brand_new']).toBe('8'));
  });

  it('follow a change from elsewhere, but never take away what is being typed', async () => {
    type(find<HTMLInputElement>(row('sender_name'), 'input'), 'Jun');
    Object.assign(values, { sender_name: 'Somebody', pace_per_second: '3' });
    stage.changed('settings.changed', 'sender_name');
    await settled(() => expect(find<HTMLInputElement>(row('pace_per_second'), 'input').value).toBe('3'));
    expect(find<HTMLInputElement>(row('sender_name'), 'input').value).toBe('Jun');
  });
});
