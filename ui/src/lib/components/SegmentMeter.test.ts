import { describe, expect, it, vi } from 'vitest';
import type { ForcedBy, Segments } from '../ipc';
import { find, stand } from '../../test/stage';
import SegmentMeter from './SegmentMeter.svelte';

const segments = (more: Partial<Segments>): Segments => ({
  encoding: 'GSM-7',
  units: 152,
  parts: 1,
  room: 8,
  forced_by: null,
  ...more,
});

const fills = (page: HTMLElement) =>
  [...page.querySelectorAll<HTMLElement>('.bars i')].map((bar) => bar.style.getPropertyValue('--v'));

describe('SegmentMeter', () => {
  it('says how much of the segment is used: people see the price coming before they pay it', () => {
    const page = stand(SegmentMeter, { segments: segments({}) });
    expect(find(page, '.figures').textContent).toMatch(/152 of 160, GSM-7,\s+1 segment$/);
    expect(fills(page)).toEqual(['95%']);
  });

  it('shows a bar for each segment, the last one as full as it is: three times the price looks like three', () => {
    const page = stand(SegmentMeter, {
      segments: segments({ encoding: 'UCS-2', units: 154, parts: 3, room: 47 }),
    });
    expect(find(page, '.figures').textContent).toMatch(/154 of 201, UCS-2,\s+3 segments$/);
    expect(fills(page)).toEqual(['100%', '100%', '30%']);
    expect(find(page, '.bars').getAttribute('aria-label')).toBe('154 of 201 characters, 3 segments');
  });

  it('names the character that doubled the price and hands it over to be replaced', () => {
    const forced: ForcedBy = { character: '’', index: 3, replacement: "'" };
    const onreplace = vi.fn();
    const page = stand(SegmentMeter, {
      segments: segments({ encoding: 'UCS-2', forced_by: forced }),
      onreplace,
    });
    expect(find(page, '.forced .key').textContent).toBe('’');
    const replace = find<HTMLButtonElement>(page, 'button');
    expect(replace.textContent?.trim()).toBe("Replace with '");
    replace.click();
    expect(onreplace).toHaveBeenCalledWith(forced);
  });

  it('offers nothing for an emoji: no button that cannot keep its promise', () => {
    const forced: ForcedBy = { character: '🎉', index: 0, replacement: null };
    const page = stand(SegmentMeter, { segments: segments({ forced_by: forced }), onreplace: vi.fn() });
    expect(find(page, '.forced').textContent).toContain('🎉');
    expect(page.querySelector('button')).toBeNull();
  });

  it('names what cannot be seen by its code: an invisible character would look like an empty box', () => {
    const forced: ForcedBy = { character: '\u200b', index: 0, replacement: '' };
    const page = stand(SegmentMeter, { segments: segments({ forced_by: forced }), onreplace: vi.fn() });
    expect(find(page, '.forced .key').textContent).toBe('U+200B');
    expect(find(page, 'button').textContent?.trim()).toBe('Remove it');
  });
});
