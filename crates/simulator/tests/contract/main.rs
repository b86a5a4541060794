//! The carrier over HTTP, as a client of the real provider sees it.

mod messages;
mod support;
