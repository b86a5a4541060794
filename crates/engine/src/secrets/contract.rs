//! What every place for secrets must do, checked on each of them.

use secrecy::{ExposeSecret, SecretString};

use super::{SecretKind, SecretStore, SecretsPlace};
use crate::error::ErrorCode;

/// A place that is filled beforehand holds the first ones.
pub(super) const FIRST_KEY: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
pub(super) const FIRST_SECRET: &str = "first, not a real secret";
const OTHER_KEY: &str = "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100";
const OTHER_SECRET: &str = "other, nicht wirklich geheim ✓";

/// The line that the check writes to. No line of the program has such an id.
pub(super) const LINE: &str = "contract-test";
const OTHER_LINE: &str = "contract-test-2";

pub(super) fn check(store: &dyn SecretStore) {
    let get = |line: &str, kind| {
        let secret = store.get(line, kind).expect("a place that can be read");
        secret.map(|secret| secret.expose_secret().to_owned())
    };
    let own = store.place() != SecretsPlace::Environment;
    let entries =
        [(SecretKind::DatabaseKey, FIRST_KEY, OTHER_KEY), (SecretKind::ProviderSecret, FIRST_SECRET, OTHER_SECRET)];
    if own {
        for (kind, ..) in entries {
            assert_eq!(get(LINE, kind), None, "an entry that nobody made");
        }
    }
    for (kind, first, other) in entries {
        store.set(LINE, kind, &SecretString::from(first)).expect("a place that can be written");
        assert_eq!(get(LINE, kind).as_deref(), Some(first), "not what was kept");
        match store.set(LINE, kind, &SecretString::from(other)) {
            Ok(()) => assert_eq!(get(LINE, kind).as_deref(), Some(other), "the old secret came back"),
            Err(error) => {
                assert!(!own && error.code == ErrorCode::SecretMissing, "{error:?}");
                assert_eq!(get(LINE, kind).as_deref(), Some(first), "refused, and changed all the same");
            }
        }
    }
    let shown = format!("{store:?}");
    for secret in entries.iter().flat_map(|(_, first, other)| [first, other]) {
        assert!(!shown.contains(secret), "a secret is in {shown}");
    }
    if own {
        assert_eq!(get(LINE, SecretKind::DatabaseKey).as_deref(), Some(OTHER_KEY), "one kind replaced the other");
        store.set(OTHER_LINE, SecretKind::DatabaseKey, &SecretString::from(FIRST_KEY)).expect("a second line");
        assert_eq!(get(LINE, SecretKind::DatabaseKey).as_deref(), Some(OTHER_KEY), "one line replaced the other");
        store.remove(LINE, SecretKind::DatabaseKey).expect("removed");
        assert_eq!(get(LINE, SecretKind::DatabaseKey), None, "still there");
        assert_eq!(get(LINE, SecretKind::ProviderSecret).as_deref(), Some(OTHER_SECRET), "both kinds are gone");
        assert_eq!(get(OTHER_LINE, SecretKind::DatabaseKey).as_deref(), Some(FIRST_KEY), "both lines are gone");
    }
    for line in [LINE, OTHER_LINE] {
        for (kind, ..) in entries {
            store.remove(line, kind).expect("removed");
            store.remove(line, kind).expect("removing what is not there");
            assert!(!own || get(line, kind).is_none(), "left behind");
        }
    }
}
