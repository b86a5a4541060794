-- The store of one line, as SQLite keeps it. A test writes this file anew: UPDATE_SCHEMA=1 cargo test.

CREATE TABLE line (
    -- One line is one database: this table has one row.
    only INTEGER PRIMARY KEY CHECK (only = 1),
    id TEXT NOT NULL,
    provider TEXT NOT NULL,
    number TEXT NOT NULL,
    account TEXT NOT NULL,
    -- Sid of the API key. Its secret is in the keychain.
    key TEXT NOT NULL,
    -- Another host that speaks the provider's API. A practice line's host is never stored.
    base_url TEXT,
    name TEXT,
    contact TEXT,
    locale TEXT NOT NULL,
    practice INTEGER NOT NULL,
    added_at INTEGER NOT NULL,
    -- What the account is billed in, ISO 4217.
    currency TEXT NOT NULL DEFAULT 'USD'
) STRICT;

CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE counters (
    -- Small numbers that must survive a restart: message sequence, totals, the state of switches.
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE fans (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- As the provider says it: E.164, a short code or a word.
    number TEXT NOT NULL UNIQUE,
    name TEXT,
    -- The name as it is sorted and searched: without case and accents. Empty when there is none.
    name_key TEXT NOT NULL DEFAULT '',
    notes TEXT NOT NULL DEFAULT '',
    city TEXT,
    -- YYYY-MM-DD, or --MM-DD without the year.
    birthday TEXT,
    -- The fan's texts that said so; NULL when a person wrote it.
    name_from INTEGER,
    city_from INTEGER,
    birthday_from INTEGER,
    -- What a rule last asked for (name, city, birthday), and the outbox row of the question.
    asked TEXT,
    asked_row INTEGER,
    -- The newest text between the fan and the line, repeated here so that the inbox reads one table.
    last_message_id INTEGER NOT NULL DEFAULT 0,
    last_at INTEGER NOT NULL DEFAULT 0,
    preview TEXT NOT NULL DEFAULT '',
    preview_kind TEXT NOT NULL DEFAULT 'fan',
    preview_media INTEGER NOT NULL DEFAULT 0,
    first_at INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,
    from_fan INTEGER NOT NULL DEFAULT 0,
    personal INTEGER NOT NULL DEFAULT 0,
    updates INTEGER NOT NULL DEFAULT 0,
    automatic INTEGER NOT NULL DEFAULT 0,
    elsewhere INTEGER NOT NULL DEFAULT 0,
    vip INTEGER NOT NULL DEFAULT 0,
    flagged INTEGER NOT NULL DEFAULT 0,
    blocked INTEGER NOT NULL DEFAULT 0,
    -- Shown to a person first; never answered automatically.
    care INTEGER NOT NULL DEFAULT 0,
    opted_out_at INTEGER,
    -- The moment of the newest STOP or START that counted: an older one that is read later changes nothing.
    opt_changed_at INTEGER NOT NULL DEFAULT 0,
    -- Asked to be left alone in other words; automatic texts and updates wait for a person's look.
    opt_out_review INTEGER NOT NULL DEFAULT 0,
    -- Entries of the ledger up to this one were looked at by a person.
    looked_upto INTEGER NOT NULL DEFAULT 0,
    -- The fan texted first.
    consent_at INTEGER,
    -- When it was last withdrawn: texts from before bring no consent back.
    withdrawn_at INTEGER NOT NULL DEFAULT 0,
    -- The provider's code for a number that cannot receive texts.
    not_textable INTEGER,
    -- What gave away that a machine answers there: automatic answers to this fan are paused since.
    loop_kind TEXT,
    loop_at INTEGER,
    -- Texts up to this moment (the provider's time) were looked at by a person and count for no loop.
    loop_lifted_at INTEGER NOT NULL DEFAULT 0,
    -- The provider was asked for this fan's earlier texts while the history was not complete.
    past_known INTEGER NOT NULL DEFAULT 0,
    -- The newest text is the fan's, and asks something.
    question INTEGER NOT NULL DEFAULT 0,
    -- Done with, until the fan writes again.
    archived INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX fans_by_name ON fans (name_key) WHERE name_key != '';

CREATE INDEX fans_by_city ON fans (city) WHERE city IS NOT NULL;

CREATE INDEX fans_blocked ON fans (last_message_id) WHERE blocked = 1;

CREATE INDEX fans_by_last ON fans (last_message_id);

CREATE INDEX fans_inbox ON fans (last_message_id) WHERE archived = 0;

CREATE INDEX fans_archived ON fans (last_message_id) WHERE archived = 1;

CREATE INDEX fans_questions ON fans (last_message_id) WHERE question = 1 AND archived = 0;

CREATE INDEX fans_known ON fans (name, city) WHERE name IS NOT NULL OR city IS NOT NULL;

CREATE INDEX fans_unread ON fans (last_message_id) WHERE unread > 0;

CREATE INDEX fans_vip ON fans (last_message_id) WHERE vip = 1;

CREATE INDEX fans_flagged ON fans (last_message_id) WHERE flagged = 1;

CREATE INDEX fans_care ON fans (last_message_id) WHERE care = 1;

CREATE INDEX fans_opted_out ON fans (last_message_id) WHERE opted_out_at IS NOT NULL;

CREATE TABLE fan_tags (
    fan_id INTEGER NOT NULL REFERENCES fans (id) ON DELETE CASCADE,
    -- Lower case, single spaces.
    tag TEXT NOT NULL,
    -- The fan's text that made a rule put it there; NULL when a person did.
    message_id INTEGER,
    PRIMARY KEY (fan_id, tag)
) STRICT, WITHOUT ROWID;

CREATE INDEX fan_tags_by_tag ON fan_tags (tag, fan_id);

CREATE TABLE messages (
    -- provider time in ms << 20 | sequence: the order of ids is the order of time.
    id INTEGER PRIMARY KEY,
    fan_id INTEGER NOT NULL REFERENCES fans (id),
    provider_id BLOB NOT NULL UNIQUE,
    -- 0 from the fan, 1 to the fan.
    outbound INTEGER NOT NULL,
    -- fan, reaction, personal, auto_reply, broadcast, compliance; elsewhere: a person at another place;
    -- hosted: something at the provider that answers by itself
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    media INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL,
    error_code INTEGER,
    price_micros INTEGER,
    -- For a fan's text: what was booked for it until its bill comes.
    est_micros INTEGER,
    stored_at INTEGER NOT NULL,
    outbox_id INTEGER REFERENCES outbox (id),
    -- For a fan's text: whether the rules have looked at it (0 not yet, 1 yes, 2 once the fan's earlier texts are
    -- known), and what they said ({code, params} as JSON).
    decided INTEGER NOT NULL DEFAULT 1,
    why TEXT,
    -- For a reaction: the text of ours that it stands on.
    reacts_to INTEGER
) STRICT;

CREATE INDEX messages_by_fan ON messages (fan_id, id);

CREATE INDEX messages_reactions ON messages (fan_id, reacts_to) WHERE reacts_to IS NOT NULL;

CREATE INDEX messages_undecided ON messages (id) WHERE decided = 0;

CREATE INDEX messages_held ON messages (fan_id) WHERE decided = 2;

CREATE INDEX messages_in_flight ON messages (id) WHERE outbound = 1 AND status IN ('other', 'queued', 'sending', 'sent');

CREATE VIRTUAL TABLE message_search USING fts5 (
    tokens, content = '', contentless_delete = 1, prefix = '2 3', tokenize = 'ascii', detail = 'none'
);

CREATE TABLE sync_state (
    -- inbound, outbound
    direction TEXT PRIMARY KEY,
    -- Every text up to this provider time is stored, back to history_at.
    frontier_at INTEGER,
    completed_at INTEGER,
    -- What is older than this provider time is still to be read. NULL once the list is exhausted.
    history_at INTEGER,
    -- Texts that the import of the history has read so far.
    history_read INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE media (
    -- A picture or another file of a text, read from the provider when somebody looks at the text.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    provider_id TEXT NOT NULL,
    -- MIME type: of a picture that is kept what its bytes say, else what the sender named it.
    kind TEXT NOT NULL,
    -- known: to be read. fetched, too_large, gone (at the provider), failed: to be read again, file: not shown.
    state TEXT NOT NULL,
    -- Of one that is too large, what is known of its size: it has at least so many.
    bytes INTEGER,
    -- Why it failed ({code, params} as JSON).
    reason TEXT,
    fetched_at INTEGER,
    -- Last, so that the rest of a row is read without it.
    data BLOB,
    UNIQUE (message_id, provider_id)
) STRICT;

CREATE INDEX media_kept ON media (fetched_at, id, bytes) WHERE state = 'fetched';

CREATE TABLE rules (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    -- Its parts as JSON: what makes it look, what must hold, what it does beside the reply, how often, and when.
    trigger TEXT NOT NULL,
    conditions TEXT NOT NULL DEFAULT '{}',
    actions TEXT NOT NULL DEFAULT '{}',
    repeat TEXT NOT NULL DEFAULT '{"kind":"once"}',
    timing TEXT NOT NULL DEFAULT '{}',
    -- The reply; empty when it replies nothing.
    text TEXT NOT NULL,
    is_on INTEGER NOT NULL DEFAULT 0,
    -- Provider time and computer time of the moment it was switched on.
    enabled_at INTEGER,
    enabled_here_at INTEGER,
    -- A deleted rule stays for what it sent.
    deleted_at INTEGER
) STRICT;

CREATE UNIQUE INDEX rules_by_key ON rules (key) WHERE deleted_at IS NULL;

CREATE TABLE rule_runs (
    -- Each text that a rule acted on: once per fan and the cooldown look here.
    fan_id INTEGER NOT NULL REFERENCES fans (id) ON DELETE CASCADE,
    rule_id INTEGER NOT NULL REFERENCES rules (id),
    message_id INTEGER NOT NULL,
    PRIMARY KEY (fan_id, rule_id, message_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX rule_runs_by_rule ON rule_runs (rule_id, message_id);

CREATE TABLE broadcasts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    text TEXT NOT NULL,
    audience TEXT NOT NULL,
    -- draft, undo, expanding, sending, paused, done, cancelled
    state TEXT NOT NULL DEFAULT 'draft',
    reason TEXT,
    created_at INTEGER NOT NULL,
    approved_at INTEGER,
    undo_until INTEGER,
    finished_at INTEGER,
    -- Fans that joined after the approval have a larger id and are not part of it.
    last_fan_id INTEGER,
    -- Fans up to this id have their row, or their reason for none.
    expanded_fan_id INTEGER NOT NULL DEFAULT 0,
    recipients INTEGER NOT NULL DEFAULT 0,
    -- Texts with an outcome, and those that failed, when a person last let it go on: they pause it no more.
    outcomes_seen INTEGER NOT NULL DEFAULT 0,
    failures_seen INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE broadcast_exclusions (
    broadcast_id INTEGER NOT NULL REFERENCES broadcasts (id),
    fan_id INTEGER NOT NULL REFERENCES fans (id),
    reason TEXT NOT NULL,
    PRIMARY KEY (broadcast_id, fan_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    fan_id INTEGER NOT NULL REFERENCES fans (id),
    body TEXT NOT NULL,
    parts INTEGER NOT NULL,
    kind TEXT NOT NULL,
    -- 0 compliance, 1 personal, 2 automatic, 3 update: smaller goes first.
    lane INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'queued',
    not_before INTEGER NOT NULL DEFAULT 0,
    -- It waits for its fan's hours, which may be changed.
    held INTEGER NOT NULL DEFAULT 0,
    -- The moment until which its rule holds the answer back: not_before never falls below it.
    delayed_until INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    -- Requests that left for this row, and when the last one was about to.
    attempt INTEGER NOT NULL DEFAULT 0,
    intent_at INTEGER,
    -- For an unknown outcome: earliest moment at which absence counts, complete reads since, absences so far.
    quiet_until INTEGER,
    reads INTEGER NOT NULL DEFAULT 0,
    look_at INTEGER,
    absences INTEGER NOT NULL DEFAULT 0,
    provider_id BLOB UNIQUE,
    sent_at INTEGER,
    code INTEGER,
    reason TEXT,
    rule_id INTEGER REFERENCES rules (id),
    -- A rule answers a fan once in each window; the window of once-per-fan is empty.
    rule_window TEXT,
    broadcast_id INTEGER REFERENCES broadcasts (id),
    client_id TEXT UNIQUE,
    -- The fan's text that asked for this answer.
    answers INTEGER,
    -- What it is taken to cost, as of its intent; what the books hold for it, and on which day.
    est_micros INTEGER NOT NULL DEFAULT 0,
    booked_micros INTEGER,
    booked_day INTEGER,
    UNIQUE (rule_id, fan_id, rule_window),
    UNIQUE (broadcast_id, fan_id)
) STRICT;

CREATE INDEX outbox_due ON outbox (lane, not_before) WHERE state = 'queued' AND broadcast_id IS NULL;

CREATE INDEX outbox_of_broadcast ON outbox (broadcast_id, state, not_before, id) WHERE broadcast_id IS NOT NULL;

CREATE INDEX outbox_open ON outbox (state, id) WHERE state IN ('queued', 'sending', 'unknown', 'parked', 'failed');

CREATE INDEX outbox_under_way ON outbox (kind, state, est_micros) WHERE state IN ('sending', 'unknown');

CREATE INDEX outbox_held ON outbox (id) WHERE held = 1 AND state = 'queued';

CREATE INDEX outbox_by_fan ON outbox (fan_id, state);

CREATE INDEX outbox_by_rule ON outbox (rule_id, created_at) WHERE rule_id IS NOT NULL;

CREATE TABLE drafts (
    -- Words begun to a fan and not sent.
    fan_id INTEGER PRIMARY KEY REFERENCES fans (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE phrases (
    -- Words that are used often, for a person to put into a text.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    text TEXT NOT NULL UNIQUE,
    used_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE pace (
    -- The moment, in microseconds, at which the next text may leave. Stored, so that a restart keeps the pace.
    only INTEGER PRIMARY KEY CHECK (only = 1),
    next_at_us INTEGER NOT NULL
) STRICT;

CREATE TABLE prices (
    -- ISO 3166-1 alpha-2.
    country TEXT NOT NULL,
    -- sms_out, sms_in: one part of a text to, or from, a number there.
    way TEXT NOT NULL,
    -- The provider's list, its owner's correction, and the dearest bill; all in the line's currency.
    listed_micros INTEGER,
    edited_micros INTEGER,
    billed_micros INTEGER,
    fetched_at INTEGER,
    -- When the list was last asked for, with whatever answer.
    tried_at INTEGER,
    PRIMARY KEY (country, way)
) STRICT, WITHOUT ROWID;

CREATE TABLE spending (
    -- The first millisecond of the day on this computer.
    day_at INTEGER NOT NULL,
    -- As in the outbox; inbound: fans' texts; elsewhere: texts of this number that were not sent from here.
    kind TEXT NOT NULL,
    currency TEXT NOT NULL,
    messages INTEGER NOT NULL,
    parts INTEGER NOT NULL,
    micros INTEGER NOT NULL,
    PRIMARY KEY (day_at, kind, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE fan_days (
    -- Automatic texts to one fan on one day.
    fan_id INTEGER NOT NULL REFERENCES fans (id),
    day_at INTEGER NOT NULL,
    automatic INTEGER NOT NULL,
    PRIMARY KEY (fan_id, day_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE first_texts (
    -- First texts of fans by minute of the provider's time, in blocks of a thousand numbers; of the last minutes only.
    minute INTEGER NOT NULL,
    -- A number without its last three digits.
    block TEXT NOT NULL,
    texts INTEGER NOT NULL,
    PRIMARY KEY (minute, block)
) STRICT, WITHOUT ROWID;

CREATE TABLE guards (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Numbers that begin with this; of several that fit, the longest counts.
    range TEXT NOT NULL UNIQUE,
    -- pumping, premium, high_cost, owner
    kind TEXT NOT NULL,
    -- paused: automatic answers to it wait for the owner. allowed, blocked: the owner's decision; what is blocked gets
    -- no updates either.
    state TEXT NOT NULL,
    -- First texts in the minutes before it was paused.
    texts INTEGER NOT NULL DEFAULT 0,
    tripped_at INTEGER NOT NULL,
    decided_at INTEGER
) STRICT;

CREATE TABLE guard_holds (
    -- Texts that wait for a guard's decision; the rules look at them again when it is lifted.
    guard_id INTEGER NOT NULL REFERENCES guards (id),
    -- May be gone: a fan can be erased while a text of theirs waits.
    message_id INTEGER NOT NULL,
    PRIMARY KEY (guard_id, message_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE consent (
    -- Append-only: what a fan said about being texted, when and how. Two triggers hold it.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    fan_id INTEGER NOT NULL REFERENCES fans (id),
    at INTEGER NOT NULL,
    -- texted_first, stop, start, yes, review, provider_21610, stop_lifted, suppressed, released, given, withdrawn
    what TEXT NOT NULL,
    message_id INTEGER,
    wording TEXT,
    -- Where an entry that is not a text comes from: e-mail, the name of a list.
    source TEXT,
    recorded_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX consent_by_fan ON consent (fan_id, id);

CREATE TABLE suppressions (
    -- Numbers that must never get a text, whether or not a fan has one. A fan's own STOP stands with the fan.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number TEXT NOT NULL UNIQUE,
    -- Who asked, and how: e-mail, a letter, the name of a list.
    source TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    -- When it was asked for.
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE quiet_hours (
    -- Hours of regions (US-FL, IT, * for everywhere) that a person changed, in minutes of the day.
    region TEXT PRIMARY KEY,
    opens INTEGER NOT NULL,
    closes INTEGER NOT NULL,
    sunday_opens INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE number_key (
    -- Keys the hashes of erased fans' numbers: without it a number cannot be guessed from its hash.
    only INTEGER PRIMARY KEY CHECK (only = 1),
    key BLOB NOT NULL
) STRICT;

CREATE TABLE erased (
    -- All that is left of an erased fan. An import cannot bring them back by accident, and what they said holds.
    hash BLOB PRIMARY KEY,
    at INTEGER NOT NULL,
    -- Texts of theirs up to this provider time are not stored again.
    until_at INTEGER NOT NULL,
    opted_out_at INTEGER,
    erasure_id INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE erasures (
    -- The erasing of one fan, step by step; its row is the receipt.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Both are forgotten when they are not needed any more.
    fan_id INTEGER,
    number TEXT,
    -- waiting (a text is in doubt), here, index, provider, done
    state TEXT NOT NULL,
    requested_at INTEGER NOT NULL,
    erased_at INTEGER,
    until_at INTEGER,
    done_at INTEGER,
    -- What was erased on this computer, by table.
    counts TEXT NOT NULL DEFAULT '{}',
    -- Complete reads of the provider's list that found nothing left.
    reads INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER NOT NULL DEFAULT 0,
    -- Why the provider has not deleted everything yet ({code, params} as JSON).
    problem TEXT
) STRICT;

CREATE INDEX erasures_open ON erasures (next_at) WHERE state != 'done';

CREATE TABLE provider_deletions (
    -- Texts that the provider still has to delete.
    provider_id BLOB PRIMARY KEY,
    erasure_id INTEGER NOT NULL REFERENCES erasures (id),
    -- How many it has, and how many were deleted.
    media INTEGER NOT NULL DEFAULT 0,
    pictures INTEGER NOT NULL DEFAULT 0,
    deleted INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX provider_deletions_open ON provider_deletions (erasure_id, next_at) WHERE deleted = 0;

CREATE TRIGGER consent_is_not_changed BEFORE UPDATE ON consent
BEGIN
    SELECT RAISE(ABORT, 'the consent ledger is append-only');
END;

CREATE TRIGGER consent_is_not_deleted BEFORE DELETE ON consent
WHEN NOT EXISTS (SELECT 1 FROM erasures WHERE fan_id = OLD.fan_id AND state = 'here')
BEGIN
    SELECT RAISE(ABORT, 'the consent ledger is append-only');
END;

CREATE TABLE journal (
    -- Who changed what, written in the transaction of the change.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    params TEXT NOT NULL
) STRICT;

CREATE TABLE tallies (
    -- fans, unread, care
    name TEXT PRIMARY KEY,
    fans INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER fans_added AFTER INSERT ON fans BEGIN
    UPDATE tallies SET fans = fans + 1 WHERE name = 'fans';
    UPDATE tallies SET fans = fans + 1 WHERE name = 'unread' AND NEW.unread > 0;
    UPDATE tallies SET fans = fans + 1 WHERE name = 'care' AND NEW.care = 1;
END;

CREATE TRIGGER fans_removed AFTER DELETE ON fans BEGIN
    UPDATE tallies SET fans = fans - 1 WHERE name = 'fans';
    UPDATE tallies SET fans = fans - 1 WHERE name = 'unread' AND OLD.unread > 0;
    UPDATE tallies SET fans = fans - 1 WHERE name = 'care' AND OLD.care = 1;
END;

CREATE TRIGGER fans_read AFTER UPDATE OF unread ON fans WHEN (OLD.unread > 0) != (NEW.unread > 0) BEGIN
    UPDATE tallies SET fans = fans + (NEW.unread > 0) - (OLD.unread > 0) WHERE name = 'unread';
END;

CREATE TRIGGER fans_cared_for AFTER UPDATE OF care ON fans WHEN OLD.care != NEW.care BEGIN
    UPDATE tallies SET fans = fans + NEW.care - OLD.care WHERE name = 'care';
END;

CREATE TABLE inbound_tallies (
    -- Fans' texts by quarter of an hour of the provider's time: every zone's days begin with one.
    quarter INTEGER PRIMARY KEY,
    texts INTEGER NOT NULL
) STRICT;

CREATE TRIGGER messages_arrived AFTER INSERT ON messages WHEN NEW.outbound = 0 BEGIN
    INSERT INTO inbound_tallies (quarter, texts) VALUES ((NEW.id >> 20) / 900000, 1)
    ON CONFLICT (quarter) DO UPDATE SET texts = texts + 1;
END;

CREATE TRIGGER messages_removed AFTER DELETE ON messages WHEN OLD.outbound = 0 BEGIN
    UPDATE inbound_tallies SET texts = texts - 1 WHERE quarter = (OLD.id >> 20) / 900000;
END;

CREATE TABLE outbox_tallies (
    -- 0 for what belongs to no update.
    broadcast_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    kind TEXT NOT NULL,
    texts INTEGER NOT NULL,
    PRIMARY KEY (broadcast_id, state, kind)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER outbox_added AFTER INSERT ON outbox BEGIN
    INSERT INTO outbox_tallies (broadcast_id, state, kind, texts)
    VALUES (coalesce(NEW.broadcast_id, 0), NEW.state, NEW.kind, 1)
    ON CONFLICT (broadcast_id, state, kind) DO UPDATE SET texts = texts + 1;
END;

CREATE TRIGGER outbox_removed AFTER DELETE ON outbox BEGIN
    UPDATE outbox_tallies SET texts = texts - 1
    WHERE broadcast_id = coalesce(OLD.broadcast_id, 0) AND state = OLD.state AND kind = OLD.kind;
END;

CREATE TRIGGER outbox_moved AFTER UPDATE OF state ON outbox WHEN OLD.state != NEW.state BEGIN
    UPDATE outbox_tallies SET texts = texts - 1
    WHERE broadcast_id = coalesce(OLD.broadcast_id, 0) AND state = OLD.state AND kind = OLD.kind;
    INSERT INTO outbox_tallies (broadcast_id, state, kind, texts)
    VALUES (coalesce(NEW.broadcast_id, 0), NEW.state, NEW.kind, 1)
    ON CONFLICT (broadcast_id, state, kind) DO UPDATE SET texts = texts + 1;
END;
