import { flushSync } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type } from '../../../test/mount';
import { find, Stage, stand } from '../../../test/stage';
import { CommandError, type SuppressionView } from '../../ipc';
import DoNotTextList from './DoNotTextList.svelte';

const stage = new Stage();
let items: SuppressionView[];
let screen: HTMLElement;

function entry(id: string, change: Partial<SuppressionView> = {}): SuppressionView {
  return {
    id,
    kind: 'entered',
    number: '+12125550117',
    source: 'e-mail',
    note: '',
    at: 1_000,
    fan_id: null,
    ...change,
  };
}

beforeEach(async () => {
  items = [entry('n1'), entry('f2', { kind: 'stop', number: '+447700900142', source: '', fan_id: '4' })];
  stage.asked.length = 0;
  stage.give({
    'suppressions.list': ({ search }) => ({
      items: items.filter((item) => item.number?.includes(search ?? '')),
      next: null,
    }),
    'suppressions.import': ({ text }) => {
      const lines = text.split('\n');
      const wrong = lines.filter((line) => !/^\+\d{8,}$/.test(line));
      return {
        lines: lines.length,
        added: lines.length - wrong.length,
        already_there: 0,
        not_a_number: wrong.length,
        items: lines.map((line, index) => ({
          line: index + 1,
          outcome: wrong.includes(line) ? 'not_a_number' : 'added',
          number: null,
          text: wrong.includes(line) ? line : null,
        })),
      };
    },
    'suppressions.remove': ({ number, reason }) => {
      if (reason === 'no') throw new CommandError('stop_stands');
      items = items.filter((item) => item.number !== number);
      return { id: number };
    },
  });
  screen = stand(DoNotTextList, { onclose: () => undefined });
  await settled(() => expect(rows()).toHaveLength(2));
});

async function settled(check: () => void) {
  await vi.waitFor(() => {
    flushSync();
    check();
  });
}

const rows = () => [...screen.querySelectorAll('li')];
const button = (root: ParentNode, words: string) => {
  const found = [...root.querySelectorAll('button')].find((one) => one.textContent.trim() === words);
  if (!found) throw new Error(`no button ${words}`);
  return found;
};

describe('the do-not-text list', () => {
  it('takes a pasted list, and gives back the lines that hold no number to be mended', async () => {
    type(find<HTMLTextAreaElement>(screen, 'textarea'), '+13055550119\n<b>ann</b>\n+13055550120');
    type(find<HTMLInputElement>(screen, 'form .hstack input'), 'e-mail');
    button(screen, 'Add').click();
    await settled(() =>
      expect(find(screen, '[role=status]').textContent).toContain(
        '2 numbers added. 1 line holds no number: line 2 “<b>ann</b>”',
      ),
    );
    expect(find<HTMLTextAreaElement>(screen, 'textarea').value).toBe('<b>ann</b>');
    expect(stage.params('suppressions.import')[0]).toMatchObject({ source: 'e-mail' });
  });

  it('asks why before a number leaves it, and does not offer that for a STOP', async () => {
    const [entered, stopped] = rows();
    if (!entered || !stopped) throw new Error('two rows');
    expect(stopped.querySelector('button')).toBeNull();
    button(entered, 'Remove').click();
    await settled(() => expect(entered.querySelector('form')).not.toBeNull());
    const sure = find<HTMLButtonElement>(entered, 'form button');
    expect(sure.disabled, 'not without a reason').toBe(true);
    type(find<HTMLInputElement>(entered, 'form input'), 'no');
    sure.click();
    await settled(() => expect(find(entered, '[role=alert]').textContent).not.toBe(''));
    type(find<HTMLInputElement>(entered, 'form input'), 'asked to be back');
    sure.click();
    await settled(() => expect(rows()).toHaveLength(1));
  });

  it('is searched by the engine, and says when nothing fits', async () => {
    type(find<HTMLInputElement>(screen, '[role=searchbox]'), '4477');
    await settled(() => expect(rows()).toHaveLength(1));
    type(find<HTMLInputElement>(screen, '[role=searchbox]'), '99999');
    await settled(() => expect(screen.textContent).toContain('Nothing on the list fits'));
  });
});
