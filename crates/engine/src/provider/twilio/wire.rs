//! The JSON of the wire and what it becomes. Strings are borrowed from the answer until a text is made of them.
//!
//! Lenient where a text can do without: dates, prices, counts, words that this version does not know. Strict on
//! the id, without which a text could be neither stored nor recognised: a page with such a row counts as
//! unreadable, because leaving the row out would lose a text in silence.

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use super::date;
use super::scalar::{Decimal, Text, Whole};
use crate::domain::price::Listed;
use crate::domain::{DeliveryStatus, Direction, Money, NumberType, PhoneNumber, ProviderId};
use crate::provider::{CountryPrices, OwnedNumber, RemoteMedia, RemoteMessage};

#[derive(Deserialize)]
struct WirePage<'a> {
    messages: Vec<Remote>,
    #[serde(borrow, default)]
    next_page_uri: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct WireMessage<'a> {
    #[serde(borrow)]
    sid: Text<'a>,
    #[serde(borrow, default)]
    direction: Option<Text<'a>>,
    #[serde(borrow, default)]
    from: Option<Text<'a>>,
    #[serde(borrow, default)]
    to: Option<Text<'a>>,
    #[serde(borrow, default)]
    body: Option<Text<'a>>,
    #[serde(borrow, default)]
    status: Option<Text<'a>>,
    #[serde(default)]
    error_code: Whole,
    #[serde(borrow, default)]
    date_sent: Option<Text<'a>>,
    #[serde(borrow, default)]
    date_created: Option<Text<'a>>,
    #[serde(default)]
    num_media: Whole,
    #[serde(default)]
    num_segments: Whole,
    #[serde(borrow, default)]
    price: Decimal<'a>,
    #[serde(borrow, default)]
    price_unit: Option<Text<'a>>,
}

/// A text that was made of its fields as soon as they were read: a page holds a thousand, and each is a row of many.
struct Remote(RemoteMessage);

impl<'de> Deserialize<'de> for Remote {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let message = WireMessage::deserialize(deserializer)?.into_remote();
        message.map(Self).ok_or_else(|| D::Error::custom("an id that cannot be stored"))
    }
}

#[derive(Deserialize)]
struct WireNumbers<'a> {
    #[serde(borrow)]
    incoming_phone_numbers: Vec<WireNumber<'a>>,
    #[serde(borrow, default)]
    next_page_uri: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct WireMedia<'a> {
    #[serde(borrow)]
    media_list: Vec<WirePicture<'a>>,
}

#[derive(Deserialize)]
struct WirePicture<'a> {
    #[serde(borrow)]
    sid: Text<'a>,
    #[serde(borrow, default)]
    content_type: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct WireNumber<'a> {
    #[serde(borrow, default)]
    phone_number: Option<Text<'a>>,
    #[serde(borrow, default)]
    friendly_name: Option<Text<'a>>,
    #[serde(default)]
    capabilities: Option<WireCapabilities>,
    #[serde(borrow, default)]
    sms_url: Option<Text<'a>>,
    #[serde(borrow, default)]
    sms_application_sid: Option<Text<'a>>,
    #[serde(borrow, default)]
    voice_url: Option<Text<'a>>,
    #[serde(borrow, default)]
    voice_application_sid: Option<Text<'a>>,
    #[serde(borrow, default)]
    trunk_sid: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct WireCapabilities {
    #[serde(default, alias = "SMS")]
    sms: Option<bool>,
}

#[derive(Deserialize)]
struct WireBalance<'a> {
    #[serde(borrow)]
    balance: Decimal<'a>,
    #[serde(borrow, default)]
    currency: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct WirePrices<'a> {
    #[serde(borrow, default)]
    price_unit: Option<Text<'a>>,
    #[serde(borrow, default)]
    outbound_sms_prices: Option<Vec<WireCarrier<'a>>>,
    #[serde(borrow, default)]
    inbound_sms_prices: Option<Vec<WirePrice<'a>>>,
}

#[derive(Deserialize)]
struct WireCarrier<'a> {
    #[serde(borrow, default)]
    prices: Option<Vec<WirePrice<'a>>>,
}

#[derive(Deserialize)]
struct WirePrice<'a> {
    #[serde(borrow, default)]
    base_price: Decimal<'a>,
    #[serde(borrow, default)]
    current_price: Decimal<'a>,
    #[serde(borrow, default)]
    number_type: Option<Text<'a>>,
}

