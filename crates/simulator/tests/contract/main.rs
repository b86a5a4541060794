//! The carrier over HTTP, as a client of the real provider sees it.

mod crowd;
mod faults;
mod messages;
mod parameters;
mod routes;
mod schema;
mod support;
