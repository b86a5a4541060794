//! Opens a link in the system's browser, after a person confirmed it in the window.

use std::process::{Command, Stdio};

use fanline_engine::{Error, ErrorCode};

/// What opens an address on this system, and what stands before the address.
#[cfg(target_os = "macos")]
const OPENER: (&str, &[&str]) = ("/usr/bin/open", &[]);
#[cfg(target_os = "windows")]
const OPENER: (&str, &[&str]) = ("rundll32", &["url.dll,FileProtocolHandler"]);
#[cfg(not(any(target_os = "macos", target_os = "windows")))]
const OPENER: (&str, &[&str]) = ("xdg-open", &[]);

/// Opens a web address, and nothing else: no file, no other program's links.
#[tauri::command]
pub fn open_link(url: &str) -> Result<(), Error> {
    if !is_web(url) {
        return Err(Error::new(ErrorCode::BadValue).with("field", "url"));
    }
    let (program, before) = OPENER;
    let mut command = Command::new(program);
    command.args(before).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut opener = command.spawn().map_err(|_| Error::new(ErrorCode::NotFound).with("what", program))?;
    // Some openers stay as long as the browser: nobody waits for them but to let them go.
    std::thread::spawn(move || opener.wait());
    Ok(())
}

/// An address that no opener reads as anything else.
fn is_web(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let plain = |character: char| character.is_ascii_graphic() && !"\"'`<>\\^{|}".contains(character);
    rest.is_some_and(|rest| !rest.is_empty() && rest.len() <= 2_000 && rest.chars().all(plain))
}

#[cfg(test)]
mod tests {
    use super::is_web;

    /// A fan's text must not open a file or start a program on the owner's computer.
    #[test]
    fn only_web_addresses_are_opened() {
        for url in ["https://example.com", "http://xn--bcher-kva.example/a?b=1&c=%20#d"] {
            assert!(is_web(url), "{url}");
        }
        for url in [
            "",
            "https://",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "-a Calculator",
            "https://a.example/\" & calc",
            "https://a.example/\nb",
            "https://bücher.example",
            "smb://example.com/x",
        ] {
            assert!(!is_web(url), "{url}");
        }
    }
}
