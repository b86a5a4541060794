//! The recovery key: the database key as a person writes it down, and types it in when the keychain has lost it.
//!
//! 13 groups of five characters, four of the key and one that checks them: a slip of the pen is named by its group.
//! It is handed out only until somebody says that it is written down.

use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};

use super::{Lines, folder, keys, open_store};
use crate::error::{Error, ErrorCode, Result};
use crate::event::kind;
use crate::line::Line;
use crate::secrets::SecretKind;
use crate::store::{Durability, counters, journal};

/// Crockford's 32 digits: no I, L, O or U, which are read as others or spell words.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS: usize = 13;
/// Digits of a group that hold the key.
const HELD: usize = 4;

impl Lines {
    /// The recovery key of the selected line, in groups. The one secret that a command gives, and only until
    /// `recovery_key_kept`.
    ///
    /// # Errors
    /// `recovery_key_gone` afterwards; `no_line`, and what the keychain refuses.
    pub async fn recovery_key(&self) -> Result<(String, Vec<String>)> {
        let line = self.current()?;
        if line.row().practice || line.store.read(is_kept).await? {
            return Err(ErrorCode::RecoveryKeyGone.into());
        }
        let key = self.existing_key(&line.id).await?;
        Ok((line.id.clone(), write(&key)?))
    }

    /// The recovery key of the selected line is written down: it is not shown again.
    ///
    /// # Errors
    /// `no_line`, or what the disk refuses.
    pub async fn recovery_key_kept(&self) -> Result<Arc<Line>> {
        let line = self.current()?;
        let now = line.now();
        line.store
            .write(Durability::Synced, move |connection| {
                counters::set(connection, counters::RECOVERY_KEY_KEPT, 1)?;
                journal::write(connection, now, "owner", "recovery_key_kept", &serde_json::json!({}))
            })
            .await?;
        line.events.publish_any(kind::STATUS);
        Ok(line)
    }

    /// Opens a line with its recovery key, keeps the key in the keychain again and selects the line. `secret` is the
    /// provider's, for when the keychain has lost that, too.
    ///
    /// # Errors
    /// `not_found`, `recovery_key_mistyped`, `recovery_key_wrong`; `secret_missing` when only the provider's secret is
    /// still missing, and what the keychain or the disk refuse. The database is never changed by a wrong key.
    pub async fn recover(&self, id: &str, typed: &str, secret: Option<SecretString>) -> Result<Arc<Line>> {
        if id == folder::PRACTICE || !self.ids()?.iter().any(|known| known == id) {
            return Err(Error::new(ErrorCode::NotFound).with("what", "line").with("id", id));
        }
        let key = read(typed)?;
        let opened = open_store(&folder::dir_of(&self.data_dir, id), key.clone()).await;
        let wrong = |error: &Error| error.code == ErrorCode::DatabaseKeyWrong;
        drop(opened.map_err(|error| if wrong(&error) { ErrorCode::RecoveryKeyWrong.into() } else { error })?);
        keys::set(&self.secrets, id, SecretKind::DatabaseKey, key).await?;
        if let Some(secret) = secret {
            keys::set(&self.secrets, id, SecretKind::ProviderSecret, secret).await?;
        }
        self.select(id).await
    }
}

/// Whether the recovery key is written down.
pub fn is_kept(connection: &rusqlite::Connection) -> Result<bool> {
    Ok(counters::get(connection, counters::RECOVERY_KEY_KEPT)?.is_some())
}

fn write(key: &SecretString) -> Result<Vec<String>> {
    let bits = key.expose_secret().bytes().flat_map(|digit| {
        let value = char::from(digit).to_digit(16).unwrap_or(0);
        (0..4).rev().map(move |bit| (value >> bit & 1) as u8)
    });
    let mut bits: Vec<u8> = bits.collect();
    if bits.len() != 256 {
        return Err(ErrorCode::DatabaseKeyWrong.into());
    }
    bits.resize(GROUPS * HELD * 5, 0);
    let values: Vec<u8> = bits.chunks(5).map(|bits| bits.iter().fold(0, |value, bit| value << 1 | bit)).collect();
    let group = |(place, held): (usize, &[u8])| {
        held.iter().copied().chain([check(place, held)]).map(|value| char::from(DIGITS[usize::from(value)])).collect()
    };
    Ok(values.chunks(HELD).enumerate().map(group).collect())
}

