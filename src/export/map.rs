//! The background of maps as an SVG file: land and borders in greys that can be seen on light and dark pages and on paper.

use crate::picture::{Atlas, MapWindow};
use crate::site::Site;

use super::xml::XmlWriter;

/// Grey of outlines: its contrast is above 3 : 1 on white and on the dark background of the theme.
const LINE: &str = "#808080";

/// Returns the background of a window.
pub(super) fn background_svg(site: &Site, atlas: &Atlas, window: MapWindow) -> Vec<u8> {
    let background = window.background(atlas);
    let (width, height) = background.size;
    let size = format!("0 0 {width} {height}");
    let mut xml = XmlWriter::with_capacity(1024 + background.land.len() + background.borders.len());
    let root = [("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", size.as_str()), ("fill", "none")];
    xml.open("svg", &root);
    xml.text_element("title", site.labels.get("map-background"));
    xml.open("g", &[("stroke", LINE), ("stroke-width", ".8"), ("stroke-linejoin", "round")]);
    // Lines keep their width in a map of any size.
    let fixed = ("vector-effect", "non-scaling-stroke");
    xml.empty_element("path", &[fixed, ("fill", LINE), ("fill-opacity", ".22"), ("d", &background.land)]);
    xml.empty_element("path", &[fixed, ("stroke-dasharray", "3 2"), ("d", &background.borders)]);
    xml.close("g");
    xml.close("svg");
    xml.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backgrounds_are_small() {
        let atlas = Atlas::load();
        for place in [(48.2, 16.4), (60.0, 10.0), (1.3, 103.8), (-33.9, 151.2), (40.7, -74.0)] {
            let window = MapWindow::around(&[place]).expect("a window");
            let background = window.background(&atlas);
            let bytes = background.land.len() + background.borders.len();
            assert!((200..20_000).contains(&bytes), "{window:?}: {bytes}");
        }
    }
}
