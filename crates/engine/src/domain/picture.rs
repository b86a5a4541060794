//! What a file's bytes say of themselves. Its name and its declared type are the sender's, and prove nothing.

/// What can be shown of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// A picture of this MIME type that every window shows.
    Picture(&'static str),
    /// A picture that ends before its end.
    Cut,
    /// Something else, or a picture that would take a window's memory.
    Other,
}

/// A camera makes at most a few hundred million points, a message fewer than these.
const MOST_POINTS: u64 = 60_000_000;

/// Looks at a file's bytes.
#[must_use]
pub fn see(bytes: &[u8]) -> Seen {
    let Some((kind, size, whole)) = png(bytes).or_else(|| jpeg(bytes)).or_else(|| gif(bytes)).or_else(|| webp(bytes))
    else {
        return Seen::Other;
    };
    match size {
        _ if !whole => Seen::Cut,
        Some((width, height)) if width > 0 && height > 0 && width.saturating_mul(height) <= MOST_POINTS => {
            Seen::Picture(kind)
        }
        Some(_) | None => Seen::Other,
    }
}

/// Type, width and height, and whether its end is there.
type Found = (&'static str, Option<(u64, u64)>, bool);

fn png(bytes: &[u8]) -> Option<Found> {
    bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let size = (bytes.get(12..16) == Some(b"IHDR")).then(|| Some((big(bytes, 16, 4)?, big(bytes, 20, 4)?))).flatten();
    Some(("image/png", size, ends(bytes, b"IEND", 1_024)))
}

fn jpeg(bytes: &[u8]) -> Option<Found> {
    bytes.strip_prefix(b"\xff\xd8\xff")?;
    Some(("image/jpeg", jpeg_size(bytes), ends(bytes, b"\xff\xd9", 1_024)))
}

/// Walks over the segments up to the one that begins a frame.
fn jpeg_size(bytes: &[u8]) -> Option<(u64, u64)> {
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        match *bytes.get(at + 1)? {
            0xff => at += 1,
            0x01 | 0xd0..=0xd7 => at += 2,
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                return Some((big(bytes, at + 7, 2)?, big(bytes, at + 5, 2)?));
            }
            _ => at += 2 + usize::try_from(big(bytes, at + 2, 2)?).ok()?.max(2),
        }
    }
}

fn gif(bytes: &[u8]) -> Option<Found> {
    let rest = bytes.strip_prefix(b"GIF87a").or_else(|| bytes.strip_prefix(b"GIF89a"))?;
    let size = little(rest, 0, 2).zip(little(rest, 2, 2));
    Some(("image/gif", size, ends(bytes, b";", 16)))
}

fn webp(bytes: &[u8]) -> Option<Found> {
    bytes.strip_prefix(b"RIFF")?;
    let size = match bytes.get(8..16)? {
        b"WEBPVP8 " => little(bytes, 26, 2).zip(little(bytes, 28, 2)).map(|(w, h)| (w & 0x3fff, h & 0x3fff)),
        b"WEBPVP8L" => little(bytes, 21, 4).map(|bits| ((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1)),
        b"WEBPVP8X" => little(bytes, 24, 3).zip(little(bytes, 27, 3)).map(|(w, h)| (w + 1, h + 1)),
        _ => return None,
    };
    let whole = little(bytes, 4, 4).is_some_and(|length| bytes.len() as u64 >= length + 8);
    Some(("image/webp", size, whole))
}

/// Whether the last bytes, before what phones append, hold the mark of an end.
fn ends(bytes: &[u8], mark: &[u8], within: usize) -> bool {
    bytes[bytes.len().saturating_sub(within)..].windows(mark.len()).any(|found| found == mark)
}

fn big(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    Some(bytes.get(at..at.checked_add(length)?)?.iter().fold(0, |value, byte| value << 8 | u64::from(*byte)))
}

fn little(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    Some(bytes.get(at..at.checked_add(length)?)?.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Seen, see};

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend(b"\x08\x02\0\0\0____ ... \0\0\0\0IEND\xaeB`\x82");
        bytes
    }

    /// A page or a script shown as a picture would at best be a broken one, and a picture of a billion points takes
    /// the window down.
    #[test]
    fn bytes_say_what_they_are() {
        let jpeg = b"\xff\xd8\xff\xe0\0\x04__\xff\xc0\0\x11\x08\0\x10\0\x20______\xff\xd9".to_vec();
        let webp = b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x1f\0\0\x0f\0\0".to_vec();
        for (bytes, seen) in [
            (png(96, 72), Seen::Picture("image/png")),
            (jpeg.clone(), Seen::Picture("image/jpeg")),
            (b"GIF89a\x01\0\x01\0\0\0\0,____;".to_vec(), Seen::Picture("image/gif")),
            (webp.clone(), Seen::Picture("image/webp")),
            (webp[..24].to_vec(), Seen::Cut),
            (png(96, 72)[..30].to_vec(), Seen::Cut),
            (jpeg[..12].to_vec(), Seen::Cut),
            (png(60_000, 60_000), Seen::Other),
            (png(0, 4), Seen::Other),
            (b"<html>\x89PNG".to_vec(), Seen::Other),
            (b"<svg onload=\"x()\"/>".to_vec(), Seen::Other),
            (Vec::new(), Seen::Other),
        ] {
            assert_eq!(see(&bytes), seen, "{bytes:02x?}");
        }
    }

    proptest! {
        /// A hostile file would end the program, or pass by its first bytes.
        #[test]
        fn whatever_comes_is_looked_at(start in 0_usize..4, rest in proptest::collection::vec(any::<u8>(), 0..300)) {
            let mut bytes = [b"\x89PNG\r\n\x1a\n".to_vec(), b"\xff\xd8\xff".to_vec(), b"GIF89a".to_vec(), b"RIFF".to_vec()][start].clone();
            bytes.extend(rest);
            let shown = see(&bytes);
            bytes.truncate(8);
            prop_assert!(!matches!(see(&bytes), Seen::Picture(_)), "{shown:?} by its beginning alone");
        }
    }
}
