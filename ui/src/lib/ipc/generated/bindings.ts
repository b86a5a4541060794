// Written from the command table of the engine; a test of the workspace keeps it fresh.

export type Nothing = Record<symbol, never>;
export type Page<T> = { items: Array<T>, next: string | null, };
export type MoneyView = { amount: string, currency: string, };
export type ById = { id: string, };
export type WhyCode = "reaction" | "stop" | "start" | "help" | "opt_out_phrase" | "care" | "blocked" | "opted_out" | "opt_out_review" | "not_a_phone" | "own_number" | "auto_replies_off" | "answered" | "no_rule" | "passed" | "rule_off" | "rule_matches" | "not_first_text" | "already_answered" | "before_switch_on" | "too_old" | "sent_elsewhere" | "fan_daily_cap" | "provider_code" | "outcome_unknown" | "unknown_too_often" | "not_textable" | "no_consent" | "update_cancelled" | "auto_replies_switched_off" | "dropped" | "offline" | "key_refused" | "provider_error" | "not_the_provider" | "account_stopped" | "cap_reached" | "line_in_use" | "cannot_work" | "not_said_automatic" | "has_link" | "no_stop_wording" | "no_sender_name" | "pace_above_type" | "quiet_period_short";
export type Why = { code: WhyCode, params: { [key in string]: string }, };
export type LineView = { id: string, provider: string, number: string, number_type: NumberType, account: string, key: string, name: string | null, contact: string | null, locale: string, practice: boolean, secrets: SecretsPlace, added_at: number, selected: boolean, };
export type NumberType = "long_code" | "toll_free" | "short_code";
export type SecretsPlace = "keychain" | "environment" | "memory";
export type FindNumbers = { provider: string, account: string, key: string, secret: string, base_url: string | null, };
export type FoundNumber = { number: string, name: string, number_type: NumberType, sms: boolean, already_added: boolean, webhook: string | null, };
export type FoundNumbers = { items: Array<FoundNumber>, balance: MoneyView | null, };
export type AddLine = { provider: string, account: string, key: string, secret: string, number: string, base_url: string | null, name: string | null, contact: string | null, locale: string | null, };
export type Status = { line: LineView | null, sender: boolean, fans: number, inbound: number, inbound_today: number, unread: number, care: number, outbox: { [key in string]: number }, waiting: { [key in string]: number }, frontier_at: number | null, pace: number, spend_today: MoneyView, daily_cap: MoneyView | null, auto_replies: boolean, auto_replies_by: string | null, auto_replies_at: number | null, auto_replies_held: number, rules_on: number, updates_running: number, sync: SyncStatus, pulse: Array<number>, texts_last_minute: number, problem: Why | null, };
export type SyncStatus = { state: SyncState, at: number | null, read: number, };
export type SyncState = "idle" | "starting" | "catching_up" | "synced" | "offline" | "key_refused" | "provider_error";
export type SetAutoReplies = { on: boolean, answer_waiting: boolean | null, by: string | null, };
export type SyncReport = { pages: number, read: number, new_inbound: number, new_outbound: number, frontier_at: number | null, };
export type RunReport = { inbound: number, sent: number, waiting: number, unknown: number, next_at: number | null, };
export type InboxFilter = "all" | "unread" | "vip" | "flagged" | "opted_out" | "care";
export type ListInbox = { filter: InboxFilter, cursor: string | null, limit: number | null, };
export type Conversation = { id: string, number: string, name: string | null, preview: string, preview_voice: Voice, preview_media: number, question: boolean, last_at: number, unread: number, vip: boolean, flagged: boolean, opted_out: boolean, blocked: boolean, care: boolean, };
export type Voice = "fan" | "personal" | "update" | "automatic" | "elsewhere";
export type ListThread = { fan_id: string, cursor: string | null, limit: number | null, };
export type Thread = { fan: Fan, items: Array<ThreadItem>, next: string | null, };
export type ThreadItem = { id: string, voice: Voice, body: string, media: number, at: number, state: ItemState, reason: Why | null, why: Why | null, rule: string | null, update: UpdateRef | null, client_id: string | null, outbox_id: string | null, };
export type UpdateRef = { id: string, recipients: number, };
export type ItemState = "received" | "waiting" | "sending" | "sent" | "delivered" | "not_delivered" | "unknown" | "parked" | "cancelled";
export type MarkRead = { fan_id: string, read: boolean, };
export type SendPersonal = { fan_id: string | null, to: string | null, text: string, client_id: string | null, };
export type Fan = { id: string, number: string, name: string | null, notes: string, first_at: number, last_at: number, unread: number, from_fan: number, personal: number, updates: number, automatic: number, elsewhere: number, vip: boolean, flagged: boolean, blocked: boolean, care: boolean, opted_out_at: number | null, opt_out_review: boolean, consent_at: number | null, not_textable: Why | null, };
export type GetFan = { id: string | null, number: string | null, };
export type ListFans = { cursor: string | null, limit: number | null, };
export type SetFan = { id: string, name: string | null, notes: string | null, vip: boolean | null, flagged: boolean | null, blocked: boolean | null, care: boolean | null, opt_out_review: boolean | null, };
export type Search = { words: string, cursor: string | null, limit: number | null, };
export type SearchHit = { id: string, fan_id: string, number: string, name: string | null, body: string, voice: Voice, at: number, opted_out: boolean, };
export type RuleView = { id: string, key: string, name: string, trigger: Trigger, text: string, on: boolean, enabled_at: number | null, once_per_fan: boolean, today: number, total: number, segments: Segments, warnings: Array<Why>, };
export type Trigger = "first_text";
export type SetRule = { id: string, text: string | null, on: boolean | null, };
export type TryText = { from: string, text: string, };
export type Decision = { reply: string | null, rule: string | null, why: Why, steps: Array<DecisionStep>, };
export type DecisionStep = { step: string, rule: string | null, hit: boolean, why: Why, };
export type CountSegments = { text: string, };
export type Encoding = "GSM-7" | "UCS-2";
export type Segments = { encoding: Encoding, units: number, parts: number, room: number, forced_by: ForcedBy | null, };
export type ForcedBy = { character: string, index: number, replacement: string | null, };
export type Audience = "everyone";
export type DraftUpdate = { text: string, audience: Audience, };
export type SetUpdate = { id: string, text: string, };
export type SendUpdate = { id: string, confirm: number | null, yes: boolean, };
export type UpdatePreview = { matched: number, excluded: Array<Excluded>, recipients: number, segments: Segments, price_per_part: MoneyView, cost: MoneyView, cap_left: MoneyView | null, seconds: number, warnings: Array<Why>, };
export type Excluded = { reason: string, count: number, };
export type UpdateState = "draft" | "undo" | "expanding" | "sending" | "paused" | "done" | "cancelled";
export type UpdateView = { id: string, text: string, audience: Audience, state: UpdateState, reason: Why | null, created_at: number, approved_at: number | null, undo_until: number | null, finished_at: number | null, recipients: number, excluded: Array<Excluded>, states: { [key in string]: number }, sent: number, cost: MoneyView, seconds_left: number | null, };
export type ListUpdates = { cursor: string | null, limit: number | null, };
export type GetSetting = { key: string, };
export type SetSetting = { key: string, value: string, };
export type Setting = { key: string, value: string, default: string, warning: Why | null, };
export type Removed = { id: string, };
export type EventBatch = { events: Array<Event>, overflow: boolean, };
export type Event = { kind: string, ids: Array<string>, };
export type ErrorCode = "unknown_command" | "bad_params" | "bad_number" | "empty_text" | "text_too_long" | "unknown_setting" | "bad_setting" | "not_found" | "wrong_state" | "no_line" | "line_exists" | "line_in_use" | "number_not_found" | "number_not_textable" | "practice_unavailable" | "key_refused" | "offline" | "provider_error" | "not_the_provider" | "unknown_provider" | "bad_base_url" | "opted_out" | "fan_blocked" | "count_changed" | "no_recipients" | "already_running" | "keychain_missing" | "keychain_locked" | "database_key_missing" | "database_key_wrong" | "database_newer" | "database_damaged" | "disk_full" | "read_only" | "store_failed" | "secret_missing" | "stopped";
export type Error = { code: ErrorCode, params: { [key in string]: string }, };