/// A country's price list. `None` when it is not one; a price that cannot be read is left out.
pub(super) fn parse_prices(json: &[u8]) -> Option<CountryPrices> {
    let wire: WirePrices<'_> = serde_json::from_slice(json).ok()?;
    let unit = wire.price_unit.as_ref()?;
    let currency = unit.as_str().to_ascii_uppercase();
    if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let listed = |price: WirePrice<'_>| {
        // What this account pays, else what everybody does.
        let amount = price.current_price.0.or(price.base_price.0)?;
        let micros = money(&amount, Some(unit))?.micros;
        let number_type = price.number_type.as_ref().and_then(|word| sender_type(word.as_str()));
        (micros >= 0).then_some(Listed { number_type, micros })
    };
    let outbound = wire.outbound_sms_prices.unwrap_or_default().into_iter();
    let outbound = outbound.flat_map(|carrier| carrier.prices.unwrap_or_default());
    Some(CountryPrices {
        currency,
        outbound: outbound.filter_map(listed).collect(),
        inbound: wire.inbound_sms_prices.unwrap_or_default().into_iter().filter_map(listed).collect(),
    })
}

/// The line's kind of number, as price lists name it.
fn sender_type(word: &str) -> Option<NumberType> {
    let plain: String = word.chars().filter(char::is_ascii_alphabetic).collect();
    match plain.to_ascii_lowercase().as_str() {
        "local" | "mobile" | "national" => Some(NumberType::LongCode),
        "tollfree" => Some(NumberType::TollFree),
        "shortcode" => Some(NumberType::ShortCode),
        _ => None,
    }
}

/// The texts of a page and where the following one is. `None` when it is not a page.
pub(super) fn parse_page(json: &[u8]) -> Option<(Vec<RemoteMessage>, Option<String>)> {
    let page: WirePage<'_> = serde_json::from_slice(json).ok()?;
    let messages = page.messages.into_iter().map(|Remote(message)| message).collect();
    Some((messages, given(page.next_page_uri)))
}

pub(super) fn parse_message(json: &[u8]) -> Option<RemoteMessage> {
    serde_json::from_slice::<WireMessage<'_>>(json).ok()?.into_remote()
}

/// The answer to a send. Only its id is needed: the rest is known, and is filled in where it is missing.
pub(super) fn parse_created(json: &[u8], from: &str, to: &str, body: &str) -> Option<RemoteMessage> {
    let wire: WireMessage<'_> = serde_json::from_slice(json).ok()?;
    let (named, said) = (wire.direction.is_some(), wire.body.is_some());
    let mut message = wire.into_remote()?;
    if !named {
        message.direction = Direction::OutboundApi;
    }
    if !said {
        message.body = body.into();
    }
    if message.from.is_empty() {
        message.from = from.into();
    }
    if message.to.is_empty() {
        message.to = to.into();
    }
    Some(message)
}

/// The numbers of a page and where the following one is. What is not a phone number cannot be a line.
pub(super) fn parse_numbers(json: &[u8]) -> Option<(Vec<OwnedNumber>, Option<String>)> {
    let page: WireNumbers<'_> = serde_json::from_slice(json).ok()?;
    let numbers = page.incoming_phone_numbers.into_iter().filter_map(WireNumber::into_owned_number).collect();
    Some((numbers, given(page.next_page_uri)))
}

/// A text's pictures and other files.
pub(super) fn parse_media(json: &[u8]) -> Option<Vec<RemoteMedia>> {
    let page: WireMedia<'_> = serde_json::from_slice(json).ok()?;
    let files = page.media_list.into_iter().map(|media| RemoteMedia {
        id: media.sid.into_string(),
        kind: media.content_type.map(Text::into_string).unwrap_or_default(),
    });
    // An id becomes part of an address: anything else would lead elsewhere.
    Some(files.filter(|file| is_id(&file.id)).collect())
}

/// `Some(None)` when the account has no balance of its own.
pub(super) fn parse_balance(json: &[u8]) -> Option<Option<Money>> {
    let wire: WireBalance<'_> = serde_json::from_slice(json).ok()?;
    let Some(amount) = wire.balance.0 else { return Some(None) };
    Some(Some(money(&amount, wire.currency.as_ref())?))
}

