import type { UpdatePreview, UpdateView } from '../../ipc';

/** What a preview of 251,904 fans looks like, for tests. */
export function previewOf(recipients: number): UpdatePreview {
  return {
    as_of: '40',
    matched: recipients + 5,
    excluded: [{ reason: 'opted_out', count: 5 }],
    recipients,
    segments: { encoding: 'GSM-7', units: 5, parts: 1, room: 155, forced_by: null },
    price_per_part: { amount: '0.0079', currency: 'USD' },
    by_country: [],
    cost: { amount: (recipients * 0.0079).toFixed(4), currency: 'USD' },
    asleep: 0,
    asleep_until: null,
    cap_left: null,
    seconds: 60,
    warnings: [],
  };
}

/** An update, for tests. */
export function updateOf(more: Partial<UpdateView>): UpdateView {
  return {
    id: '7',
    text: 'Doors at eight',
    audience: 'everyone',
    state: 'draft',
    reason: null,
    created_at: 1_750_000_000_000,
    approved_at: null,
    undo_until: null,
    finished_at: null,
    recipients: 0,
    excluded: [],
    states: {},
    sent: 0,
    cost: { amount: '0', currency: 'USD' },
    next_at: null,
    seconds_left: null,
    ...more,
  };
}
