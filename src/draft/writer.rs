//! Output of a draft: front matter with a comment after each proposed value, and the body.

use std::fmt::Write;

use jiff::tz::TimeZone;

use crate::briefing::Actor;
use crate::document::MAX_FRONT_MATTER;
use crate::facts::Date;
use crate::site::Site;

use super::analysis::DraftReading;
use super::dates::DraftDate;
use super::event_place::places_of_event;
use super::headline::{DraftTitle, first_sentence};
use super::participants::{Grade, Participant, ParticipantKind, Participants};
use super::profile_refs::ProfileFiles;
use super::site_names::{ProfileRef, ReferenceKind};
use super::statements::DraftStatement;
use super::topics::ProposedTopic;
use super::turns::{self, SpokenTurn};
use super::venues::{DraftVenue, DraftVenues, FiledFrom};
use super::wire::WireText;
use super::{Draft, DraftFile, DraftRequest, DraftSummary};
use crate::briefing::yaml::{comment_text, double_quoted, slug_or_quoted};

/// All parts of a draft.
pub(super) struct DraftWriter<'s> {
    pub(super) request: &'s DraftRequest<'s>,
    pub(super) site: Option<&'s Site>,
    pub(super) wire: &'s WireText,
    pub(super) reading: &'s DraftReading<'s>,
    pub(super) title: DraftTitle,
    /// The embargo and its line.
    pub(super) embargo: Option<(Option<Date>, &'s str)>,
    pub(super) published: Date,
    pub(super) published_reason: String,
    pub(super) is_dated: bool,
    pub(super) filed_from: Option<FiledFrom>,
    pub(super) topics: Vec<ProposedTopic>,
    pub(super) dates: Vec<DraftDate>,
    pub(super) participants: &'s Participants,
    pub(super) venues: &'s DraftVenues,
    pub(super) statements: Vec<DraftStatement>,
    pub(super) profiles: ProfileFiles,
}

/// A list item; doubtful ones are commented out.
struct DraftEntry {
    text: String,
    grade: Grade,
    reason: String,
}

const HEADER_COMMENT: &str = "\
# Drafted from wire text. Each value is followed by its grade (sure, likely or doubtful) and the reason.
# Lines that begin with \"# -\" are doubtful and left out. Remove the \"# \" to accept one.
";

const NOT_ENGLISH_COMMENT: &str =
    "# The text does not look English, and only English is analysed. Fill in the lists yourself.\n";

/// Lists are truncated at this size, so that the front matter stays readable for the parser.
const MAX_LIST_BYTES: usize = MAX_FRONT_MATTER / 2;