/// # Errors
/// `recovery_key_mistyped` with the `group` (from 1) that holds a slip, or with the `length` when it is not 65.
fn read(typed: &str) -> Result<SecretString> {
    let mistyped = |name: &str, value: usize| Error::new(ErrorCode::RecoveryKeyMistyped).with(name, value);
    let typed: Vec<char> = typed.chars().filter(|character| character.is_alphanumeric()).collect();
    if typed.len() != GROUPS * (HELD + 1) {
        return Err(mistyped("length", typed.len()));
    }
    let mut bits = Vec::new();
    for (place, group) in typed.chunks(HELD + 1).enumerate() {
        let values: Option<Vec<u8>> = group.iter().map(|character| value(*character)).collect();
        let values = values.filter(|values| check(place, &values[..HELD]) == values[HELD]);
        let values = values.ok_or_else(|| mistyped("group", place + 1))?;
        bits.extend(values[..HELD].iter().flat_map(|value| (0..5).rev().map(move |bit| value >> bit & 1)));
    }
    let digits = bits[..256].chunks(4).map(|bits| bits.iter().fold(0, |value, bit| value << 1 | u32::from(*bit)));
    Ok(SecretString::from(digits.filter_map(|digit| char::from_digit(digit, 16)).collect::<String>()))
}

/// The value of a character as people write it: O is 0, I and L are 1.
fn value(character: char) -> Option<u8> {
    let character = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = DIGITS.iter().position(|digit| char::from(*digit) == character)?;
    u8::try_from(place).ok()
}

/// In the field of 32 elements each place of a group has a weight of its own: no single wrong character and no two
/// that changed places pass, nor two groups that did.
fn check(place: usize, held: &[u8]) -> u8 {
    let mut sum = u8::try_from(place).unwrap_or(0);
    let mut weight = 1;
    for value in held {
        weight = times(weight, 2);
        sum ^= times(*value, weight);
    }
    sum
}

/// Multiplication modulo x⁵ + x² + 1.
fn times(one: u8, other: u8) -> u8 {
    (0..5)
        .fold((0, one), |(sum, power), bit| {
            let sum = if other >> bit & 1 == 1 { sum ^ power } else { sum };
            (sum, if power & 16 == 0 { power << 1 } else { (power << 1 ^ 0b10_0101) & 31 })
        })
        .0
}

#[cfg(test)]
mod tests {
    use secrecy::{ExposeSecret, SecretString};

    use super::{DIGITS, read, write};
    use crate::lines::keys::fresh_key;

    fn digits(key: &SecretString) -> String {
        key.expose_secret().to_owned()
    }

    /// A key that does not come back as it was written down opens nothing.
    #[test]
    fn what_is_written_down_is_read_back() {
        for key in [fresh_key().expect("randomness"), "0".repeat(64).into(), "f".repeat(64).into()] {
            let groups = write(&key).expect("a key");
            assert_eq!((groups.len(), groups.iter().all(|group| group.len() == 5)), (13, true));
            let typed = groups.join("-").to_lowercase().replace('0', "o").replace('1', "l");
            assert_eq!(digits(&read(&typed).expect("as people type it")), digits(&key));
            assert_eq!(digits(&read(&format!(" {}\n", groups.join(" "))).expect("as it is printed")), digits(&key));
        }
    }

    /// Somebody who mistyped one of 65 characters must learn where, not that the key is wrong.
    #[test]
    fn a_slip_is_named_by_its_group() {
        let groups = write(&fresh_key().expect("randomness")).expect("a key");
        let good: Vec<char> = groups.concat().chars().collect();
        let error = |typed: &[char]| read(&typed.iter().collect::<String>()).expect_err("a slip");
        for place in 0..good.len() {
            for digit in DIGITS.iter().map(|digit| char::from(*digit)).filter(|digit| *digit != good[place]) {
                let mut typed = good.clone();
                typed[place] = digit;
                assert_eq!(error(&typed).params["group"], (place / 5 + 1).to_string(), "one character");
            }
            let other = place + 1;
            if other < good.len() && place / 5 == other / 5 && good[place] != good[other] {
                let mut typed = good.clone();
                typed.swap(place, other);
                assert_eq!(error(&typed).params["group"], (place / 5 + 1).to_string(), "two changed places");
            }
        }
        let mut swapped = groups.clone();
        swapped.swap(2, 7);
        assert_eq!(read(&swapped.concat()).expect_err("groups changed places").params["group"], "3");
        assert_eq!(read(&groups[1..].concat()).expect_err("a group is missing").params["length"], "60");
        assert_eq!(error(&[&good[..64], &['U']].concat()).params["group"], "13", "no such character");
    }
}
