//! The three package managers, as root or through sudo.

use std::fs;
use std::io::{self, IsTerminal};
use std::process::{Command, Stdio};

use crate::error::{Doing, Error, Result};
use crate::step::{Place, step};

use super::find;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Installer {
    Apt,
    Dnf,
    Pacman,
}

pub fn installer() -> Option<Installer> {
    let known = [("apt-get", Installer::Apt), ("dnf", Installer::Dnf), ("pacman", Installer::Pacman)];
    known.into_iter().find(|(program, _)| find(program).is_some()).map(|(_, installer)| installer)
}

/// Installs packages by name.
///
/// # Errors
/// `Missing` with the command to type when this user may not install.
pub fn install(place: &Place, installer: Installer, names: &[&str]) -> Result<()> {
    let mut arguments = match installer {
        Installer::Apt => vec!["apt-get", "install", "-y", "--no-install-recommends"],
        Installer::Dnf => vec!["dnf", "install", "-y", "--setopt=install_weak_deps=False"],
        Installer::Pacman => vec!["pacman", "-S", "--noconfirm", "--needed"],
    };
    arguments.extend(names);
    let rights = rights(&arguments)?;
    let name = format!("Installing {} system packages", names.len());
    if installer != Installer::Apt {
        return step(place, &name, "packages", rights.command(place, &arguments)).map(drop);
    }
    if !has_lists() {
        update(place, &rights)?;
        return step(place, &name, "packages", rights.command(place, &arguments)).map(drop);
    }
    if step(place, &name, "packages", rights.command(place, &arguments)).is_ok() {
        return Ok(());
    }
    place.console.note("The package lists may be old: reading them again.");
    update(place, &rights)?;
    step(place, &name, "packages", rights.command(place, &arguments)).map(drop)
}

fn update(place: &Place, rights: &Rights) -> Result<()> {
    step(place, "Reading the package lists", "package-lists", rights.command(place, &["apt-get", "update"])).map(drop)
}

/// Whether apt has ever read its lists: a fresh container has not.
fn has_lists() -> bool {
    let Ok(entries) = fs::read_dir("/var/lib/apt/lists") else { return false };
    entries.flatten().any(|entry| entry.file_name().to_string_lossy().contains("Packages"))
}

/// How this user may install.
#[derive(Debug)]
struct Rights {
    sudo: bool,
}

fn rights(arguments: &[&str]) -> Result<Rights> {
    if is_root()? {
        return Ok(Rights { sudo: false });
    }
    let by_hand = || Error::Missing(format!("run this as root, then start again: {}", arguments.join(" ")));
    if find("sudo").is_none() {
        return Err(by_hand());
    }
    // Asks for the password here, where the terminal is; the steps themselves have none.
    let mut ask = Command::new("sudo");
    ask.arg("-v");
    if !io::stdin().is_terminal() {
        ask.arg("-n").stderr(Stdio::null());
    }
    let allowed = ask.status().doing("asking sudo")?.success();
    if allowed { Ok(Rights { sudo: true }) } else { Err(by_hand()) }
}

fn is_root() -> Result<bool> {
    let output = Command::new("id").arg("-u").output().doing("asking for the user's id")?;
    Ok(output.stdout.trim_ascii() == b"0")
}

impl Rights {
    fn command(&self, place: &Place, arguments: &[&str]) -> Command {
        let mut command = if self.sudo {
            let mut command = place.command("sudo");
            command.arg("-n");
            command
        } else {
            place.command("env")
        };
        if self.sudo {
            command.arg("env");
        }
        command.arg("DEBIAN_FRONTEND=noninteractive").args(arguments);
        command
    }
}