impl DraftWriter<'_> {
    /// Writes the files of the draft.
    pub(super) fn into_draft(self, path: &str, body: &str) -> Draft {
        let lists =
            [self.date_entries(), self.actor_entries(), self.venue_entries(), self.statement_entries()];
        let is_listed =
            |entries: &Vec<DraftEntry>| entries.iter().filter(|entry| entry.grade > Grade::Doubtful).count();
        let listed = [0, 1, 2, 3].map(|index: usize| is_listed(&lists[index]));
        let ambiguous = lists.iter().map(Vec::len).sum::<usize>() - listed.iter().sum::<usize>();
        let mut text = format!("---\n{HEADER_COMMENT}");
        if !self.reading.is_english {
            text.push_str(NOT_ENGLISH_COMMENT);
        }
        self.write_left_out(&mut text);
        self.write_head(&mut text);
        let [dates, actors, venues, statements] = &lists;
        write_list(&mut text, "topics", &self.topic_entries());
        write_list(&mut text, "dates", dates);
        write_list(&mut text, "actors", actors);
        write_list(&mut text, "venues", venues);
        write_list(&mut text, "statements", statements);
        self.write_source(&mut text);
        let _ = write!(text, "---\n{body}");
        let found = DraftSummary { listed_counts: listed, ambiguous_count: ambiguous, ..self.summary() };
        Draft {
            briefing: DraftFile { path: path.to_owned(), text },
            profiles: self.profiles.new_files,
            summary: found,
        }
    }

    fn summary(&self) -> DraftSummary {
        let actors = self.participants.all.iter().filter(|participant| participant.grade > Grade::Doubtful);
        let venues = self.venues.all.iter().filter(|venue| venue.grade > Grade::Doubtful);
        let from = self
            .filed_from
            .iter()
            .filter(|from| !self.venues.all.iter().any(|venue| venue.name == from.name));
        let from = from
            .filter(|from| self.profiles.is_missing_profile(ReferenceKind::Venue, &from.reference))
            .count();
        let missing = from
            + actors
                .filter(|participant| {
                    self.profiles.is_missing_profile(ReferenceKind::Actor, &participant.reference)
                })
                .count()
            + venues
                .filter(|venue| self.profiles.is_missing_profile(ReferenceKind::Venue, &venue.reference))
                .count();
        DraftSummary {
            dateline: self.filed_from.as_ref().map(|from| from.name.clone()),
            agency: self.wire.signature.as_ref().map(|(agency, _)| agency.name),
            missing_profile_count: missing,
            is_dated: self.is_dated,
            has_headline: self.wire.headline.is_some(),
            is_english: self.reading.is_english,
            ..DraftSummary::default()
        }
    }

    fn write_head(&self, text: &mut String) {
        let title = &self.title;
        write_line(
            text,
            "title",
            &double_quoted(&title.text),
            &format!("{}: {}", title.grade.as_str(), title.reason),
        );
        write_line(text, "published", &self.published.to_string(), &self.published_reason);
        self.write_embargo(text);
        text.push_str("draft: true   # remove this line to publish\n");
        match &self.filed_from {
            Some(from) => match self.profiles.resolve_ref(ReferenceKind::Venue, &from.reference) {
                Some(name) => {
                    write_line(text, "dateline", &name, &format!("{}: {}", from.grade.as_str(), from.reason))
                }
                None => write_line(
                    text,
                    "# dateline",
                    &double_quoted(&from.name),
                    &ambiguity_reason(&from.reference, &from.reason),
                ),
            },
            None => text.push_str("# dateline:   # no dateline in the text\n"),
        }
        let start = truncate(&first_sentence(self.reading), 400);
        write_line(
            text,
            "summary",
            "\"\"",
            &format!("one sentence with the main point; the text begins: {start}"),
        );
        if let Some(name) = &self.wire.byline {
            write_line(text, "# byline", &format!("[{}]", double_quoted(name)), "author of the wire text");
        }
    }

    fn write_embargo(&self, text: &mut String) {
        match self.embargo {
            Some((Some(date), line)) => {
                write_line(text, "embargo", &date.to_string(), &format!("likely: \"{line}\""));
            }
            Some((None, line)) => {
                write_line(
                    text,
                    "# embargo",
                    "",
                    &format!("write the day, or the instant with its zone: \"{line}\""),
                );
            }
            None => {}
        }
    }

    /// Lists the lines of the text that are not in the draft.
    fn write_left_out(&self, text: &mut String) {
        const MAX_LINES: usize = 40;
        const MAX_CHARS: usize = 160;
        for line in self.wire.left_out.iter().take(MAX_LINES) {
            let _ = writeln!(text, "# Left out: {}", comment_text(&truncate(line, MAX_CHARS)));
        }
    }

    fn write_source(&self, text: &mut String) {
        let title = double_quoted(&self.title.text);
        let (published, today) = (self.published, self.request.today);
        let publisher = match &self.wire.signature {
            Some((agency, _)) => format!(", publisher: {}", double_quoted(agency.name)),
            None => String::new(),
        };
        let reason = match &self.wire.signature {
            Some((_, written)) => format!("sure: signed \"{written}\""),
            None => "the text is not signed; add the publisher and, if there is one, the URL".to_owned(),
        };
        let id = self.source_id();
        let entry =
            format!("{{ id: {id}, title: {title}{publisher}, published: {published}, accessed: {today} }}");
        let _ = write!(text, "sources:\n  - {entry}   # {}\n", comment_text(&reason));
    }

    fn source_id(&self) -> &'static str {
        self.wire.signature.as_ref().map_or("wire", |(agency, _)| agency.id)
    }

    fn topic_entries(&self) -> Vec<DraftEntry> {
        let entry = |topic: &ProposedTopic| DraftEntry {
            text: slug_or_quoted(&topic.slug),
            grade: topic.grade,
            reason: topic.reason.clone(),
        };
        self.topics.iter().map(entry).collect()
    }

    fn date_entries(&self) -> Vec<DraftEntry> {
        self.dates.iter().map(|date| self.date_entry(date)).collect()
    }

    fn date_entry(&self, date: &DraftDate) -> DraftEntry {
        let mut text = format!("{{ when: {}, what: {}", date.date, double_quoted(&date.what));
        let named: Vec<usize> = self.reading.mentions_in(date.clause_span).collect();
        let venue = places_of_event(self.reading, date)
            .filter_map(|index| self.venues.of_mention(index))
            .find(|venue| venue.grade > Grade::Doubtful);
        if let Some(venue) = venue.and_then(|venue| self.profiles.venue_ref(venue)) {
            let _ = write!(text, ", where: {venue}");
        }
        let mut actors: Vec<String> = Vec::new();
        let parts = date.subject.iter().chain(&named);
        for participant in parts.filter_map(|index| self.acting_participant(*index)) {
            if let Some(name) = self.profiles.actor_ref(participant).filter(|name| !actors.contains(name)) {
                actors.push(name);
            }
        }
        if !actors.is_empty() {
            let _ = write!(text, ", who: [{}]", actors.join(", "));
        }
        if date.is_claimed {
            text.push_str(", status: claimed");
        }
        let _ = write!(text, ", source: {} }}", self.source_id());
        DraftEntry { text, grade: date.grade, reason: date.reason.clone() }
    }

    /// Returns the participant that a mention names, if it acts there.
    fn acting_participant(&self, index: usize) -> Option<&Participant> {
        let mention = self.reading.mentions.get(index)?;
        let participant = self
            .participants
            .of_mention(mention)
            .filter(|participant| participant.grade > Grade::Doubtful)?;
        let acts = participant.kind != ParticipantKind::State
            || super::participants::acts_as_state(self.reading, index);
        (acts && !self.reading.is_shared_name(index)).then_some(participant)
    }

    fn actor_entries(&self) -> Vec<DraftEntry> {
        self.participants.all.iter().map(|participant| self.actor_entry(participant)).collect()
    }

    fn actor_entry(&self, participant: &Participant) -> DraftEntry {
        let Some(name) = self.profiles.actor_ref(participant) else {
            return DraftEntry {
                text: double_quoted(&participant.name),
                grade: Grade::Doubtful,
                reason: ambiguity_reason(&participant.reference, &participant.reason),
            };
        };
        let has_role = self
            .site_profile(participant)
            .is_some_and(|actor| actor.role_index_at(self.published.start(&TimeZone::UTC)).is_some());
        let (text, reason) = match &participant.role {
            Some(role) if has_role => (
                name,
                format!(
                    "{}; the text says \"{}\", but the profile has a role for this date",
                    participant.reason, role.text
                ),
            ),
            Some(role) => (
                format!("{{ actor: {name}, role: {} }}", slug_or_quoted(&role.text)),
                participant.reason.clone(),
            ),
            None => (name, participant.reason.clone()),
        };
        DraftEntry { text, grade: participant.grade, reason }
    }

    /// Returns the profile of a participant that the site has.
    fn site_profile(&self, participant: &Participant) -> Option<&Actor> {
        let ProfileRef::Known(slug) = &participant.reference else { return None };
        let subject = self.site?.actors.iter().find(|subject| subject.slug() == slug)?;
        subject.profile.as_deref()
    }

    fn venue_entries(&self) -> Vec<DraftEntry> {
        let entry = |venue: &DraftVenue| match self.profiles.venue_ref(venue) {
            Some(text) => DraftEntry { text, grade: venue.grade, reason: venue.reason.clone() },
            None => {
                let reason = ambiguity_reason(&venue.reference, &venue.reason);
                DraftEntry { text: double_quoted(&venue.name), grade: Grade::Doubtful, reason }
            }
        };
        self.venues.all.iter().map(entry).collect()
    }

    fn statement_entries(&self) -> Vec<DraftEntry> {
        let quoted = self.statements.iter().filter_map(|statement| self.statement_entry(statement));
        let turns = turns::spoken_turns(self.wire, &self.title.text, self.participants, self.reading.words());
        quoted.chain(turns.iter().filter_map(|turn| self.turn_entry(turn))).collect()
    }

    /// Returns the statement at the start of a turn of a transcript.
    fn turn_entry(&self, turn: &SpokenTurn<'_>) -> Option<DraftEntry> {
        let who = match turn.speaker {
            Some(participant) => self.profiles.actor_ref(participant)?,
            None => double_quoted(&turn.name),
        };
        let text =
            format!("{{ who: {who}, says: {}, source: {} }}", double_quoted(turn.says), self.source_id());
        Some(DraftEntry { text, grade: Grade::Likely, reason: format!("speaker label \"{}\"", turn.label) })
    }

    /// Returns the reference to a speaker, and the grade of what is attributed to it.
    fn speaker_of(&self, mention: usize, grade: Grade) -> Option<(String, Grade)> {
        let participant = self.participants.of_mention(self.reading.mentions.get(mention)?)?;
        Some(match self.profiles.actor_ref(participant) {
            Some(name) if participant.grade > Grade::Doubtful => (name, grade),
            Some(name) => (name, Grade::Doubtful),
            None => (double_quoted(&participant.name), Grade::Doubtful),
        })
    }

    fn statement_entry(&self, statement: &DraftStatement) -> Option<DraftEntry> {
        let (who, grade) = match statement.speaker {
            Some(speaker) => self.speaker_of(speaker, statement.grade)?,
            None => (double_quoted(""), Grade::Doubtful),
        };
        let mut text = format!("{{ who: {who}, says: {}", double_quoted(&statement.says));
        if let Some(when) = &statement.when {
            let _ = write!(text, ", when: {when}");
        }
        let venue = statement
            .venue
            .and_then(|index| self.venues.of_mention(index))
            .filter(|venue| venue.grade > Grade::Doubtful);
        if let Some(venue) = venue.and_then(|venue| self.profiles.venue_ref(venue)) {
            let _ = write!(text, ", where: {venue}");
        }
        let _ = write!(text, ", source: {} }}", self.source_id());
        Some(DraftEntry { text, grade, reason: statement.reason.clone() })
    }
}

