//! Which line this database belongs to.

use rusqlite::{Connection, OptionalExtension, params};

use crate::domain::price::CURRENCY;
use crate::error::Result;

#[derive(Debug, Clone)]
pub struct LineRow {
    pub id: String,
    pub provider: String,
    pub number: String,
    pub account: String,
    pub key: String,
    pub base_url: Option<String>,
    pub name: Option<String>,
    pub contact: Option<String>,
    pub locale: String,
    pub practice: bool,
    pub added_at: i64,
}

pub fn get(connection: &Connection) -> Result<Option<LineRow>> {
    let row = connection
        .prepare_cached(
            "SELECT id, provider, number, account, key, base_url, name, contact, locale, practice, added_at FROM line",
        )?
        .query_row([], |row| {
            Ok(LineRow {
                id: row.get(0)?,
                provider: row.get(1)?,
                number: row.get(2)?,
                account: row.get(3)?,
                key: row.get(4)?,
                base_url: row.get(5)?,
                name: row.get(6)?,
                contact: row.get(7)?,
                locale: row.get(8)?,
                practice: row.get(9)?,
                added_at: row.get(10)?,
            })
        })
        .optional()?;
    Ok(row)
}

/// Writes the line's row, replacing what was there.
pub fn put(connection: &Connection, line: &LineRow) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO line
             (only, id, provider, number, account, key, base_url, name, contact, locale, practice, added_at)
             VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            line.id,
            line.provider,
            line.number,
            line.account,
            line.key,
            line.base_url,
            line.name,
            line.contact,
            line.locale,
            line.practice,
            line.added_at,
        ])?;
    Ok(())
}

/// Another API key of the same account.
pub fn set_key(connection: &Connection, key: &str) -> Result<()> {
    connection.execute("UPDATE line SET key = ?", [key])?;
    Ok(())
}

pub fn set_words(connection: &Connection, name: Option<&str>, contact: Option<&str>, locale: &str) -> Result<()> {
    connection.execute("UPDATE line SET name = ?, contact = ?, locale = ?", params![name, contact, locale])?;
    Ok(())
}

/// What the account is billed in.
pub fn currency(connection: &Connection) -> Result<String> {
    let currency = connection
        .prepare_cached("SELECT currency FROM line")?
        .query_row([], |row| row.get::<_, String>(0))
        .optional()?;
    Ok(currency.unwrap_or_else(|| CURRENCY.to_owned()))
}

pub fn set_currency(connection: &Connection, currency: &str) -> Result<()> {
    connection.execute("UPDATE line SET currency = ?", [currency])?;
    Ok(())
}
