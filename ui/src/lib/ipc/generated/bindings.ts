// Written from the command table of the engine; a test of the workspace keeps it fresh.

export type Acquaintance = "new" | "known";
export type Actions = { 
/**
 * The reply asks for this: the fan's answer is kept on the card.
 */
ask: FanFact | null, tags: Array<string>, flag: boolean, mark_read: boolean, };
export type ActivityArea = "replies" | "updates" | "fans" | "line";
export type ActivityView = { id: string, at: number, 
/**
 * `owner`, or the part of Fanline that did it by itself: `fanline`, `guard`.
 */
who: string, 
/**
 * `rule_set`, `fans_changed`, `setting_set`.
 */
what: string, 
/**
 * Ids and codes; never a text or a number of a fan.
 */
params: { [key in string]: string }, };
export type AddConsent = { number: string, what: ConsentChange, 
/**
 * Where it comes from: the name of a form, a list, a person.
 */
source: string, 
/**
 * Exactly what was agreed to.
 */
wording: string | null, 
/**
 * When; this moment when absent.
 */
at: number | null, };
export type AddLine = { provider: string, account: string, key: string, secret: string, number: string, base_url: string | null, name: string | null, contact: string | null, 
/**
 * The language of the words that fans read, `en` when absent.
 */
locale: string | null, };
export type AddPhrase = { text: string, };
export type AddRule = { 
/**
 * A name that scripts can rely on; made from the name when absent.
 */
key: string | null, name: string | null, trigger: Trigger | null, conditions: Conditions | null, text: string | null, actions: Actions | null, repeat: Repeat | null, timing: Timing | null, on: boolean | null, };
export type AddSuppression = { number: string, 
/**
 * Who asked, and how: `e-mail`, `letter`.
 */
source: string, note: string | null, 
/**
 * When it was asked for; this moment when absent.
 */
at: number | null, };
export type Audience = "everyone";
export type BackupView = { id: string, at: number, bytes: number, };
export type ById = { id: string, };
export type ChangeFans = { ids: Array<string> | null, filter: FanFilter | null, add_tags: Array<string>, remove_tags: Array<string>, vip: boolean | null, blocked: boolean | null, };
export type ChangeInbox = { fan_ids: Array<string>, read: boolean | null, 
/**
 * `true` takes a conversation out of the inbox until its fan writes again, and counts it as read.
 */
archived: boolean | null, blocked: boolean | null, add_tag: string | null, remove_tag: string | null, };
export type ChangeKey = { key: string, secret: string, };
export type ChangeOutbox = { state: OutboxChoice, };
export type ChangedInbox = { before: Array<Conversation>, after: Array<Conversation>, };
export type CheckName = "key" | "number" | "webhook" | "balance" | "prices" | "registration";
export type CheckState = "fine" | "look" | "wrong" | "untold";
export type CheckView = { name: CheckName, state: CheckState, 
/**
 * Why it is not fine, where the provider said so.
 */
why: Why | null, 
/**
 * What is at the number's webhook: a host.
 */
host: string | null, balance: MoneyView | null, 
/**
 * When the price list was read.
 */
at: number | null, };
export type Conditions = { fan: Acquaintance | null, 
/**
 * Tags that the fan must all have.
 */
has_tags: Array<string>, 
/**
 * Tags of which the fan may have none.
 */
lacks_tags: Array<string>, 
/**
 * The fan's city is one of these.
 */
cities: Array<string>, 
/**
 * The text came in this window of the owner's day, such as `22:00-06:00`.
 */
hours: string | null, 
/**
 * The text came on one of these days of the owner's week.
 */
days: Array<Day>, };
export type ConsentChange = "given" | "withdrawn";
export type ConsentHow = "text" | "provider" | "entered";
export type ConsentView = { id: string, at: number, 
/**
 * `texted_first`, `stop`, `start`, `yes`, `review`, `provider_21610`, `stop_lifted`, `suppressed`, `released`,
 * `given`, `withdrawn`.
 */
what: string, how: ConsentHow, 
/**
 * The text that said it.
 */
message_id: string | null, 
/**
 * Exactly what was said.
 */
wording: string | null, 
/**
 * Where an entry comes from that is not a text.
 */
source: string | null, recorded_at: number, };
export type Conversation = { id: string, number: string, name: string | null, preview: string, preview_voice: Voice, preview_media: number, question: boolean, last_at: number, unread: number, vip: boolean, flagged: boolean, opted_out: boolean, blocked: boolean, care: boolean, 
/**
 * Done with, until the fan writes again.
 */
archived: boolean, };
export type CostlyRangeView = { range: string, kind: GuardKind, 
/**
 * ISO 3166-1, where a country has it.
 */
country: string | null, source: string, };
export type CountFans = { filter: FanFilter, };
export type CountSegments = { text: string, };
export type CountryCost = { 
/**
 * ISO 3166-1; `None` where the numbers tell no country.
 */
country: string | null, recipients: number, price_per_part: MoneyView, cost: MoneyView, 
/**
 * `false`: nobody said a price, and the highest plausible one is counted with.
 */
known: boolean, };
export type Day = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
export type Decision = { 
/**
 * The text that would be sent.
 */
reply: string | null, 
/**
 * The rule that would answer.
 */
rule: string | null, why: Why, steps: Array<DecisionStep>, };
export type DecisionStep = { 
/**
 * `reaction`, `stop_and_help`, `blocked`, `care`, `answer`, `guards`, `auto_replies`, `rule`.
 */
step: string, 
/**
 * The rule's name when `step` is `rule`.
 */
rule: string | null, hit: boolean, why: Why, };
export type DraftUpdate = { text: string, audience: Audience, };
export type DraftView = { id: string, text: string, };
export type Encoding = "GSM-7" | "UCS-2";
export type EraseFan = { id: string, 
/**
 * A person confirmed it: it cannot be taken back.
 */
yes: boolean, };
export type ErasureState = "waiting" | "here" | "index" | "provider" | "done";
export type ErasureView = { id: string, state: ErasureState, requested_at: number, 
/**
 * When the last row on this computer was deleted.
 */
erased_at: number | null, done_at: number | null, 
/**
 * Rows deleted on this computer, by table; `journal` counts entries that were made nameless.
 */
here: { [key in string]: number }, 
/**
 * Texts that the provider had to delete, those it has deleted, and the pictures among them.
 */
provider_texts: number, provider_deleted: number, provider_pictures: number, 
/**
 * Why the provider has not deleted everything yet, and when it is tried again.
 */
problem: Why | null, next_at: number | null, };
export type Error = { code: ErrorCode, params: { [key in string]: string }, };
export type ErrorCode = "unknown_command" | "bad_params" | "bad_number" | "empty_text" | "text_too_long" | "unknown_field" | "unknown_setting" | "bad_setting" | "bad_value" | "reserved_word" | "key_taken" | "not_found" | "wrong_state" | "no_line" | "line_exists" | "line_in_use" | "number_not_found" | "number_not_textable" | "practice_unavailable" | "key_refused" | "offline" | "provider_error" | "not_the_provider" | "not_trusted" | "unknown_provider" | "bad_base_url" | "opted_out" | "suppressed" | "stop_stands" | "fan_blocked" | "fan_being_erased" | "not_confirmed" | "count_changed" | "no_recipients" | "already_running" | "keychain_missing" | "keychain_locked" | "database_key_missing" | "database_key_wrong" | "recovery_key_mistyped" | "recovery_key_wrong" | "recovery_key_gone" | "database_newer" | "database_damaged" | "disk_full" | "read_only" | "store_failed" | "secret_missing" | "stopped";
export type Event = { 
/**
 * `line.changed`, `inbox.changed`, `thread.changed`, `rules.changed`, `updates.changed`, `status.changed`,
 * `settings.changed`.
 */
kind: string, 
/**
 * Ids of the objects that changed; empty means any of them.
 */
ids: Array<string>, };
export type EventBatch = { 
/**
 * One for each kind, in the order of their names.
 */
events: Array<Event>, 
/**
 * Some were lost: reload everything.
 */
overflow: boolean, };
export type Excluded = { reason: string, count: number, };
export type ExportFan = { id: string, 
/**
 * An absolute path; made when missing.
 */
folder: string, };
export type ExportStep = { 
/**
 * An absolute path, made when missing; a new folder beside the data of the line when absent.
 */
folder: string | null, 
/**
 * `next` of the piece before; absent for the first one.
 */
cursor: string | null, };
export type Exported = { 
/**
 * Where the files are.
 */
folder: string, 
/**
 * Texts written so far, and in all.
 */
texts: number, of: number, 
/**
 * There is more: handed back as `cursor`, with the folder.
 */
next: string | null, };
export type ExportedFan = { id: string, 
/**
 * The same data for machines and for people.
 */
json: string, html: string, texts: number, };
export type Fan = { id: string, number: string, name: string | null, notes: string, city: string | null, 
/**
 * `YYYY-MM-DD`, or `--MM-DD` without the year.
 */
birthday: string | null, tags: Array<string>, first_at: number, last_at: number, unread: number, from_fan: number, personal: number, updates: number, automatic: number, elsewhere: number, vip: boolean, flagged: boolean, blocked: boolean, care: boolean, opted_out_at: number | null, 
/**
 * Said it in other words; nothing automatic goes out until a person looked.
 */
opt_out_review: boolean, 
/**
 * On the list of numbers that must never get a text.
 */
suppressed: boolean, 
/**
 * The fan texted the line first.
 */
consent_at: number | null, not_textable: Why | null, 
/**
 * Why automatic answers to this fan are paused, and since when: a machine answers there.
 */
answers_paused: Why | null, answers_paused_at: number | null, };
export type FanCount = { matched: number, };
export type FanFact = "name" | "city" | "birthday";
export type FanFilter = { show: FanShow, 
/**
 * Fans with any of these tags.
 */
tags: Array<string>, city: string | null, 
/**
 * A part of the name, the number, the city or the notes.
 */
search: string | null, };
export type FanGroup = { name: string, fans: number, };
export type FanGroups = { tags: Array<FanGroup>, cities: Array<FanGroup>, };
export type FanShow = "everyone" | "vip" | "flagged" | "blocked" | "opted_out";
export type FanSort = "last" | "name" | "joined" | "texts";
export type FansChanged = { 
/**
 * Fans for whom it was a change.
 */
changed: number, 
/**
 * Who they are, for taking it back; `None` when they are too many for that.
 */
ids: Array<string> | null, };
export type FetchPrices = { 
/**
 * ISO 3166-1; all countries of the line and its fans when absent.
 */
country: string | null, };
export type FindFans = { filter: FanFilter, sort: FanSort, ascending: boolean, cursor: string | null, limit: number | null, };
export type FindNumbers = { provider: string, account: string, key: string, secret: string, 
/**
 * Another host that speaks the same API; everything resolves under it.
 */
base_url: string | null, };
export type ForcedBy = { character: string, 
/**
 * Position in UTF-16 code units, as browsers count.
 */
index: number, 
/**
 * A plain character that says the same, where there is one.
 */
replacement: string | null, };
export type FoundFan = { id: string, number: string, name: string | null, city: string | null, tags: Array<string>, 
/**
 * The newest text that a person wrote, and whose it is.
 */
preview: string, preview_voice: Voice, first_at: number, last_at: number, from_fan: number, personal: number, vip: boolean, flagged: boolean, blocked: boolean, opted_out: boolean, suppressed: boolean, };
export type FoundNumber = { number: string, name: string, number_type: NumberType, 
/**
 * Whether the number can receive and send texts at all.
 */
sms: boolean, already_added: boolean, 
/**
 * Something at the provider answers texts to this number by itself.
 */
webhook: string | null, };
export type FoundNumbers = { items: Array<FoundNumber>, balance: MoneyView | null, };
export type GetFan = { id: string | null, number: string | null, };
export type GetSetting = { key: string, };
export type GuardKind = "pumping" | "premium" | "high_cost" | "owner";
export type GuardState = "paused" | "allowed" | "blocked";
export type GuardView = { id: string, 
/**
 * Numbers that begin with this.
 */
range: string, kind: GuardKind, state: GuardState, 
/**
 * First texts from it in the minutes before it was paused.
 */
texts: number, 
/**
 * Texts that wait for the decision.
 */
held: number, tripped_at: number, decided_at: number | null, };
export type History = { 
/**
 * Every text since this moment is stored.
 */
at: number, 
/**
 * Texts read so far.
 */
read: number, };
export type ImportOutcome = "added" | "already_there" | "not_a_number";
export type ImportSuppressions = { 
/**
 * Numbers one to a line, or CSV with a header.
 */
text: string, 
/**
 * Where the list comes from, for lines that do not say it themselves.
 */
source: string, };
export type ImportedLine = { 
/**
 * From 1. A line with two numbers has two items.
 */
line: number, outcome: ImportOutcome, number: string | null, 
/**
 * The line itself, where it holds no number.
 */
text: string | null, };
export type ImportedSuppressions = { 
/**
 * Lines that were read, blank ones and the header included.
 */
lines: number, added: number, already_there: number, not_a_number: number, items: Array<ImportedLine>, };
export type InboxFilter = "all" | "unread" | "questions" | "vip" | "flagged" | "opted_out" | "care" | "archived";
export type ItemState = "received" | "waiting" | "sending" | "sent" | "delivered" | "not_delivered" | "unknown" | "parked" | "cancelled";
export type LineView = { id: string, 
/**
 * `twilio`.
 */
provider: string, number: string, number_type: NumberType, account: string, 
/**
 * Sid of the API key; never its secret.
 */
key: string, name: string | null, contact: string | null, locale: string, 
/**
 * Nothing that this line sends reaches anybody.
 */
practice: boolean, 
/**
 * Where the database key and the provider secret are kept.
 */
secrets: SecretsPlace, added_at: number, selected: boolean, };
export type ListActivity = { 
/**
 * All of them when absent.
 */
area: ActivityArea | null, cursor: string | null, limit: number | null, };
export type ListConsent = { fan_id: string, cursor: string | null, limit: number | null, };
export type ListErasures = { cursor: string | null, limit: number | null, };
export type ListFans = { cursor: string | null, limit: number | null, };
export type ListGuards = { cursor: string | null, limit: number | null, };
export type ListInbox = { filter: InboxFilter, cursor: string | null, limit: number | null, };
export type ListOutbox = { state: OutboxList, cursor: string | null, limit: number | null, };
export type ListSuppressions = { 
/**
 * A part of a number, a source or a note; or a whole number, which finds erased fans too.
 */
search: string | null, cursor: string | null, limit: number | null, };
export type ListThread = { fan_id: string, 
/**
 * Items before this cursor; the newest when absent.
 */
cursor: string | null, limit: number | null, };
export type ListUpdates = { cursor: string | null, limit: number | null, };
export type MarkRead = { fan_id: string, read: boolean, };
export type MediaOfMessage = { 
/**
 * The text's.
 */
id: string, items: Array<MediaView>, 
/**
 * Why the provider could not be asked for what is missing.
 */
problem: Why | null, };
export type MediaState = "known" | "fetched" | "too_large" | "gone" | "failed" | "file";
export type MediaView = { id: string, 
/**
 * MIME type: of a picture that is kept what its bytes say, else what the sender named it.
 */
kind: string, state: MediaState, 
/**
 * Of one that is too large, at least so many.
 */
bytes: number | null, 
/**
 * Why it could not be read.
 */
reason: Why | null, };
export type MoneyView = { amount: string, currency: string, };
export type MoveRule = { id: string, 
/**
 * Its place in the order, from 1; beyond the last one it is the last.
 */
place: number, };
export type Nothing = Record<symbol, never>;
export type NumberType = "long_code" | "toll_free" | "short_code";
export type OfLine = { 
/**
 * The selected line when absent.
 */
id: string | null, };
export type OfMessage = { 
/**
 * As in a thread, `m…`.
 */
message_id: string, };
export type OutboxChanged = { changed: number, };
export type OutboxChoice = "parked" | "failed";
export type OutboxItem = { id: string, fan_id: string, number: string, name: string | null, body: string, voice: Voice, reason: Why | null, created_at: number, 
/**
 * Requests that left for it.
 */
attempts: number, update_id: string | null, 
/**
 * What it is taken to cost.
 */
cost: MoneyView, };
export type OutboxList = "parked" | "failed" | "unknown" | "queued";
export type Page<T> = { items: Array<T>, next: string | null, };
export type PartPrice = { price: MoneyView, source: PriceSource, };
export type PhraseView = { id: string, text: string, };
export type Picture = { id: string, 
/**
 * `image/jpeg`, `image/png`, `image/gif` or `image/webp`.
 */
kind: string, 
/**
 * Base64.
 */
data: string, };
export type PriceDirection = "outbound" | "inbound";
export type PriceSource = "owner" | "listed" | "billed" | "shipped" | "assumed";
export type PriceView = { 
/**
 * ISO 3166-1.
 */
country: string, outbound: PartPrice, 
/**
 * For a line with a number there.
 */
inbound: PartPrice, 
/**
 * When the provider's list was read.
 */
fetched_at: number | null, };
export type ReactionView = { 
/**
 * An emoji.
 */
sign: string, at: number, };
export type Recover = { 
/**
 * The selected line when absent, also one that does not open.
 */
id: string | null, 
/**
 * As it was written down; spaces, dashes and small letters do not matter.
 */
key: string, 
/**
 * The provider's secret, if the keychain has lost that, too.
 */
secret: string | null, };
export type RecoveryKey = { 
/**
 * The line's.
 */
id: string, groups: Array<string>, };
export type RegionHoursView = { 
/**
 * The region: `US-FL`, `IT`, or `*` for those without a row.
 */
id: string, 
/**
 * `09:00`, local time.
 */
opens: string, closes: string, sunday_opens: string, 
/**
 * Where the row comes from; `None` when a person set it.
 */
source: string | null, };
export type RemoveSuppression = { number: string, 
/**
 * Why, for the activity log.
 */
reason: string, 
/**
 * Where the fan's new consent comes from. Without it a STOP stands.
 */
consent_source: string | null, };
export type Removed = { id: string, };
export type Repeat = { "kind": "once" } | { "kind": "cooldown", seconds: number, } | { "kind": "always" };
export type ReplayReport = { since_at: number, until_at: number, texts: number, 
/**
 * Texts that would have been answered.
 */
answered: number, 
/**
 * In the rules' order.
 */
rules: Array<ReplayedRule>, 
/**
 * A page of the texts, oldest first.
 */
items: Array<ReplayedText>, next: string | null, };
export type ReplayTexts = { cursor: string | null, limit: number | null, };
export type ReplayedRule = { id: string, name: string, answered: number, 
/**
 * Texts on which a rule without a reply would have acted.
 */
applied: number, };
export type ReplayedText = { 
/**
 * The text's id.
 */
id: string, fan_id: string, number: string, name: string | null, body: string, at: number, 
/**
 * The text that would have been sent, and the rule.
 */
reply: string | null, rule: string | null, why: Why, };
export type ResetRegionHours = { 
/**
 * All of them when absent.
 */
region: string | null, };
export type RestoreBackup = { 
/**
 * The line; the selected one when absent.
 */
id: string | null, backup: string, };
export type RuleTemplate = { 
/**
 * `welcome`, `dates`, `away`, `thanks`, `ask_name`, `ask_city`: the window has a name for each.
 */
id: string, trigger: Trigger, conditions: Conditions, text: string, actions: Actions, repeat: Repeat, };
export type RuleView = { id: string, 
/**
 * A name that scripts can rely on, `welcome`.
 */
key: string, name: string, trigger: Trigger, conditions: Conditions, 
/**
 * The reply; empty when the rule replies nothing and lets the next ones look.
 */
text: string, actions: Actions, repeat: Repeat, timing: Timing, on: boolean, 
/**
 * Texts older than this never count.
 */
enabled_at: number | null, 
/**
 * Answers queued or sent since midnight, or texts that a rule without a reply acted on.
 */
today: number, total: number, segments: Segments, 
/**
 * What the owner should know about the wording.
 */
warnings: Array<Why>, };
export type Search = { words: string, 
/**
 * In one conversation only.
 */
fan_id: string | null, cursor: string | null, limit: number | null, };
export type SearchFans = { words: string, limit: number | null, };
export type SearchHit = { 
/**
 * The text's id.
 */
id: string, 
/**
 * The text to bring into view in its conversation: for a reaction, the one it stands on.
 */
shown_at: string, fan_id: string, number: string, name: string | null, body: string, voice: Voice, at: number, opted_out: boolean, };
export type SecretsPlace = "keychain" | "environment" | "memory";
export type Segments = { encoding: Encoding, 
/**
 * Septets for GSM-7, 16-bit code units for UCS-2.
 */
units: number, 
/**
 * What is paid: messages of 160/153 or 70/67 units.
 */
parts: number, 
/**
 * Units that fit before another part is needed.
 */
room: number, 
/**
 * The first character that made the text UCS-2.
 */
forced_by: ForcedBy | null, };
export type SendPersonal = { 
/**
 * A fan's id, or a number.
 */
fan_id: string | null, to: string | null, text: string, 
/**
 * The same client id never sends twice. Made up when absent.
 */
client_id: string | null, 
/**
 * Hold it for the time that `personal_undo` says, in which it can be taken back.
 */
undoable: boolean | null, };
export type SendUpdate = { id: string, 
/**
 * The number of recipients that the person saw and typed. Refused when there are more; fewer, after a STOP in
 * between, are what was confirmed.
 */
confirm: number | null, 
/**
 * `as_of` of the preview that was confirmed: fans who joined since are not part of it.
 */
as_of: string | null, 
/**
 * A script stands for the confirmation.
 */
yes: boolean, };
export type SetAutoReplies = { on: boolean, 
/**
 * When switching on: answer those who waited (`true`) or let their answers go (`false`).
 */
answer_waiting: boolean | null, 
/**
 * Who did it, for the activity log. `owner` when absent.
 */
by: string | null, };
export type SetDraft = { fan_id: string, 
/**
 * Nothing takes the draft away.
 */
text: string, };
export type SetFan = { id: string, name: string | null, notes: string | null, city: string | null, 
/**
 * `YYYY-MM-DD`, `--MM-DD`, or nothing.
 */
birthday: string | null, 
/**
 * All tags that the fan shall have.
 */
tags: Array<string> | null, vip: boolean | null, flagged: boolean | null, blocked: boolean | null, 
/**
 * A person looked: `false` takes the fan out of the care tray, or ends an opt-out review.
 */
care: boolean | null, opt_out_review: boolean | null, 
/**
 * `false` lets automatic answers to this fan go again, `true` pauses them.
 */
answers_paused: boolean | null, };
export type SetGuard = { 
/**
 * As listed, or the beginning of other numbers: `+` and at least two digits.
 */
range: string, state: GuardState, };
export type SetPhrase = { id: string, text: string | null, 
/**
 * It went into a text: the last used come first.
 */
used: boolean | null, };
export type SetPrice = { 
/**
 * ISO 3166-1.
 */
country: string, direction: PriceDirection, 
/**
 * A decimal in the line's currency; absent or null goes by the list again.
 */
per_part: string | null, };
export type SetRegionHours = { region: string, opens: string, closes: string, 
/**
 * As on other days when absent.
 */
sunday_opens: string | null, };
export type SetRule = { id: string, name: string | null, trigger: Trigger | null, conditions: Conditions | null, text: string | null, actions: Actions | null, repeat: Repeat | null, timing: Timing | null, on: boolean | null, };
export type SetSetting = { key: string, value: string, };
export type SetUpdate = { id: string, text: string, };
export type Setting = { key: string, value: string, default: string, 
/**
 * What the owner should know about the value.
 */
warning: Why | null, };
export type Status = { line: LineView | null, 
/**
 * The recovery key of the line still has to be written down.
 */
recovery_key_waiting: boolean, 
/**
 * This process answers and sends. False beside another process that does.
 */
sender: boolean, fans: number, inbound: number, inbound_today: number, 
/**
 * Conversations with something unread.
 */
unread: number, 
/**
 * Conversations that a person must look at first: self-harm, threats, minors.
 */
care: number, 
/**
 * Rows of the outbox by state.
 */
outbox: { [key in string]: number }, 
/**
 * Rows of the outbox that still have to go, by kind.
 */
waiting: { [key in string]: number }, 
/**
 * Every text up to this moment is stored, as far back as the history is imported.
 */
frontier_at: number | null, 
/**
 * Messages a second.
 */
pace: number, spend_today: MoneyView, daily_cap: MoneyView | null, 
/**
 * The master switch is on and at least one rule is on.
 */
auto_replies: boolean, 
/**
 * Who switched last, and when.
 */
auto_replies_by: string | null, auto_replies_at: number | null, 
/**
 * Automatic answers that wait because the switch is off.
 */
auto_replies_held: number, 
/**
 * Ranges of numbers whose automatic answers wait for the owner's decision.
 */
guards_paused: number, rules_on: number, 
/**
 * Updates that are being sent, or wait in their undo window.
 */
updates_running: number, sync: SyncStatus, 
/**
 * Texts in, for each of the last 32 seconds, oldest first.
 */
pulse: Array<number>, texts_last_minute: number, 
/**
 * What keeps the line from sending or hearing, if anything.
 */
problem: Why | null, };
export type SuppressionKind = "entered" | "stop" | "erased";
export type SuppressionView = { id: string, kind: SuppressionKind, 
/**
 * `None` for an erased fan.
 */
number: string | null, 
/**
 * Who asked, and how: `e-mail`. Empty for a STOP.
 */
source: string, note: string, 
/**
 * When it was asked for.
 */
at: number, fan_id: string | null, };
export type SuppressionsFile = { 
/**
 * `number,source,note,at`; spreadsheets find no formula in it.
 */
csv: string, count: number, 
/**
 * Erased fans, whose numbers nobody knows any more: they are not in the file.
 */
erased: number, };
export type SyncReport = { pages: number, read: number, new_inbound: number, new_outbound: number, frontier_at: number | null, };
export type SyncState = "idle" | "starting" | "catching_up" | "synced" | "offline" | "key_refused" | "provider_error" | "store_failed";
export type SyncStatus = { state: SyncState, 
/**
 * When the state began, or of the last complete look for `synced`.
 */
at: number | null, 
/**
 * Texts read so far in a look that is not complete.
 */
read: number, 
/**
 * Where the import of older texts stands; absent when nothing is left to import.
 */
history: History | null, };
export type TakenBack = { 
/**
 * The outbox row's.
 */
id: string, fan_id: string, text: string, };
export type Thread = { fan: Fan, items: Array<ThreadItem>, next: string | null, 
/**
 * Words begun and not sent.
 */
draft: string | null, 
/**
 * The time zones in which the fan's number may lie, by their IANA names.
 */
zones: Array<string>, };
export type ThreadItem = { 
/**
 * `m…` a stored text, `o…` one that waits in the outbox or never left.
 */
id: string, voice: Voice, body: string, media: number, at: number, state: ItemState, 
/**
 * The provider's error code, or the reason a text was parked or cancelled.
 */
reason: Why | null, 
/**
 * For an automatic text: the rule's name. For a fan's text: why it was answered or not.
 */
why: Why | null, rule: string | null, update: UpdateRef | null, client_id: string | null, 
/**
 * The outbox row to retry or drop, while that is possible.
 */
outbox_id: string | null, 
/**
 * A text of one's own that has not left is held until then, and may be taken back.
 */
undo_until: number | null, 
/**
 * What the fan put on this text with the phone, in the order it came; what was taken off again is left out.
 */
reactions: Array<ReactionView>, };
export type Timing = { 
/**
 * Texts from this moment on, UTC milliseconds.
 */
from_at: number | null, 
/**
 * Texts before this moment.
 */
until_at: number | null, 
/**
 * The reply leaves between so many seconds after the text…
 */
delay_from_s: number, 
/**
 * …and so many.
 */
delay_to_s: number, 
/**
 * How old a text may be and still count, in seconds; the line's `catch_up` when left out.
 */
catch_up_s: number | null, };
export type Trigger = { "kind": "first_text" } | { "kind": "keywords", keywords: Array<string>, } | { "kind": "any_text" } | { "kind": "outside_hours", hours: string, } | { "kind": "reply_to_update", within_s: number, 
/**
 * Only after this update.
 */
update_id: string | null, };
export type TryText = { from: string, text: string, };
export type UpdatePreview = { 
/**
 * Names this moment's audience; handed back with the confirmation.
 */
as_of: string, matched: number, excluded: Array<Excluded>, recipients: number, 
/**
 * Recipients whose hours are not now, and when the last of them is reached.
 */
asleep: number, asleep_until: number | null, segments: Segments, 
/**
 * Where most recipients are.
 */
price_per_part: MoneyView, cost: MoneyView, 
/**
 * Most recipients first.
 */
by_country: Array<CountryCost>, 
/**
 * Of the cap that is closest.
 */
cap_left: MoneyView | null, 
/**
 * At the line's pace, alone on it.
 */
seconds: number, warnings: Array<Why>, };
export type UpdateRef = { id: string, recipients: number, };
export type UpdateState = "draft" | "undo" | "expanding" | "sending" | "paused" | "done" | "cancelled";
export type UpdateView = { id: string, text: string, audience: Audience, state: UpdateState, 
/**
 * Why it is paused, when it paused itself.
 */
reason: Why | null, created_at: number, approved_at: number | null, undo_until: number | null, finished_at: number | null, 
/**
 * Counted when it was approved, and again when every fan has a row.
 */
recipients: number, excluded: Array<Excluded>, 
/**
 * Rows by `queued`, `sending`, `sent`, `delivered`, `undelivered`, `failed`, `unknown`, `parked`, `cancelled`.
 */
states: { [key in string]: number }, 
/**
 * Rows that the provider accepted.
 */
sent: number, cost: MoneyView, 
/**
 * When the next row may leave, while all that are left wait for their fans' hours.
 */
next_at: number | null, 
/**
 * Seconds until the last row leaves, at the line's pace and in its fan's hours.
 */
seconds_left: number | null, };
export type Voice = "fan" | "personal" | "update" | "automatic" | "elsewhere";
export type Why = { code: WhyCode, params: { [key in string]: string }, };
export type WhyCode = "reaction" | "stop" | "start" | "help" | "help_answered" | "opt_out_phrase" | "care" | "blocked" | "opted_out" | "suppressed" | "opt_out_review" | "not_a_phone" | "own_number" | "auto_replies_off" | "answered" | "rule_applied" | "fact_kept" | "no_rule" | "passed" | "rule_off" | "rule_matches" | "not_first_text" | "no_keyword" | "within_hours" | "not_after_update" | "fan_not_new" | "fan_not_known" | "tag_missing" | "tag_present" | "city_differs" | "other_hours" | "other_day" | "outside_schedule" | "already_answered" | "in_cooldown" | "fact_known" | "person_took_over" | "before_switch_on" | "too_old" | "sent_elsewhere" | "fan_daily_cap" | "reply_loop" | "range_paused" | "range_blocked" | "provider_code" | "outcome_unknown" | "unknown_too_often" | "not_textable" | "no_consent" | "never_in_window" | "update_cancelled" | "too_many_failures" | "auto_replies_switched_off" | "rule_deleted" | "dropped" | "offline" | "key_refused" | "provider_error" | "not_the_provider" | "not_trusted" | "account_stopped" | "cap_reached" | "line_in_use" | "answered_elsewhere" | "older_copy" | "disk_full" | "read_only" | "store_failed" | "database_damaged" | "cannot_work" | "picture_cut" | "not_said_automatic" | "has_link" | "no_stop_wording" | "no_sender_name" | "price_unknown" | "pace_above_type" | "quiet_period_short";

