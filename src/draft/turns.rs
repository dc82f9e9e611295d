//! Statements from the turns of a transcript.

use crate::facts::languages::DraftWords;

use super::blocks::Block;
use super::participants::{Participant, ParticipantKind, Participants};
use super::transcript::{label_surname, turn_quotation};
use super::wire::WireText;

/// The words at the start of a turn, and who says them.
pub(super) struct SpokenTurn<'t> {
    pub(super) label: &'t str,
    /// The speaker, if the text names one of this surname.
    pub(super) speaker: Option<&'t Participant>,
    /// Name from headline or label.
    pub(super) name: String,
    pub(super) says: &'t str,
}

/// Maximum number of turns that a draft proposes.
const MAX_TURNS: usize = 12;

/// Returns the turns with a named speaker. If several persons have the surname, a turn has no speaker and is omitted.
pub(super) fn spoken_turns<'t>(
    wire: &'t WireText,
    headline: &str,
    participants: &'t Participants,
    words: &DraftWords,
) -> Vec<SpokenTurn<'t>> {
    let turns = wire.blocks.iter().filter_map(|block| match block {
        Block::Turn(label, turn) => Some((label, label_surname(label, words)?, turn_quotation(turn)?)),
        _ => None,
    });
    let turns = turns.filter_map(|(label, surname, says)| {
        let mut bearers = participants.all.iter().filter(|participant| has_surname(participant, &surname));
        let speaker = bearers.next();
        let name =
            speaker.map_or_else(|| name_in_headline(headline, &surname), |speaker| speaker.name.clone());
        bearers.next().is_none().then_some(SpokenTurn { label, speaker, name, says })
    });
    turns.take(MAX_TURNS).collect()
}

fn has_surname(participant: &Participant, surname: &str) -> bool {
    participant.kind == ParticipantKind::Person && participant.name.split(' ').next_back() == Some(surname)
}

/// Returns the full name of a speaker if the headline has it, else the surname.
fn name_in_headline(headline: &str, surname: &str) -> String {
    let words: Vec<&str> =
        headline.split(' ').map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let at = words.iter().position(|word| *word == surname).filter(|at| *at > 0);
    let given = at.map(|at| words[at - 1]).filter(|word| {
        word.starts_with(|c: char| c.is_uppercase()) && word.chars().skip(1).all(char::is_lowercase)
    });
    given.map_or_else(|| surname.to_owned(), |given| format!("{given} {surname}"))
}
