//! `cargo xtask icons`: every icon file from the SVG drawings in `icons/`. The files are committed; this runs when a
//! drawing changes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::{Doing, Error, Result};
use crate::setup;
use crate::step::Place;

/// PNG files that the bundles and the window name.
const PNGS: &[(&str, u32)] =
    &[("32x32.png", 32), ("64x64.png", 64), ("128x128.png", 128), ("128x128@2x.png", 256), ("icon.png", 512)];
/// Menu bar and tray, at twice the 22 points of a menu bar: black on transparency for macOS, which colours them itself,
/// and in colour for panels that do not.
const TRAYS: &[&str] = &["tray-on", "tray-off", "tray-colour-on", "tray-colour-off"];
const TRAY_SIZE: u32 = 44;
const ICO_SIZES: &[u32] = &[16, 24, 32, 48, 64, 256];
/// Types of an Apple icon's parts and their pixels (Apple, "Icon Services", icon family elements with PNG data).
const ICNS_PARTS: &[(&[u8; 4], u32)] =
    &[(b"ic11", 32), (b"ic12", 64), (b"ic07", 128), (b"ic08", 256), (b"ic13", 256), (b"ic09", 512), (b"ic14", 512)];

pub fn run(place: &Place) -> Result<()> {
    let folder = place.root.join("icons");
    let work = place.target().join("xtask").join("icons");
    fs::create_dir_all(&work).doing(format_args!("creating {}", work.display()))?;
    let artist = Artist::find(&work)?;

    let app = folder.join("fanline.svg");
    for (name, size) in PNGS {
        artist.draw(&app, &folder.join(name), *size)?;
    }
    for name in TRAYS {
        artist.draw(&folder.join(format!("{name}.svg")), &folder.join(format!("{name}.png")), TRAY_SIZE)?;
    }
    let sized = |size: u32| -> Result<(u32, Vec<u8>)> {
        let path = work.join(format!("{size}.png"));
        artist.draw(&app, &path, size)?;
        Ok((size, fs::read(&path).doing(format_args!("reading {}", path.display()))?))
    };
    let parts = ICO_SIZES.iter().map(|size| sized(*size)).collect::<Result<Vec<_>>>()?;
    write(&folder.join("icon.ico"), &ico(&parts))?;
    let parts = ICNS_PARTS.iter().map(|(kind, size)| Ok((**kind, sized(*size)?.1))).collect::<Result<Vec<_>>>()?;
    write(&folder.join("icon.icns"), &icns(&parts))?;
    place.console.good("icons drawn");
    Ok(())
}

/// What turns a drawing into pixels: librsvg where it is installed, else a browser that is there anyway.
enum Artist {
    Librsvg(PathBuf),
    Browser { browser: PathBuf, work: PathBuf },
}

impl Artist {
    fn find(work: &Path) -> Result<Self> {
        if let Some(program) = setup::find("rsvg-convert") {
            return Ok(Self::Librsvg(program));
        }
        let browser =
            setup::browser().filter(|_| setup::find("convert-im6").or_else(|| setup::find("convert")).is_some());
        let browser = browser.ok_or_else(|| {
            Error::Missing("drawing icons takes librsvg2-bin, or chromium and imagemagick".to_owned())
        })?;
        Ok(Self::Browser { browser, work: work.to_owned() })
    }

    fn draw(&self, drawing: &Path, picture: &Path, size: u32) -> Result<()> {
        match self {
            Self::Librsvg(program) => {
                let mut command = Command::new(program);
                command.args(["-w", &size.to_string(), "-h", &size.to_string(), "-o"]).arg(picture).arg(drawing);
                finish(command, picture)
            }
            Self::Browser { browser, work } => {
                let large = work.join("large.png");
                let mut command = Command::new(browser);
                command.args(["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]);
                command.args(["--default-background-color=00000000", "--window-size=1024,1024"]);
                command.arg(format!("--screenshot={}", large.display())).arg(drawing);
                finish(command, &large)?;
                let mut command = Command::new(setup::find("convert-im6").unwrap_or_else(|| "convert".into()));
                command.arg(&large).args(["-crop", "1024x1024+0+0", "+repage", "-filter", "Lanczos"]);
                command.args(["-resize", &format!("{size}x{size}"), "-strip", "-define", "png:compression-level=9"]);
                command.arg(format!("PNG32:{}", picture.display()));
                finish(command, picture)
            }
        }
    }
}

fn finish(mut command: Command, picture: &Path) -> Result<()> {
    let what = format!("drawing {}", picture.display());
    let output = command.stdin(Stdio::null()).output().doing(&what)?;
    if output.status.success() && picture.is_file() {
        return Ok(());
    }
    Err(Error::Product(format!("{what}: {}", String::from_utf8_lossy(&output.stderr).trim())))
}

/// A Windows icon: a directory of sixteen bytes a picture, then the pictures as PNG (Windows Vista and later).
fn ico(parts: &[(u32, Vec<u8>)]) -> Vec<u8> {
    let mut directory = vec![0, 0, 1, 0];
    let mut pictures: Vec<u8> = Vec::new();
    directory.extend((parts.len() as u16).to_le_bytes());
    for (size, png) in parts {
        // One byte a side; 256 is written as 0.
        let side = u8::try_from(*size).unwrap_or(0);
        let offset = 6 + 16 * parts.len() + pictures.len();
        directory.extend([side, side, 0, 0, 1, 0, 32, 0]);
        directory.extend((png.len() as u32).to_le_bytes());
        directory.extend((offset as u32).to_le_bytes());
        pictures.extend(png);
    }
    directory.extend(pictures);
    directory
}

/// An Apple icon: big-endian lengths that include their own eight bytes.
fn icns(parts: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let length: usize = 8 + parts.iter().map(|(_, png)| 8 + png.len()).sum::<usize>();
    let mut family = b"icns".to_vec();
    family.extend((length as u32).to_be_bytes());
    for (kind, png) in parts {
        family.extend(kind);
        family.extend((8 + png.len() as u32).to_be_bytes());
        family.extend(png);
    }
    family
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).doing(format_args!("writing {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// If this fails Windows or macOS shows a blank square for Fanline.
    #[test]
    fn containers_point_at_their_pictures() {
        let ico = ico(&[(16, vec![1, 2, 3]), (256, vec![4, 5])]);
        assert_eq!(ico[4..6], [2, 0], "two pictures");
        assert_eq!((ico[6], ico[22]), (16, 0), "256 is written as 0");
        let offset = u32::from_le_bytes(ico[34..38].try_into().expect("four bytes")) as usize;
        assert_eq!(ico[offset..], [4, 5], "the second entry points at the second picture");

        let icns = icns(&[(*b"ic07", vec![9; 10])]);
        assert_eq!(icns[4..8], (icns.len() as u32).to_be_bytes(), "the family knows its length");
        assert_eq!(icns[8..16], *b"ic07\x00\x00\x00\x12", "so does the part");
    }
}
