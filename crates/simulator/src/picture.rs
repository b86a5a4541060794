//! Small pictures that fans send: a sky, a sun, some hills, drawn from a number.

use crate::rng::Rng;

const WIDTH: u32 = 96;
const HEIGHT: u32 = 72;

/// A PNG of 96 × 72 points; the same number gives the same picture.
pub(crate) fn draw(number: u64) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, WIDTH, HEIGHT);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&points(number))?;
    writer.finish()?;
    Ok(bytes)
}

fn points(number: u64) -> Vec<u8> {
    let mut rng = Rng::new(number);
    let mut colour = |low: u64| [0, 1, 2].map(|_| u8::try_from(rng.between(low, 255)).unwrap_or(255));
    let (top, bottom, sun, hill) = (colour(60), colour(140), colour(200), colour(20));
    let (sun_x, sun_y, radius) = (rng.between(12, 84), rng.between(8, 34), rng.between(5, 12));
    let (wave, height) = (rng.between(6, 18) as f64, rng.between(6, 16) as f64);
    let mut points = Vec::with_capacity((WIDTH * HEIGHT * 3) as usize);
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let (dx, dy) = (u64::from(x).abs_diff(sun_x), u64::from(y).abs_diff(sun_y));
            let ridge = f64::from(HEIGHT) - 12.0 - height * (1.0 + (f64::from(x) / wave).sin()) / 2.0;
            let point = if f64::from(y) > ridge {
                hill
            } else if dx * dx + dy * dy < radius * radius {
                sun
            } else {
                [0, 1, 2].map(|c| blend(top[c], bottom[c], y))
            };
            points.extend(point);
        }
    }
    points
}

fn blend(top: u8, bottom: u8, y: u32) -> u8 {
    let mixed = (u32::from(top) * (HEIGHT - y) + u32::from(bottom) * y) / HEIGHT;
    u8::try_from(mixed).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails when a fan's picture could not be opened, or every fan sent the same one.
    #[test]
    fn pictures_are_readable_and_differ() {
        let picture = draw(7).unwrap();
        let decoder = png::Decoder::new(std::io::Cursor::new(&picture));
        let info = decoder.read_info().unwrap();
        assert_eq!((info.info().width, info.info().height), (96, 72));
        assert!(picture.len() < 20_000, "{} bytes", picture.len());
        assert_eq!(picture, draw(7).unwrap());
        assert_ne!(picture, draw(8).unwrap());
    }
}