export type Commands = {
  "lines.list": { params: Nothing, result: Page<LineView> },
  "lines.find_numbers": { params: FindNumbers, result: FoundNumbers },
  "lines.add": { params: AddLine, result: LineView },
  "lines.remove": { params: ById, result: Removed },
  "lines.select": { params: ById, result: LineView },
  "lines.practice": { params: Nothing, result: LineView },
  "status.get": { params: Nothing, result: Status },
  "auto_replies.set": { params: SetAutoReplies, result: Status },
  "sync.now": { params: Nothing, result: SyncReport },
  "inbox.list": { params: ListInbox, result: Page<Conversation> },
  "thread.list": { params: ListThread, result: Thread },
  "thread.mark": { params: MarkRead, result: Conversation },
  "messages.send": { params: SendPersonal, result: ThreadItem },
  "outbox.retry": { params: ById, result: ThreadItem },
  "outbox.drop": { params: ById, result: ThreadItem },
  "search.messages": { params: Search, result: Page<SearchHit> },
  "fans.list": { params: ListFans, result: Page<Fan> },
  "fans.get": { params: GetFan, result: Fan },
  "fans.set": { params: SetFan, result: Fan },
  "rules.list": { params: Nothing, result: Page<RuleView> },
  "rules.set": { params: SetRule, result: RuleView },
  "rules.try": { params: TryText, result: Decision },
  "segments.count": { params: CountSegments, result: Segments },
  "updates.preview": { params: DraftUpdate, result: UpdatePreview },
  "updates.create": { params: DraftUpdate, result: UpdateView },
  "updates.set": { params: SetUpdate, result: UpdateView },
  "updates.send": { params: SendUpdate, result: UpdateView },
  "updates.undo": { params: ById, result: UpdateView },
  "updates.pause": { params: ById, result: UpdateView },
  "updates.resume": { params: ById, result: UpdateView },
  "updates.cancel": { params: ById, result: UpdateView },
  "updates.get": { params: ById, result: UpdateView },
  "updates.list": { params: ListUpdates, result: Page<UpdateView> },
  "settings.list": { params: Nothing, result: Page<Setting> },
  "settings.get": { params: GetSetting, result: Setting },
  "settings.set": { params: SetSetting, result: Setting },
};