impl WireMessage<'_> {
    fn into_remote(self) -> Option<RemoteMessage> {
        if !is_id(self.sid.as_str()) {
            return None;
        }
        let status = self.status.as_ref().map_or(DeliveryStatus::Other, |status| delivery_status(status.as_str()));
        let at_ms =
            [&self.date_sent, &self.date_created].into_iter().flatten().find_map(|text| date::parse_ms(text.as_str()));
        let price = self.price.0.and_then(|amount| money(&amount, self.price_unit.as_ref()));
        Some(RemoteMessage {
            id: ProviderId::new(self.sid.as_str()),
            direction: direction(self.direction.as_ref().map(Text::as_str), status),
            from: self.from.map(Text::into_compact).unwrap_or_default(),
            to: self.to.map(Text::into_compact).unwrap_or_default(),
            body: self.body.map(Text::into_compact).unwrap_or_default(),
            status,
            error_code: self.error_code.0.filter(|code| *code != 0),
            at_ms,
            media: self.num_media.0.unwrap_or(0),
            parts: self.num_segments.0.unwrap_or(0),
            price: price.map(|price| Money { micros: price.micros.saturating_abs(), ..price }),
        })
    }
}

impl WireNumber<'_> {
    fn into_owned_number(self) -> Option<OwnedNumber> {
        let number = PhoneNumber::parse(self.phone_number?.as_str())?;
        // An application or a trunk takes what arrives, and the URL beside it is not asked.
        Some(OwnedNumber {
            name: self.friendly_name.map(Text::into_string).unwrap_or_default(),
            sms: self.capabilities.and_then(|capabilities| capabilities.sms).unwrap_or(false),
            sms_url: given(self.sms_application_sid).or_else(|| given(self.sms_url)),
            voice_url: given(self.trunk_sid)
                .or_else(|| given(self.voice_application_sid))
                .or_else(|| given(self.voice_url)),
            number,
        })
    }
}

