//! Parsing of wire text into headline, byline, opening, blocks and signature.
//!
//! Takes plain text or Markdown. Returns its parts with normalised characters and unwrapped lines. Uses no gazetteer.

use crate::facts::languages::DraftWords;

use super::agency::Agency;
use super::blocks::{Block, parse_chunks, parse_lines};
use super::contacts;
use super::day::PartialDay;
use super::head::take_head;
use super::markdown::strip_emphasis;
use super::opening::{self, Opening};
use super::signature::{SignOff, find_sign_off};
use super::transcript;

/// The parts of a wire text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct WireText {
    /// The headline without a signature; `None` if the text has none.
    pub(super) headline: Option<String>,
    /// Author without `By`.
    pub(super) byline: Option<String>,
    pub(super) opening: Opening,
    /// The body; may be empty.
    pub(super) blocks: Vec<Block>,
    /// The agency that signed at the start or end, and the signature as written.
    pub(super) signature: Option<(Agency, String)>,
    /// The day on a line of its own under the headline.
    pub(super) published_day: Option<PartialDay>,
    /// The line that states the embargo.
    pub(super) embargo: Option<String>,
    /// Lines that are no part of the body: contacts, sources, references and advertising.
    pub(super) left_out: Vec<String>,
}

/// Form of a wire text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WireForm {
    Plain,
    Markdown,
}

impl WireText {
    /// Returns the body as Markdown with a final line feed.
    pub(super) fn body(&self) -> String {
        let mut body = String::new();
        for (index, block) in self.blocks.iter().enumerate() {
            let is_next_item = index > 0 && block.is_item() && self.blocks[index - 1].is_item();
            body.push_str(match index {
                0 => "",
                _ if is_next_item => "\n",
                _ => "\n\n",
            });
            body.push_str(&block.markdown());
        }
        format!("{}\n", body.trim_end())
    }

    /// Returns whether the text has no prose.
    pub(super) fn is_empty(&self) -> bool {
        !self.blocks.iter().any(|block| block.text().chars().any(char::is_alphanumeric))
    }
}

/// Maximum number of lines with signatures and credits at the end of a text.
const MAX_SIGN_OFFS: usize = 8;

/// Parses a text into its parts.
pub(super) fn parse_wire(text: &str, form: WireForm, words: &DraftWords) -> WireText {
    let lines: Vec<&str> = text.lines().collect();
    let mut wire = WireText::default();
    let mut rest = lines.as_slice();
    take_head(&mut wire, &mut rest, words);
    wire.blocks = match form {
        WireForm::Plain => parse_lines(rest, words),
        WireForm::Markdown => parse_chunks(rest),
    };
    finish_blocks(&mut wire, words);
    if form == WireForm::Plain {
        transcript::mark_turns(&mut wire.blocks, words);
    }
    wire
}

/// Takes opening, contacts and signatures out of the blocks.
pub(super) fn finish_blocks(wire: &mut WireText, words: &DraftWords) {
    take_opening(wire, words);
    take_sign_offs(wire, words);
    contacts::take_contacts(&mut wire.blocks, &mut wire.left_out, words);
    take_sign_offs(wire, words);
}

/// Takes the opening out of the first paragraphs: lines that are not part of the story may stand before it.
fn take_opening(wire: &mut WireText, words: &DraftWords) {
    const MAX_BLOCKS_BEFORE: usize = 4;
    for index in 0..wire.blocks.len().min(MAX_BLOCKS_BEFORE) {
        let (Block::Paragraph(text) | Block::Markdown(text)) = &wire.blocks[index] else { continue };
        let unmarked = strip_emphasis(text);
        if let Some(opening) =
            opening::parse_dateline_line(&unmarked, words).filter(|_| wire.opening.written.is_empty())
        {
            wire.opening = opening;
            wire.blocks.remove(index);
            return;
        }
        let (opening, rest) = opening::split_opening(&unmarked, words);
        let is_first = index == 0 || opening.dateline_place.is_some() && !wire.blocks[index].is_marked();
        if rest.is_empty() || opening.written.is_empty() || !is_first {
            continue;
        }
        let rest = rest.to_owned();
        wire.signature =
            opening.agency.map(|agency| (agency, opening.written.clone())).or(wire.signature.take());
        // A dateline on a line of its own is kept where this one has no place.
        if opening.dateline_place.is_some() || wire.opening.written.is_empty() {
            let day = opening.day.or(wire.opening.day);
            wire.opening = Opening { day, ..opening };
        }
        wire.blocks[index].set_text(rest);
        return;
    }
}

