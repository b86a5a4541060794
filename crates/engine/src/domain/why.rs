//! Reasons: why a text was answered or not, why it did not arrive, what keeps a line from working.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The reason behind a decision, a state, an exclusion or a warning: a code and what fills its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Why {
    pub code: WhyCode,
    #[serde(default)]
    pub params: BTreeMap<String, String>,
}

impl Why {
    #[must_use]
    pub fn new(code: WhyCode) -> Self {
        Self { code, params: BTreeMap::new() }
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }
}

impl From<WhyCode> for Why {
    fn from(code: WhyCode) -> Self {
        Self::new(code)
    }
}

/// Every reason that a person can meet. The window and the command line put each into words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WhyCode {
    // What the rules said of a fan's text
    /// A phone's reaction to one of our texts.
    Reaction,
    /// `word`
    Stop,
    Start,
    Help,
    /// Asked for help again on the same day: the answer to it went once.
    HelpAnswered,
    /// `phrase`
    OptOutPhrase,
    /// `kind`: `self_harm`, `threat`, `minor`
    Care,
    Blocked,
    OptedOut,
    /// On the list of numbers that must never get a text.
    Suppressed,
    OptOutReview,
    /// A short code or a word as the sender: a machine.
    NotAPhone,
    OwnNumber,
    AutoRepliesOff,
    /// `rule`, `trigger`: the kind of what made it look, `keyword`: the one that stood in the text
    Answered,
    /// `rule`: the names of rules that did something and replied nothing
    RuleApplied,
    /// `fact`: what the fan was asked for and told: `name`, `city`, `birthday`
    FactKept,
    NoRule,
    /// The step found nothing and the next one looked.
    Passed,
    RuleOff,
    RuleMatches,
    NotFirstText,
    NoKeyword,
    WithinHours,
    NotAfterUpdate,
    FanNotNew,
    FanNotKnown,
    /// `tag`
    TagMissing,
    /// `tag`
    TagPresent,
    CityDiffers,
    OtherHours,
    OtherDay,
    OutsideSchedule,
    AlreadyAnswered,
    InCooldown,
    /// `fact`: the card has it already
    FactKnown,
    /// A person wrote to this fan not long ago.
    PersonTookOver,
    /// The text is older than the moment the rule was switched on.
    BeforeSwitchOn,
    /// Older than the rule's catch-up window.
    TooOld,
    /// This fan was texted from somewhere else.
    SentElsewhere,
    FanDailyCap,
    /// Something at the fan's side answers our answers. `kind`: `auto_responder`, `echo`, `same_words`, `too_fast`,
    /// `provider`, `person` (who paused the answers to this fan)
    ReplyLoop,
    /// Automatic answers to these numbers wait for the owner. `range`, `kind`: `pumping`, `premium`, `high_cost`,
    /// `owner`
    RangePaused,
    /// The owner wants no automatic answers and no updates to these numbers. `range`, `kind`
    RangeBlocked,
    // Why a text did not arrive
    /// `code`: the provider's.
    ProviderCode,
    /// The provider did not answer clearly; the text is looked for.
    OutcomeUnknown,
    /// Its outcome stayed in doubt too often: a person decides.
    UnknownTooOften,
    /// `code`
    NotTextable,
    NoConsent,
    /// The candidate zones of the number have no hour of the window in common.
    NeverInWindow,
    UpdateCancelled,
    /// An update paused itself. `failed`, `outcomes`: since a person last let it go on.
    TooManyFailures,
    AutoRepliesSwitchedOff,
    RuleDeleted,
    Dropped,
    // What keeps the line from hearing or sending
    /// `host`
    Offline,
    KeyRefused,
    /// `status`, `provider_code`
    ProviderError,
    /// `host`
    NotTheProvider,
    /// `host`: no certificate that this computer trusts.
    NotTrusted,
    /// `code`: the provider's reason for refusing every text.
    AccountStopped,
    /// `cap`, `currency`, `period`: `day` or `month`, `kind`: `all`, `auto_reply` or `broadcast`, `until`: when it is
    /// renewed, in milliseconds of UTC
    CapReached,
    LineInUse,
    /// Something else texted from this number: automatic answers are off until a person says to answer here.
    AnsweredElsewhere,
    /// The database is an older copy: unsent texts are looked for, and automatic answers are off.
    OlderCopy,
    /// What cannot be stored is not sent.
    DiskFull,
    ReadOnly,
    /// `detail`
    StoreFailed,
    DatabaseDamaged,
    /// `code`: an error of this program.
    CannotWork,
    // Why a picture is not shown
    /// It came only in part.
    PictureCut,
    // What the owner should know about a wording or a setting
    NotSaidAutomatic,
    HasLink,
    NoStopWording,
    NoSenderName,
    /// `countries`: no price is known there, and the highest plausible one was counted with.
    PriceUnknown,
    /// `per_second`, `usual`
    PaceAboveType,
    /// `shortest`
    QuietPeriodShort,
}

impl WhyCode {
    /// The code as it is stored and travels.
    #[must_use]
    pub fn name(self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(name)) => name,
            Ok(_) | Err(_) => String::new(),
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
    }
}