/// An id that can be stored, compared and put into a route: short and plain. Twilio's are `SM` or `MM` and 32 hex
/// digits, other hosts use UUIDs.
fn is_id(sid: &str) -> bool {
    (1..=64).contains(&sid.len())
        && sid.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

fn delivery_status(word: &str) -> DeliveryStatus {
    match word {
        "queued" | "accepted" | "scheduled" => DeliveryStatus::Queued,
        "sending" => DeliveryStatus::Sending,
        // On its way, and not known to have arrived whole.
        "sent" | "partially_delivered" => DeliveryStatus::Sent,
        "receiving" | "received" => DeliveryStatus::Received,
        "canceled" => DeliveryStatus::Canceled,
        "failed" => DeliveryStatus::Failed,
        "undelivered" => DeliveryStatus::Undelivered,
        "delivered" => DeliveryStatus::Delivered,
        "read" => DeliveryStatus::Read,
        _ => DeliveryStatus::Other,
    }
}

/// A text is taken for a fan's only when the provider says so: anything else might answer our own words.
fn direction(word: Option<&str>, status: DeliveryStatus) -> Direction {
    match word {
        Some("inbound") => Direction::Inbound,
        Some("outbound-api") => Direction::OutboundApi,
        None if status == DeliveryStatus::Received => Direction::Inbound,
        _ => Direction::OutboundReply,
    }
}

/// A plain decimal in a named currency; what is finer than a millionth is cut off.
fn money(amount: &str, unit: Option<&Text<'_>>) -> Option<Money> {
    let currency = unit.map(Text::as_str).filter(|unit| unit.len() == 3 && unit.is_ascii())?;
    let end = amount.find('.').map_or(amount.len(), |point| amount.len().min(point + 7));
    let mut money = Money::parse(amount.get(..end)?, currency)?;
    money.currency.make_ascii_uppercase();
    Some(money)
}

fn given(text: Option<Text<'_>>) -> Option<String> {
    text.map(Text::into_string).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};
    use proptest::test_runner::Config;

    use super::{parse_balance, parse_created, parse_message, parse_numbers, parse_page, parse_prices};
    use crate::domain::price::Listed;
    use crate::domain::{DeliveryStatus, Direction, Money, NumberType};
    use crate::provider::RemoteMessage;

    fn message(fields: &str) -> RemoteMessage {
        parse_message(format!(r#"{{"sid": "SM1"{}{fields}}}"#, if fields.is_empty() { "" } else { ", " }).as_bytes())
            .expect(fields)
    }

    /// The provider's own example of a text must come out whole, or nothing else does.
    #[test]
    fn reads_a_text_as_documented() {
        let json = r#"{"account_sid": "AC1", "api_version": "2010-04-01", "body": "Hi \"you\" \ud83d\ude00\n",
            "date_created": "Tue, 24 Nov 2026 08:04:30 +0000", "date_sent": "Tue, 24 Nov 2026 08:04:38 +0000",
            "date_updated": "Tue, 24 Nov 2026 08:04:39 +0000", "direction": "inbound", "error_code": null,
            "error_message": null, "from": "+14155550132", "messaging_service_sid": null, "num_media": "2",
            "num_segments": "3", "price": "-0.00750", "price_unit": "usd", "sid": "MM0123456789abcdef0123456789abcdef",
            "status": "received", "subresource_uris": {"media": "/2010-04-01/x"}, "to": "+14155550100", "uri": "/x"}"#;
        let text = parse_message(json.as_bytes()).expect("a text");
        assert_eq!(text.id.to_string(), "MM0123456789abcdef0123456789abcdef");
        assert_eq!((text.from.as_str(), text.to.as_str()), ("+14155550132", "+14155550100"));
        assert_eq!(text.body, "Hi \"you\" 😀\n");
        assert_eq!((text.direction, text.status), (Direction::Inbound, DeliveryStatus::Received));
        assert_eq!((text.at_ms, text.error_code, text.media, text.parts), (Some(1_795_507_478_000), None, 2, 3));
        assert_eq!(text.price, Some(Money::new(7_500, "USD")));
    }

    /// One odd field in one text must not hide the thousand texts of its page.
    #[test]
    fn odd_fields_spoil_only_themselves() {
        let bare = message("");
        assert_eq!((bare.body.as_str(), bare.at_ms, bare.price, bare.parts), ("", None, None, 0));
        assert_eq!((bare.status, bare.direction), (DeliveryStatus::Other, Direction::OutboundReply));
        let odd = message(
            r#""body": null, "from": null, "to": null, "status": null, "direction": null, "date_sent": "soon",
            "date_created": null, "num_media": "many", "num_segments": {}, "price": "free", "price_unit": "USD""#
                .replace("{}", "-1")
                .as_str(),
        );
        assert_eq!((odd.at_ms, odd.media, odd.parts, odd.price), (None, 0, 0, None));
        let created = message(r#""date_sent": null, "date_created": "Thu, 1 Jan 1970 00:00:01 +0000""#);
        assert_eq!(created.at_ms, Some(1_000), "a text without a sending date has its creation date");
        let numbers = message(
            r#""error_code": "30003", "num_media": 1, "num_segments": 2, "price": -0.0075, "price_unit": "EUR""#,
        );
        assert_eq!((numbers.error_code, numbers.media, numbers.parts), (Some(30_003), 1, 2));
        assert_eq!(numbers.price, Some(Money::new(7_500, "EUR")));
    }

    /// A state read wrongly shows a lost text as delivered, or the other way round.
    #[test]
    fn words_become_states_and_directions() {
        for (word, status) in [
            ("queued", DeliveryStatus::Queued),
            ("accepted", DeliveryStatus::Queued),
            ("scheduled", DeliveryStatus::Queued),
            ("sending", DeliveryStatus::Sending),
            ("sent", DeliveryStatus::Sent),
            ("partially_delivered", DeliveryStatus::Sent),
            ("receiving", DeliveryStatus::Received),
            ("received", DeliveryStatus::Received),
            ("canceled", DeliveryStatus::Canceled),
            ("failed", DeliveryStatus::Failed),
            ("undelivered", DeliveryStatus::Undelivered),
            ("delivered", DeliveryStatus::Delivered),
            ("read", DeliveryStatus::Read),
            ("teleported", DeliveryStatus::Other),
            ("Delivered", DeliveryStatus::Other),
        ] {
            assert_eq!(message(&format!(r#""status": "{word}""#)).status, status, "{word}");
        }
        for (word, direction) in [
            ("inbound", Direction::Inbound),
            ("outbound-api", Direction::OutboundApi),
            ("outbound-call", Direction::OutboundReply),
            ("outbound-reply", Direction::OutboundReply),
            ("sideways", Direction::OutboundReply),
        ] {
            assert_eq!(
                message(&format!(r#""status": "received", "direction": "{word}""#)).direction,
                direction,
                "{word}"
            );
        }
        assert_eq!(message(r#""status": "received""#).direction, Direction::Inbound);
    }

    /// A phone that cuts an emoji in half must not stop the line for everybody.
    #[test]
    fn half_an_emoji_is_still_a_text() {
        let half = message(r#""body": "a \ud83d b""#);
        assert!(half.body.starts_with("a \u{fffd}") && half.body.ends_with(" b"), "{:?}", half.body);
        let mut raw = br#"{"messages": [{"sid": "SM1", "body": "a X b"}]}"#.to_vec();
        let at = raw.iter().position(|byte| *byte == b'X').expect("the mark");
        raw[at] = 0xff;
        assert_eq!(parse_page(&raw).expect("a page").0[0].body, "a \u{fffd} b");
    }

    /// A row without a usable id would be stored again at every look, or lead a request astray.
    #[test]
    fn a_page_with_a_row_without_id_is_no_page() {
        for row in ["{}", r#"{"sid": ""}"#, r#"{"sid": 7}"#, r#"{"sid": "../../x"}"#, r#"{"sid": "a/b"}"#, "null", "7"]
        {
            let page = format!(r#"{{"messages": [{{"sid": "SM1"}}, {row}]}}"#);
            assert!(parse_page(page.as_bytes()).is_none(), "{row}");
        }
        let uuid = r#"{"messages": [{"sid": "0b7bb0a4-6b6a-4a5c-9f55-3f3b1f0a9d10"}], "next_page_uri": ""}"#;
        let (texts, next) = parse_page(uuid.as_bytes()).expect("a page of another host");
        assert_eq!((texts.len(), next), (1, None));
    }

    /// An accepted text whose answer is terse must appear in the thread as what was sent.
    #[test]
    fn a_terse_acceptance_is_completed() {
        let text = parse_created(br#"{"sid": "SM1"}"#, "+14155550100", "+14155550132", "Hello").expect("accepted");
        assert_eq!(
            (text.from.as_str(), text.to.as_str(), text.body.as_str()),
            ("+14155550100", "+14155550132", "Hello")
        );
        assert_eq!(text.direction, Direction::OutboundApi);
        let swapped = br#"{"sid": "SM1", "body": "He'llo"}"#;
        assert_eq!(parse_created(swapped, "a", "b", "He’llo").expect("accepted").body, "He'llo");
    }

    /// An update would be priced at zero, or at another kind of number's price.
    #[test]
    fn price_lists_are_read_as_text_or_numbers() {
        let list = parse_prices(
            br#"{"country": "Italy", "iso_country": "IT", "price_unit": "usd", "url": "x",
                 "outbound_sms_prices": [
                    {"carrier": "a", "mcc": "222", "mnc": "1", "prices": [
                        {"number_type": "mobile", "base_price": "0.0927", "current_price": "0.0900"},
                        {"number_type": "toll free", "base_price": 0.1, "current_price": null}]},
                    {"carrier": "b", "mcc": "222", "mnc": "2", "prices": null}],
                 "inbound_sms_prices": [{"number_type": "shortcode", "base_price": "0.0075", "current_price": "0.0075"},
                                        {"number_type": "pager", "base_price": "x"}]}"#,
        )
        .expect("a price list");
        assert_eq!(list.currency, "USD");
        let prices: Vec<_> = list.outbound.iter().map(|price| (price.number_type, price.micros)).collect();
        assert_eq!(prices, [(Some(NumberType::LongCode), 90_000), (Some(NumberType::TollFree), 100_000)]);
        assert_eq!(list.inbound, [Listed { number_type: Some(NumberType::ShortCode), micros: 7_500 }]);
        for other in ["{}", r#"{"price_unit": ""}"#, r#"{"messages": []}"#, "[]", "<html>"] {
            assert_eq!(parse_prices(other.as_bytes()), None, "{other}");
        }
    }

    proptest! {
        #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

        /// Whatever answers, the program goes on.
        #[test]
        fn no_answer_ends_the_program(bytes in any::<Vec<u8>>(), at in 0_usize..120, byte in any::<u8>()) {
            let mut page = br#"{"messages": [{"sid": "SM1", "body": "\ud83d\ude00", "price": "-0.1", "price_unit": "USD", "num_media": 1}]}"#.to_vec();
            if let Some(place) = page.get_mut(at) {
                *place = byte;
            }
            for json in [&bytes, &page] {
                parse_page(json);
                parse_message(json);
                parse_numbers(json);
                parse_balance(json);
                parse_prices(json);
            }
        }

        /// Every text comes out as it went in, escaped or not.
        #[test]
        fn bodies_survive(body in any::<String>()) {
            let json = serde_json::json!({"messages": [{"sid": "SM1", "body": body}]}).to_string();
            assert_eq!(parse_page(json.as_bytes()).expect("a page").0[0].body, body);
        }
    }
}