/// Returns the reason for an ambiguous reference.
fn ambiguity_reason(reference: &ProfileRef, reason: &str) -> String {
    match reference {
        ProfileRef::Ambiguous { slugs, .. } if !slugs.is_empty() => {
            format!("{reason}; similar to {}: write the slug if that is meant", slugs.join(" and "))
        }
        _ => reason.to_owned(),
    }
}

fn write_line(text: &mut String, key: &str, value: &str, reason: &str) {
    let _ = writeln!(text, "{key}: {value}   # {}", comment_text(reason));
}

/// Writes a list, with doubtful entries commented out. Entries that do not fit are counted.
fn write_list(text: &mut String, key: &str, entries: &[DraftEntry]) {
    let is_listed = entries.iter().any(|entry| entry.grade > Grade::Doubtful);
    let _ = writeln!(text, "{key}:{}", if is_listed { "" } else { " []" });
    for (index, entry) in entries.iter().enumerate() {
        let mark = if entry.grade > Grade::Doubtful { "  - " } else { "  # - " };
        let reason = comment_text(&format!("{}: {}", entry.grade.as_str(), entry.reason));
        let line = format!("{mark}{}   # {reason}\n", entry.text);
        if text.len() + line.len() > MAX_LIST_BYTES {
            let _ = writeln!(
                text,
                "  # {} more left out: the front matter would be too large",
                entries.len() - index
            );
            return;
        }
        text.push_str(&line);
    }
}

fn truncate(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((index, _)) => format!("{}…", &text[..index]),
        None => text.to_owned(),
    }
}
