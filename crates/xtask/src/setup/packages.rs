//! System packages: one table, checked by what they bring, not by name, so that any distribution can satisfy it.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::error::{Error, Result};
use crate::step::Place;

use super::install::{self, Installer};
use super::{Part, browser, find};

pub const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// How one sees that a need is met.
#[derive(Debug, Clone, Copy)]
enum Check {
    Program(&'static str),
    /// A browser of the Chromium family, whatever its name.
    Browser,
    PkgConfig(&'static str),
    Library(&'static str),
    /// A font family that fontconfig knows.
    Font(&'static str),
}

#[derive(Debug)]
struct Need {
    why: &'static str,
    check: Check,
    /// Any of these parts asks for it.
    parts: &'static [Part],
    apt: &'static str,
    dnf: &'static str,
    pacman: &'static str,
}

use Check::{Font, Library, PkgConfig, Program};
use Part::{Browser, Build, Driver, Keychain, Pictures, Screen};

const fn need(why: &'static str, check: Check, parts: &'static [Part], [apt, dnf, pacman]: [&'static str; 3]) -> Need {
    Need { why, check, parts, apt, dnf, pacman }
}

const PIXELS: &[Part] = &[Pictures, Browser, Driver];
const NEEDS: &[Need] = &[
    need(
        "finds libraries for the compiler",
        Program("pkg-config"),
        &[Build],
        ["pkg-config", "pkgconf-pkg-config", "pkgconf"],
    ),
    need(
        "the window",
        PkgConfig("webkit2gtk-4.1"),
        &[Build],
        ["libwebkit2gtk-4.1-dev", "webkit2gtk4.1-devel", "webkit2gtk-4.1"],
    ),
    need("the encrypted database", PkgConfig("libcrypto"), &[Build], ["libssl-dev", "openssl-devel", "openssl"]),
    need(
        "the tray icon",
        Library("libayatana-appindicator3.so.1"),
        &[Build],
        ["libayatana-appindicator3-1", "libayatana-appindicator-gtk3", "libayatana-appindicator"],
    ),
    need(
        "a window without a monitor",
        Program("Xvfb"),
        &[Screen],
        ["xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb"],
    ),
    need("pictures of the window", Program("import"), &[Pictures], ["imagemagick", "ImageMagick", "imagemagick"]),
    need(
        "fans write in many scripts",
        Font("Noto Sans"),
        PIXELS,
        ["fonts-noto-core", "google-noto-sans-fonts", "noto-fonts"],
    ),
    need(
        "fans write in Chinese, Japanese and Korean",
        Font("Noto Sans CJK JP"),
        PIXELS,
        ["fonts-noto-cjk", "google-noto-sans-cjk-fonts", "noto-fonts-cjk"],
    ),
    need(
        "fans write emoji",
        Font("Noto Color Emoji"),
        PIXELS,
        ["fonts-noto-color-emoji", "google-noto-color-emoji-fonts", "noto-fonts-emoji"],
    ),
    need(
        "a keychain without a desktop session",
        Program("gnome-keyring-daemon"),
        &[Keychain],
        ["gnome-keyring", "gnome-keyring", "gnome-keyring"],
    ),
    need("a private bus for that keychain", Program("dbus-run-session"), &[Keychain], ["dbus", "dbus-daemon", "dbus"]),
    need("browser tests", Check::Browser, &[Browser], ["chromium", "chromium", "chromium"]),
    need(
        "window tests",
        Program("WebKitWebDriver"),
        &[Driver],
        ["webkit2gtk-driver", "webkit2gtk4.1", "webkit2gtk-4.1"],
    ),
];

/// Installs what is missing, after saying what and why.
///
/// # Errors
/// `Missing` where there is no package manager that is known, or no right to use it.
pub fn ensure(place: &Place, parts: &BTreeSet<Part>) -> Result<()> {
    ensure_node(parts)?;
    let missing = missing(parts);
    if missing.is_empty() {
        return Ok(());
    }
    let installer = install::installer();
    let name = |need: &Need| match installer {
        Some(Installer::Apt) | None => need.apt,
        Some(Installer::Dnf) => need.dnf,
        Some(Installer::Pacman) => need.pacman,
    };
    place.console.note("Missing on this machine:");
    for need in &missing {
        place.console.note(&format!("  {:<28} {}", name(need), need.why));
    }
    let names: Vec<&str> = missing.iter().map(|need| name(need)).collect();
    let Some(installer) = installer else {
        return Err(Error::Missing(format!(
            "no apt-get, dnf or pacman here: install what these Debian packages hold and start again: {}",
            names.join(" ")
        )));
    };
    install::install(place, installer, &names)?;
    let left: Vec<&str> = self::missing(parts).iter().map(|need| name(need)).collect();
    if left.is_empty() {
        return Ok(());
    }
    Err(Error::Missing(format!("installed, yet not found: {}", left.join(" "))))
}

/// macOS and Windows bring the window and the keychain; the rest is named, not installed.
///
/// # Errors
/// `Missing` with what to install.
pub fn ensure_by_hand(parts: &BTreeSet<Part>) -> Result<()> {
    ensure_node(parts)?;
    if cfg!(target_os = "macos") && parts.contains(&Build) && !works(Command::new("xcode-select").arg("-p")) {
        return Err(Error::Missing("install Apple's command line tools: xcode-select --install".to_owned()));
    }
    if cfg!(windows) && parts.contains(&Build) {
        let missing: Vec<&str> = [("perl", "Strawberry Perl (strawberryperl.com)"), ("nasm", "NASM (nasm.us)")]
            .into_iter()
            .filter(|(program, _)| find(program).is_none())
            .map(|(_, name)| name)
            .collect();
        if !missing.is_empty() {
            return Err(Error::Missing(format!(
                "the encrypted database builds its own OpenSSL on Windows; install and put on the PATH: {}",
                missing.join(", ")
            )));
        }
    }
    Ok(())
}

/// The UI's tools start on this version of Node and later.
const NODE: u32 = 20;

fn ensure_node(parts: &BTreeSet<Part>) -> Result<()> {
    if !parts.contains(&Part::Ui) && !parts.contains(&Part::UiTools) {
        return Ok(());
    }
    let version = output(Command::new("node").arg("--version"));
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if find("npm").is_some() && major.is_some_and(|major| major >= NODE) {
        return Ok(());
    }
    let found = if version.is_empty() { "none was found".to_owned() } else { format!("found {}", version.trim()) };
    Err(Error::Missing(format!("install Node.js {NODE} or later with npm from nodejs.org ({found})")))
}

fn missing(parts: &BTreeSet<Part>) -> Vec<&'static Need> {
    let asked = |need: &&Need| need.parts.iter().any(|part| parts.contains(part));
    NEEDS.iter().filter(asked).filter(|need| !is_met(need.check)).collect()
}

fn is_met(check: Check) -> bool {
    match check {
        Program(name) => find(name).is_some() || Path::new("/usr/bin").join(name).is_file(),
        Check::Browser => browser().is_some(),
        PkgConfig(module) => works(Command::new("pkg-config").args(["--exists", module])),
        Library(name) => library(name),
        Font(family) => output(Command::new("fc-list").args([&format!(":family={family}"), "family"])).contains(family),
    }
}

fn library(name: &str) -> bool {
    let listed = ["ldconfig", "/sbin/ldconfig", "/usr/sbin/ldconfig"];
    listed.iter().any(|program| output(Command::new(program).arg("-p")).contains(name))
}

fn works(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

fn output(command: &mut Command) -> String {
    command.output().map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
}
