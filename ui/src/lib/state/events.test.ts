import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryHost } from '../../test/host';
import { pace, RELOAD_MS, watch } from './events';

const host = new MemoryHost();

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('events', () => {
  it('of a flood become few reloads, and the last one is never lost', async () => {
    let runs = 0;
    const reload = pace(() => (runs += 1));
    for (let event = 0; event < 50; event += 1) reload.ask();
    expect(runs, 'the first event reloads at once').toBe(1);
    await vi.advanceTimersByTimeAsync(RELOAD_MS);
    expect(runs, 'one more for everything that came meanwhile').toBe(2);
    await vi.advanceTimersByTimeAsync(10 * RELOAD_MS);
    expect(runs).toBe(2);
    reload.stop();
  });

  it('never start a reload while one is still running', async () => {
    let running = 0;
    let most = 0;
    const reload = pace(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((done) => setTimeout(done, 5 * RELOAD_MS));
      running -= 1;
    });
    reload.ask();
    await vi.advanceTimersByTimeAsync(2 * RELOAD_MS);
    reload.ask();
    await vi.advanceTimersByTimeAsync(20 * RELOAD_MS);
    expect(most).toBe(1);
    reload.stop();
  });

  it('of one fan do not reload the conversation with another; lost events reload everything', async () => {
    const seven = vi.fn();
    const rules = vi.fn();
    const stop = [watch(['thread.changed'], seven, '7'), watch(['rules.changed'], rules)];
    host.emit({ events: [{ kind: 'thread.changed', ids: ['8'] }], overflow: false });
    expect(seven).not.toHaveBeenCalled();
    host.emit({ events: [{ kind: 'thread.changed', ids: ['8', '7'] }], overflow: false });
    expect(seven).toHaveBeenCalledTimes(1);
    expect(rules).not.toHaveBeenCalled();
    host.emit({ events: [], overflow: true });
    await vi.advanceTimersByTimeAsync(RELOAD_MS);
    expect(seven).toHaveBeenCalledTimes(2);
    expect(rules).toHaveBeenCalledTimes(1);
    for (const end of stop) end();
    host.emit({ events: [], overflow: true });
    await vi.advanceTimersByTimeAsync(RELOAD_MS);
    expect(rules, 'a screen that is gone asks for nothing').toHaveBeenCalledTimes(1);
  });
});
