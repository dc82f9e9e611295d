//! Timeline strips as SVG inside a page. Colours and shapes are set by the style sheet.

use crate::picture::{MARK_RADIUS, Strip, StripMark, StripShape, TextAnchor};
use crate::render::Html;
use crate::render::html::HtmlWriter;

/// Half the height of the bar of an interval in pixels.
const BAR: f64 = 3.0;
/// Least width of a bar in percent of the width.
const MIN_BAR: f64 = 1.0;
/// Least width of the line of a time within which something happened, likewise.
const MIN_SPAN: f64 = 2.6;
/// Distance of dates from the axis in pixels.
const DATES: f64 = 15.0;

/// Returns a strip as SVG, which is labelled by the element with the id `_strip`.
pub(super) fn strip_html(strip: &Strip) -> Html {
    let mut writer = HtmlWriter::with_capacity(256 + 64 * strip.marks.len());
    let height = number(strip.height);
    writer.open_with("svg", &[("role", "img"), ("aria-labelledby", "_strip"), ("height", &height)]);
    if let Some(x) = strip.now {
        line(&mut writer, "today", (x, 0.0), (x, strip.axis));
    }
    for (from, to) in &strip.parts {
        line(&mut writer, "", (*from, strip.axis), (*to, strip.axis));
    }
    for x in &strip.breaks {
        let path = break_path(strip.axis);
        writer.open_with("svg", &[("x", &percent(*x))]);
        writer.empty_svg("path", &[("d", &path)]);
        writer.close("svg");
    }
    for (y, name) in &strip.lanes {
        text(&mut writer, (0.0, *y + 4.0), TextAnchor::Start, name);
    }
    strip.marks.iter().for_each(|mark| mark_html(&mut writer, mark));
    for tick in &strip.ticks {
        text(&mut writer, (tick.x, strip.axis + DATES), tick.anchor, &tick.label);
    }
    writer.close("svg");
    writer.finish()
}

fn mark_html(writer: &mut HtmlWriter, mark: &StripMark) {
    let class = match (mark.is_coming, mark.is_certain) {
        (false, true) => "",
        (false, false) => "vague",
        (true, true) => "next",
        (true, false) => "next vague",
    };
    let mut attributes = Vec::with_capacity(6);
    if !class.is_empty() {
        attributes.push(("class", class));
    }
    let y = number(mark.y);
    match mark.shape {
        StripShape::Circle(x) => {
            let (x, radius) = (percent(x), number(MARK_RADIUS));
            attributes.extend([("cx", &*x), ("cy", &y), ("r", &radius)]);
            writer.empty_svg("circle", &attributes);
        }
        StripShape::Bar(from, to) => {
            let (x, width) = (percent(from), percent((to - from).max(MIN_BAR)));
            let (top, height) = (number(mark.y - BAR), number(2.0 * BAR));
            attributes.extend([("x", &*x), ("y", &top), ("width", &width), ("height", &height)]);
            writer.empty_svg("rect", &attributes);
        }
        StripShape::Span(from, to) => {
            let class = if mark.is_coming { "span next" } else { "span" };
            line(writer, class, (from, mark.y), (to.max(from + MIN_SPAN), mark.y));
        }
    }
}

/// Writes a line between points whose x is in percent and whose y is in pixels.
fn line(writer: &mut HtmlWriter, class: &str, from: (f64, f64), to: (f64, f64)) {
    let [x1, x2] = [from.0, to.0].map(percent);
    let [y1, y2] = [from.1, to.1].map(number);
    let ends = [("x1", x1.as_str()), ("y1", &y1), ("x2", &x2), ("y2", &y2)];
    let class = (!class.is_empty()).then_some(("class", class));
    writer.empty_svg("line", &class.into_iter().chain(ends).collect::<Vec<_>>());
}

fn text(writer: &mut HtmlWriter, (x, y): (f64, f64), anchor: TextAnchor, words: &str) {
    let (x, y) = (percent(x), number(y));
    let class = anchor_class(anchor);
    let class = (!class.is_empty()).then_some(("class", class));
    let position = [("x", x.as_str()), ("y", &y)];
    writer.open_with("text", &class.into_iter().chain(position).collect::<Vec<_>>());
    writer.text(words);
    writer.close("text");
}

/// Returns the class of a text, which is centred without one.
pub(super) fn anchor_class(anchor: TextAnchor) -> &'static str {
    match anchor {
        TextAnchor::Start => "from",
        TextAnchor::Middle => "",
        TextAnchor::End => "to",
    }
}

/// Returns two short strokes across the axis.
fn break_path(axis: f64) -> String {
    let bottom = number(axis + 4.0);
    format!("M-4 {bottom}l4-8M0 {bottom}l4-8")
}

pub(super) fn percent(share: f64) -> String {
    format!("{}%", number(share))
}

/// Formats a number with at most one decimal.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}
