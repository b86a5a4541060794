//! The one table of commands. The window, the command line and the test bridge are transports of it.

pub mod views;

mod activity;
mod check;
mod consent;
mod drafts;
mod erasures;
mod export;
mod fan_file;
mod fans;
mod fans_bulk;
mod fans_find;
mod guards;
mod inbox;
mod inbox_change;
mod lines;
mod media;
mod outbox;
mod phrases;
mod prices;
mod quiet_hours;
mod rules;
mod search_fans;
mod settings;
mod status;
mod suppressions;
#[cfg(test)]
mod typescript;
mod updates;

use serde::de::DeserializeOwned;
use serde_json::Value;

pub use self::rules::count as count_segments;

use crate::error::{Error, ErrorCode, Result};
use crate::lines::Lines;
use views::*;

/// Declares each command once: its name on the wire, the function that serves it, what it takes and gives.
macro_rules! commands {
    ($($name:literal => $area:ident :: $function:ident ( $params:ty ) -> $result:ty;)*) => {
        /// Names of all commands, in the order of the table.
        pub const COMMANDS: &[&str] = &[$($name),*];

        /// Runs a command by name.
        ///
        /// # Errors
        /// `unknown_command`, `bad_params`, or what the command itself refuses.
        pub async fn call(lines: &Lines, name: &str, params: Value) -> Result<Value> {
            match name {
                $($name => {
                    let params: $params = parse(params)?;
                    encode(&$area::$function(lines, params).await?)
                })*
                _ => Err(Error::new(ErrorCode::UnknownCommand).with("name", name)),
            }
        }

        /// Shows every type of the table to a visitor.
        #[cfg(test)]
        fn visit_types(visitor: &mut impl ts_rs::TypeVisitor) {
            $(
                visitor.visit::<$params>();
                visitor.visit::<$result>();
            )*
        }

        /// `(command, parameters, result)` as TypeScript, for the generated bindings.
        #[cfg(test)]
        fn typescript_signatures(config: &ts_rs::Config) -> Vec<(&'static str, String, String)> {
            vec![$((
                $name,
                <$params as ts_rs::TS>::name(config),
                <$result as ts_rs::TS>::name(config),
            )),*]
        }
    };
}