export type Commands = {
  "lines.list": { params: Nothing, result: Page<LineView> },
  "lines.find_numbers": { params: FindNumbers, result: FoundNumbers },
  "lines.add": { params: AddLine, result: LineView },
  "lines.remove": { params: ById, result: Removed },
  "lines.select": { params: ById, result: LineView },
  "lines.practice": { params: Nothing, result: LineView },
  "lines.change_key": { params: ChangeKey, result: LineView },
  "lines.recovery_key": { params: Nothing, result: RecoveryKey },
  "lines.recovery_key_kept": { params: Nothing, result: LineView },
  "lines.recover": { params: Recover, result: LineView },
  "lines.backups": { params: OfLine, result: Page<BackupView> },
  "lines.back_up": { params: Nothing, result: BackupView },
  "lines.restore_backup": { params: RestoreBackup, result: LineView },
  "lines.check": { params: Nothing, result: Page<CheckView> },
  "lines.export": { params: ExportStep, result: Exported },
  "activity.list": { params: ListActivity, result: Page<ActivityView> },
  "status.get": { params: Nothing, result: Status },
  "auto_replies.set": { params: SetAutoReplies, result: Status },
  "sync.now": { params: Nothing, result: SyncReport },
  "sync.wake": { params: Nothing, result: Nothing },
  "inbox.list": { params: ListInbox, result: Page<Conversation> },
  "inbox.change": { params: ChangeInbox, result: ChangedInbox },
  "thread.list": { params: ListThread, result: Thread },
  "thread.mark": { params: MarkRead, result: Conversation },
  "media.list": { params: OfMessage, result: MediaOfMessage },
  "media.fetch": { params: OfMessage, result: MediaOfMessage },
  "media.get": { params: ById, result: Picture },
  "messages.send": { params: SendPersonal, result: ThreadItem },
  "messages.take_back": { params: ById, result: TakenBack },
  "drafts.set": { params: SetDraft, result: DraftView },
  "phrases.list": { params: Nothing, result: Page<PhraseView> },
  "phrases.add": { params: AddPhrase, result: PhraseView },
  "phrases.set": { params: SetPhrase, result: PhraseView },
  "phrases.delete": { params: ById, result: Removed },
  "outbox.list": { params: ListOutbox, result: Page<OutboxItem> },
  "outbox.retry_all": { params: ChangeOutbox, result: OutboxChanged },
  "outbox.drop_all": { params: ChangeOutbox, result: OutboxChanged },
  "outbox.retry": { params: ById, result: ThreadItem },
  "outbox.drop": { params: ById, result: ThreadItem },
  "search.messages": { params: Search, result: Page<SearchHit> },
  "search.fans": { params: SearchFans, result: Page<Conversation> },
  "fans.list": { params: ListFans, result: Page<Fan> },
  "fans.find": { params: FindFans, result: Page<FoundFan> },
  "fans.count": { params: CountFans, result: FanCount },
  "fans.groups": { params: Nothing, result: FanGroups },
  "fans.change": { params: ChangeFans, result: FansChanged },
  "fans.get": { params: GetFan, result: Fan },
  "fans.set": { params: SetFan, result: Fan },
  "fans.export": { params: ExportFan, result: ExportedFan },
  "fans.erase": { params: EraseFan, result: ErasureView },
  "erasures.list": { params: ListErasures, result: Page<ErasureView> },
  "erasures.get": { params: ById, result: ErasureView },
  "quiet_hours.list": { params: Nothing, result: Page<RegionHoursView> },
  "quiet_hours.set": { params: SetRegionHours, result: RegionHoursView },
  "quiet_hours.reset": { params: ResetRegionHours, result: Page<RegionHoursView> },
  "suppressions.list": { params: ListSuppressions, result: Page<SuppressionView> },
  "suppressions.add": { params: AddSuppression, result: SuppressionView },
  "suppressions.import": { params: ImportSuppressions, result: ImportedSuppressions },
  "suppressions.export": { params: Nothing, result: SuppressionsFile },
  "suppressions.remove": { params: RemoveSuppression, result: Removed },
  "consent.list": { params: ListConsent, result: Page<ConsentView> },
  "consent.add": { params: AddConsent, result: ConsentView },
  "rules.list": { params: Nothing, result: Page<RuleView> },
  "rules.add": { params: AddRule, result: RuleView },
  "rules.set": { params: SetRule, result: RuleView },
  "rules.move": { params: MoveRule, result: Page<RuleView> },
  "rules.delete": { params: ById, result: Removed },
  "rules.restore": { params: ById, result: RuleView },
  "rules.templates": { params: Nothing, result: Page<RuleTemplate> },
  "rules.try": { params: TryText, result: Decision },
  "rules.replay": { params: ReplayTexts, result: ReplayReport },
  "segments.count": { params: CountSegments, result: Segments },
  "updates.preview": { params: DraftUpdate, result: UpdatePreview },
  "updates.create": { params: DraftUpdate, result: UpdateView },
  "updates.set": { params: SetUpdate, result: UpdateView },
  "updates.send": { params: SendUpdate, result: UpdateView },
  "updates.undo": { params: ById, result: UpdateView },
  "updates.pause": { params: ById, result: UpdateView },
  "updates.resume": { params: ById, result: UpdateView },
  "updates.retry_failed": { params: ById, result: UpdateView },
  "updates.cancel": { params: ById, result: UpdateView },
  "updates.get": { params: ById, result: UpdateView },
  "updates.list": { params: ListUpdates, result: Page<UpdateView> },
  "guards.list": { params: ListGuards, result: Page<GuardView> },
  "guards.set": { params: SetGuard, result: GuardView },
  "guards.ranges": { params: Nothing, result: Page<CostlyRangeView> },
  "prices.list": { params: Nothing, result: Page<PriceView> },
  "prices.fetch": { params: FetchPrices, result: Page<PriceView> },
  "prices.set": { params: SetPrice, result: PriceView },
  "settings.list": { params: Nothing, result: Page<Setting> },
  "settings.get": { params: GetSetting, result: Setting },
  "settings.set": { params: SetSetting, result: Setting },
  "settings.reset": { params: GetSetting, result: Setting },
};
