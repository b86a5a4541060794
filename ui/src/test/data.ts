import type { Conversation, Fan, Status, ThreadItem } from '../lib/ipc';

export function conversation(id: string, change: Partial<Conversation> = {}): Conversation {
  return {
    id,
    number: '+13055550119',
    name: `Fan ${id}`,
    preview: 'hello',
    preview_voice: 'fan',
    preview_media: 0,
    question: false,
    last_at: 1_000,
    unread: 0,
    vip: false,
    flagged: false,
    opted_out: false,
    blocked: false,
    care: false,
    ...change,
  };
}

export function text(id: string, at: number, change: Partial<ThreadItem> = {}): ThreadItem {
  return {
    id,
    voice: 'fan',
    body: `text ${id}`,
    media: 0,
    at,
    state: 'received',
    reason: null,
    why: null,
    rule: null,
    update: null,
    client_id: null,
    outbox_id: null,
    ...change,
  };
}

export function fan(id: string, change: Partial<Fan> = {}): Fan {
  return {
    id,
    number: '+13055550119',
    name: `Fan ${id}`,
    notes: '',
    city: null,
    birthday: null,
    tags: [],
    first_at: 1_000,
    last_at: 2_000,
    unread: 0,
    from_fan: 1,
    personal: 0,
    updates: 0,
    automatic: 0,
    elsewhere: 0,
    vip: false,
    flagged: false,
    blocked: false,
    care: false,
    opted_out_at: null,
    opt_out_review: false,
    suppressed: false,
    consent_at: 1_000,
    not_textable: null,
    answers_paused: null,
    answers_paused_at: null,
    ...change,
  };
}

/** A quiet line with nothing to do. */
export function lineStatus(change: Partial<Status> = {}): Status {
  return {
    recovery_key_waiting: false,
    line: {
      id: 'juno',
      provider: 'twilio',
      number: '+14155550132',
      number_type: 'long_code',
      account: 'AC1',
      key: 'SK1',
      name: 'Juno',
      contact: null,
      locale: 'en',
      practice: false,
      secrets: 'keychain',
      added_at: 1_000,
      selected: true,
    },
    sender: true,
    fans: 2,
    inbound: 3,
    inbound_today: 1,
    unread: 0,
    care: 0,
    outbox: {},
    waiting: {},
    frontier_at: 1_000,
    pace: 1,
    spend_today: { amount: '0', currency: 'USD' },
    daily_cap: null,
    auto_replies: false,
    auto_replies_by: null,
    auto_replies_at: null,
    auto_replies_held: 0,
    guards_paused: 0,
    rules_on: 0,
    updates_running: 0,
    sync: { state: 'synced', at: 1_000, read: 0, history: null },
    pulse: [],
    texts_last_minute: 0,
    problem: null,
    ...change,
  };
}