fn take_sign_offs(wire: &mut WireText, words: &DraftWords) {
    for _ in 0..MAX_SIGN_OFFS {
        let sign_off =
            wire.blocks.last().and_then(|last| match last.text().chars().any(char::is_alphanumeric) {
                true => find_sign_off(last.text(), words),
                false => Some(SignOff { kept_bytes: 0, agency: None }),
            });
        let Some(sign_off) = sign_off else { return };
        apply_sign_off(wire, &sign_off, words);
    }
}

fn apply_sign_off(wire: &mut WireText, sign_off: &SignOff, words: &DraftWords) {
    let Some(last) = wire.blocks.last_mut() else { return };
    let written = last.text()[sign_off.kept_bytes..].trim().to_owned();
    if sign_off.kept_bytes == 0 {
        wire.blocks.pop();
    } else {
        let kept = last.text()[..sign_off.kept_bytes].to_owned();
        last.set_text(kept);
    }
    let is_unknown_source =
        super::signature::source_line(&written, words).is_some() && sign_off.agency.is_none();
    if is_unknown_source {
        wire.left_out.push(written.clone());
    }
    if wire.signature.is_none() {
        wire.signature = sign_off.agency.map(|agency| (agency, written));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns headline, byline and paragraphs, separated by bars.
    fn parts_text(text: &str) -> String {
        let wire = parse_wire(text, WireForm::Plain, &DraftWords::english());
        let head = [wire.headline, wire.byline].map(Option::unwrap_or_default).join("|");
        let blocks: Vec<String> = wire.blocks.iter().map(Block::markdown).collect();
        format!("{head}|{}", blocks.join("¶"))
    }

    #[test]
    fn wire_text_is_split_into_its_parts() {
        let wrapped = "Talks open in Rome\n\nROME (AFP) - The talks began on Saturday in a house by the river and\n\
                       went on until noon. Nobody said what came of them.\n\nThey go on.\n";
        let cases = [
            ("Talks open in Rome\n\nThey began.", "Talks open in Rome||They began."),
            ("Talks open in Rome\nROME (AFP) - They began.", "Talks open in Rome||They began."),
            ("Talks open | Reuters\nBy Ada Marten\n\nThey began.", "Talks open|Ada Marten|They began."),
            ("Talks open (AFP)\n(Adds quotes)\n\nThey began.", "Talks open||They began."),
            ("They began.\nThey ended.", "||They began.¶They ended."),
            ("They began.", "||They began."),
            ("They began. (AFP)\nbur/xy\n", "||They began."),
            ("For immediate release\n\nTalks open\n\nThey began.", "Talks open||They began."),
            ("PRESS RELEASE: Talks open\n\nThey began.", "Talks open||They began."),
            ("Headline: Talks open\n\nThey began.", "Talks open||They began."),
            ("Talks open\n==========\nThey began.", "Talks open||They began."),
            (
                "TALKS ON THE LAKES\nOPEN IN ROME\n\nThey began.",
                "TALKS ON THE LAKES OPEN IN ROME||They began.",
            ),
            ("Talks open\nBy Emil Koch, Reuters\n\nThey began.", "Talks open|Emil Koch|They began."),
            (
                "Talks open\n\nA report on the talks\n\nPHOENIX, AZ / Lake Wire / January 31, 2025 10:00\n\nThey began.",
                "Talks open||A report on the talks¶They began.",
            ),
            ("Talks open\n\nSign up for our newsletter.\n\nROME – They began.", "Talks open||They began."),
            (
                "Talks open\n\nThey began.\n\nPress contact:\nEmil Koch\n+41 31 555 01 01",
                "Talks open||They began.",
            ),
            ("Talks open\n\nThey began.\n\nBACKGROUND\n\nOld.", "Talks open||They began.¶## BACKGROUND¶Old."),
            ("Ab\n\nThey chose:\n- one\n- two.", "Ab||They chose:¶- one¶- two."),
            ("Ab\n\n1. One\n2. Two\n\nThey end.", "Ab||1. One¶2. Two¶They end."),
            ("Ab\n\nB c.\n\n• One\n•\tTwo", "Ab||B c.¶- One¶- Two"),
            (
                "Ab\n\nANN: Good day to all.\n\nQ Ann, who?\n\nANN: He.",
                "Ab||**ANN:** Good day to all.¶**Q:** Ann, who?¶**ANN:** He.",
            ),
            ("Talks open\n  One.\n  Two.", "Talks open||One.¶Two."),
            (
                wrapped,
                "Talks open in Rome||The talks began on Saturday in a house by the river and went on until noon. \
                 Nobody said what came of them.¶They go on.",
            ),
            ("\"No,\" she said.\r\n\r\n***\r\n\r\nThey left.", "||\"No,\" she said.¶They left."),
        ];
        for (text, expected) in cases {
            assert_eq!(parts_text(text), expected, "{text:?}");
        }
    }
}