commands! {
    "lines.list" => lines::list(Nothing) -> Page<LineView>;
    "lines.find_numbers" => lines::find_numbers(FindNumbers) -> FoundNumbers;
    "lines.add" => lines::add(AddLine) -> LineView;
    "lines.remove" => lines::remove(ById) -> Removed;
    "lines.select" => lines::select(ById) -> LineView;
    "lines.practice" => lines::practice(Nothing) -> LineView;
    "lines.change_key" => lines::change_key(ChangeKey) -> LineView;
    "lines.recovery_key" => lines::recovery_key(Nothing) -> RecoveryKey;
    "lines.recovery_key_kept" => lines::recovery_key_kept(Nothing) -> LineView;
    "lines.recover" => lines::recover(Recover) -> LineView;
    "lines.backups" => lines::backups(OfLine) -> Page<BackupView>;
    "lines.back_up" => lines::back_up(Nothing) -> BackupView;
    "lines.restore_backup" => lines::restore_backup(RestoreBackup) -> LineView;
    "lines.check" => check::check(Nothing) -> Page<CheckView>;
    "lines.export" => export::step(ExportStep) -> Exported;
    "activity.list" => activity::list(ListActivity) -> Page<ActivityView>;
    "status.get" => status::get(Nothing) -> Status;
    "auto_replies.set" => status::set_auto_replies(SetAutoReplies) -> Status;
    "sync.now" => status::sync_now(Nothing) -> SyncReport;
    "sync.wake" => status::wake(Nothing) -> Nothing;
    "inbox.list" => inbox::list(ListInbox) -> Page<Conversation>;
    "inbox.change" => inbox_change::change(ChangeInbox) -> ChangedInbox;
    "thread.list" => inbox::thread(ListThread) -> Thread;
    "thread.mark" => inbox::mark(MarkRead) -> Conversation;
    "media.list" => media::list(OfMessage) -> MediaOfMessage;
    "media.fetch" => media::fetch(OfMessage) -> MediaOfMessage;
    "media.get" => media::get(ById) -> Picture;
    "messages.send" => inbox::send(SendPersonal) -> ThreadItem;
    "messages.take_back" => drafts::take_back(ById) -> TakenBack;
    "drafts.set" => drafts::set(SetDraft) -> DraftView;
    "phrases.list" => phrases::list(Nothing) -> Page<PhraseView>;
    "phrases.add" => phrases::add(AddPhrase) -> PhraseView;
    "phrases.set" => phrases::set(SetPhrase) -> PhraseView;
    "phrases.delete" => phrases::delete(ById) -> Removed;
    "outbox.list" => outbox::list(ListOutbox) -> Page<OutboxItem>;
    "outbox.retry_all" => outbox::retry_all(ChangeOutbox) -> OutboxChanged;
    "outbox.drop_all" => outbox::drop_all(ChangeOutbox) -> OutboxChanged;
    "outbox.retry" => inbox::retry(ById) -> ThreadItem;
    "outbox.drop" => inbox::drop_row(ById) -> ThreadItem;
    "search.messages" => inbox::search(Search) -> Page<SearchHit>;
    "search.fans" => search_fans::search(SearchFans) -> Page<Conversation>;
    "fans.list" => fans::list(ListFans) -> Page<Fan>;
    "fans.find" => fans_find::find(FindFans) -> Page<FoundFan>;
    "fans.count" => fans_find::count(CountFans) -> FanCount;
    "fans.groups" => fans_find::groups(Nothing) -> FanGroups;
    "fans.change" => fans_bulk::change(ChangeFans) -> FansChanged;
    "fans.get" => fans::get(GetFan) -> Fan;
    "fans.set" => fans::set(SetFan) -> Fan;
    "fans.export" => fan_file::export(ExportFan) -> ExportedFan;
    "fans.erase" => erasures::erase(EraseFan) -> ErasureView;
    "erasures.list" => erasures::list(ListErasures) -> Page<ErasureView>;
    "erasures.get" => erasures::get(ById) -> ErasureView;
    "quiet_hours.list" => quiet_hours::list(Nothing) -> Page<RegionHoursView>;
    "quiet_hours.set" => quiet_hours::set(SetRegionHours) -> RegionHoursView;
    "quiet_hours.reset" => quiet_hours::reset(ResetRegionHours) -> Page<RegionHoursView>;
    "suppressions.list" => suppressions::list(ListSuppressions) -> Page<SuppressionView>;
    "suppressions.add" => suppressions::add(AddSuppression) -> SuppressionView;
    "suppressions.import" => suppressions::import(ImportSuppressions) -> ImportedSuppressions;
    "suppressions.export" => suppressions::export(Nothing) -> SuppressionsFile;
    "suppressions.remove" => suppressions::remove(RemoveSuppression) -> Removed;
    "consent.list" => consent::list(ListConsent) -> Page<ConsentView>;
    "consent.add" => consent::add(AddConsent) -> ConsentView;
    "rules.list" => rules::list(Nothing) -> Page<RuleView>;
    "rules.add" => rules::add(AddRule) -> RuleView;
    "rules.set" => rules::set(SetRule) -> RuleView;
    "rules.move" => rules::move_to(MoveRule) -> Page<RuleView>;
    "rules.delete" => rules::delete(ById) -> Removed;
    "rules.restore" => rules::restore(ById) -> RuleView;
    "rules.templates" => rules::templates(Nothing) -> Page<RuleTemplate>;
    "rules.try" => rules::try_text(TryText) -> Decision;
    "rules.replay" => rules::replay(ReplayTexts) -> ReplayReport;
    "segments.count" => rules::segments(CountSegments) -> Segments;
    "updates.preview" => updates::preview(DraftUpdate) -> UpdatePreview;
    "updates.create" => updates::create(DraftUpdate) -> UpdateView;
    "updates.set" => updates::set(SetUpdate) -> UpdateView;
    "updates.send" => updates::send(SendUpdate) -> UpdateView;
    "updates.undo" => updates::undo(ById) -> UpdateView;
    "updates.pause" => updates::pause(ById) -> UpdateView;
    "updates.resume" => updates::resume(ById) -> UpdateView;
    "updates.retry_failed" => updates::retry_failed(ById) -> UpdateView;
    "updates.cancel" => updates::cancel(ById) -> UpdateView;
    "updates.get" => updates::get(ById) -> UpdateView;
    "updates.list" => updates::list(ListUpdates) -> Page<UpdateView>;
    "guards.list" => guards::list(ListGuards) -> Page<GuardView>;
    "guards.set" => guards::set(SetGuard) -> GuardView;
    "guards.ranges" => guards::ranges(Nothing) -> Page<CostlyRangeView>;
    "prices.list" => prices::list(Nothing) -> Page<PriceView>;
    "prices.fetch" => prices::fetch(FetchPrices) -> Page<PriceView>;
    "prices.set" => prices::set(SetPrice) -> PriceView;
    "settings.list" => settings::list(Nothing) -> Page<Setting>;
    "settings.get" => settings::get(GetSetting) -> Setting;
    "settings.set" => settings::set(SetSetting) -> Setting;
    "settings.reset" => settings::reset(GetSetting) -> Setting;
}

fn parse<T: DeserializeOwned>(params: Value) -> Result<T> {
    let params = if params.is_null() { Value::Object(serde_json::Map::new()) } else { params };
    // serde_json's message quotes the offending value, which may be a body or a secret: only the place is kept.
    serde_json::from_value(params)
        .map_err(|error| Error::new(ErrorCode::BadParams).with("detail", field_of(&error.to_string())))
}

/// The field that an error of serde names, without any value.
fn field_of(message: &str) -> String {
    let kind = message.split(':').next().unwrap_or_default();
    match message.split('`').nth(1) {
        Some(field) if kind.starts_with("missing field") || kind.starts_with("unknown") => {
            format!("{}: {field}", kind.split('`').next().unwrap_or_default().trim())
        }
        _ => kind.to_owned(),
    }
}

fn encode<T: serde::Serialize>(result: &T) -> Result<Value> {
    serde_json::to_value(result).map_err(|_| Error::new(ErrorCode::StoreFailed).with("detail", "encode"))
}
