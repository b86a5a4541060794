//! The real window: the app as it is built, driven through WebKit's own driver, with the keychain of this session, the
//! encrypted store and the practice carrier. One app at a time, because the app allows no second one.

mod app;
mod first_day;
mod home;
mod ledger;
mod no_folder;
mod number;
mod page;
mod play;
mod restart;
mod without_keychain;
