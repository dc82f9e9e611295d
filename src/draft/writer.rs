//! A draft as a file: front matter with a comment behind each guess, and the body.

use std::fmt::Write;

use jiff::tz::TimeZone;

use crate::briefing::Actor;
use crate::document::MAX_FRONT_MATTER;
use crate::facts::Date;
use crate::site::Site;

use super::analysis::DraftReading;
use super::dates::DraftDate;
use super::headline::{DraftTitle, first_sentence};
use super::participants::{Grade, Participant, ParticipantKind, Participants};
use super::profile_refs::ProfileFiles;
use super::site_names::ProfileRef;
use super::statements::DraftStatement;
use super::topics::ProposedTopic;
use super::venues::{DraftVenue, DraftVenues, FiledFrom};
use super::wire::WireText;
use super::{Draft, DraftFile, DraftRequest, DraftSummary};
use crate::briefing::yaml::{comment_text, double_quoted, slug_or_quoted};

/// Everything that goes into a draft.
pub(super) struct DraftWriter<'s> {
    pub(super) request: &'s DraftRequest<'s>,
    pub(super) site: Option<&'s Site>,
    pub(super) wire: &'s WireText,
    pub(super) reading: &'s DraftReading<'s>,
    pub(super) title: DraftTitle,
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

/// A line of a list, and whether it stands or is a comment.
struct DraftEntry {
    text: String,
    grade: Grade,
    reason: String,
}

const HEADER_COMMENT: &str = "\
# Drafted from wire text. Behind each guess stand how sure it is and why.
# A line that begins with \"# -\" is in doubt and left out: take the \"# \" away if it is right.
";

const NOT_ENGLISH_COMMENT: &str =
    "# The text does not look English, the one language that is read: fill in the lists yourself.\n";

/// Lists are cut short before front matter becomes larger than may be read.
const MAX_LIST_BYTES: usize = MAX_FRONT_MATTER / 2;

impl DraftWriter<'_> {
    /// The files of the draft.
    pub(super) fn into_draft(self, path: &str, body: &str) -> Draft {
        let lists =
            [self.date_entries(), self.actor_entries(), self.venue_entries(), self.statement_entries()];
        let stands =
            |entries: &Vec<DraftEntry>| entries.iter().filter(|entry| entry.grade > Grade::Doubtful).count();
        let listed = [0, 1, 2, 3].map(|at: usize| stands(&lists[at]));
        let in_doubt = lists.iter().map(Vec::len).sum::<usize>() - listed.iter().sum::<usize>();
        let mut text = format!("---\n{HEADER_COMMENT}");
        if !self.reading.is_english {
            text.push_str(NOT_ENGLISH_COMMENT);
        }
        self.write_head(&mut text);
        let [dates, actors, venues, said] = &lists;
        write_list(&mut text, "topics", &self.topic_entries());
        write_list(&mut text, "dates", dates);
        write_list(&mut text, "actors", actors);
        write_list(&mut text, "venues", venues);
        write_list(&mut text, "statements", said);
        self.write_source(&mut text);
        let _ = write!(text, "---\n{body}");
        let found = DraftSummary { listed_counts: listed, ambiguous_count: in_doubt, ..self.summary() };
        Draft {
            briefing: DraftFile { path: path.to_owned(), text },
            profiles: self.profiles.new_files,
            summary: found,
        }
    }

    fn summary(&self) -> DraftSummary {
        let actors = self.participants.all.iter().filter(|party| party.grade > Grade::Doubtful);
        let venues = self.venues.all.iter().filter(|place| place.grade > Grade::Doubtful);
        let from = self
            .filed_from
            .iter()
            .filter(|from| !self.venues.all.iter().any(|place| place.name == from.name));
        let from = from.filter(|from| self.profiles.is_missing_profile(true, &from.reference)).count();
        let without = from
            + actors.filter(|party| self.profiles.is_missing_profile(false, &party.reference)).count()
            + venues.filter(|place| self.profiles.is_missing_profile(true, &place.reference)).count();
        DraftSummary {
            dateline: self.filed_from.as_ref().map(|from| from.name.clone()),
            agency: self.wire.signature.as_ref().map(|(agency, _)| agency.name),
            missing_profile_count: without,
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
        text.push_str("draft: true   # take this line out when readers may see it\n");
        match &self.filed_from {
            Some(from) => match self.profiles.resolve_ref(true, &from.reference) {
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
            None => text.push_str("# dateline:   # the text does not say where it is filed from\n"),
        }
        let begins = truncate(&first_sentence(self.reading), 400);
        write_line(
            text,
            "summary",
            "\"\"",
            &format!("one sentence, the bottom line; the text begins: {begins}"),
        );
        if let Some(name) = &self.wire.byline {
            write_line(text, "# byline", &format!("[{}]", double_quoted(name)), "who wrote the wire text");
        }
    }

    fn write_source(&self, text: &mut String) {
        let title = double_quoted(&self.title.text);
        let (published, today) = (self.published, self.request.today);
        let publisher = match &self.wire.signature {
            Some((agency, _)) => format!(", publisher: {}", double_quoted(agency.name)),
            None => String::new(),
        };
        let why = match &self.wire.signature {
            Some((_, written)) => format!("sure: signed \"{written}\""),
            None => {
                "the text is not signed; add the publisher, and the address where there is one".to_owned()
            }
        };
        let id = self.source_id();
        let entry =
            format!("{{ id: {id}, title: {title}{publisher}, published: {published}, accessed: {today} }}");
        let _ = write!(text, "sources:\n  - {entry}   # {}\n", comment_text(&why));
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
        self.dates.iter().map(|dated| self.date_entry(dated)).collect()
    }

    fn date_entry(&self, dated: &DraftDate) -> DraftEntry {
        let mut text = format!("{{ when: {}, what: {}", dated.date, double_quoted(&dated.what));
        let named: Vec<usize> = self.reading.mentions_in(dated.clause_span).collect();
        let venue = named
            .iter()
            .filter_map(|at| self.venues.of_mention(*at))
            .find(|place| place.grade > Grade::Doubtful);
        if let Some(venue) = venue.and_then(|place| self.profiles.venue_ref(place)) {
            let _ = write!(text, ", where: {venue}");
        }
        let mut actors: Vec<String> = Vec::new();
        let parts = dated.subject.iter().chain(&named);
        for party in parts.filter_map(|at| self.acting_participant(*at)) {
            if let Some(name) = self.profiles.actor_ref(party).filter(|name| !actors.contains(name)) {
                actors.push(name);
            }
        }
        if !actors.is_empty() {
            let _ = write!(text, ", who: [{}]", actors.join(", "));
        }
        if dated.is_claimed {
            text.push_str(", status: claimed");
        }
        let _ = write!(text, ", source: {} }}", self.source_id());
        DraftEntry { text, grade: dated.grade, reason: dated.reason.clone() }
    }

    /// The party a mention is of, where it does something there.
    fn acting_participant(&self, at: usize) -> Option<&Participant> {
        let mention = self.reading.mentions.get(at)?;
        let party = self.participants.of_mention(mention).filter(|party| party.grade > Grade::Doubtful)?;
        let acts =
            party.kind != ParticipantKind::State || super::participants::acts_as_state(self.reading, at);
        (acts && !self.reading.is_shared_name(at)).then_some(party)
    }

    fn actor_entries(&self) -> Vec<DraftEntry> {
        self.participants.all.iter().map(|party| self.actor_entry(party)).collect()
    }

    fn actor_entry(&self, party: &Participant) -> DraftEntry {
        let Some(name) = self.profiles.actor_ref(party) else {
            return DraftEntry {
                text: double_quoted(&party.name),
                grade: Grade::Doubtful,
                reason: ambiguity_reason(&party.reference, &party.reason),
            };
        };
        let held = self
            .site_profile(party)
            .is_some_and(|actor| actor.role_index_at(self.published.start(&TimeZone::UTC)).is_some());
        let (text, why) = match &party.role {
            Some(role) if held => {
                (name, format!("{}; \"{}\" here, and its file has an office", party.reason, role.text))
            }
            Some(role) => {
                (format!("{{ actor: {name}, role: {} }}", slug_or_quoted(&role.text)), party.reason.clone())
            }
            None => (name, party.reason.clone()),
        };
        DraftEntry { text, grade: party.grade, reason: why }
    }

    /// The file of a party the site has.
    fn site_profile(&self, party: &Participant) -> Option<&Actor> {
        let ProfileRef::Known(slug) = &party.reference else { return None };
        let subject = self.site?.actors.iter().find(|subject| subject.slug() == slug)?;
        subject.profile.as_deref()
    }

    fn venue_entries(&self) -> Vec<DraftEntry> {
        let entry = |place: &DraftVenue| match self.profiles.venue_ref(place) {
            Some(text) => DraftEntry { text, grade: place.grade, reason: place.reason.clone() },
            None => {
                let why = ambiguity_reason(&place.reference, &place.reason);
                DraftEntry { text: double_quoted(&place.name), grade: Grade::Doubtful, reason: why }
            }
        };
        self.venues.all.iter().map(entry).collect()
    }

    fn statement_entries(&self) -> Vec<DraftEntry> {
        self.statements.iter().filter_map(|said| self.statement_entry(said)).collect()
    }

    fn statement_entry(&self, said: &DraftStatement) -> Option<DraftEntry> {
        let party = self.participants.of_mention(self.reading.mentions.get(said.speaker)?)?;
        let name = self.profiles.actor_ref(party);
        let sure =
            if name.is_none() || party.grade == Grade::Doubtful { Grade::Doubtful } else { said.grade };
        let who = name.unwrap_or_else(|| double_quoted(&party.name));
        let mut text = format!("{{ who: {who}, says: {}", double_quoted(&said.says));
        if let Some(when) = &said.when {
            let _ = write!(text, ", when: {when}");
        }
        let place = said
            .venue
            .and_then(|at| self.venues.of_mention(at))
            .filter(|place| place.grade > Grade::Doubtful);
        if let Some(place) = place.and_then(|place| self.profiles.venue_ref(place)) {
            let _ = write!(text, ", where: {place}");
        }
        let _ = write!(text, ", source: {} }}", self.source_id());
        Some(DraftEntry { text, grade: sure, reason: said.reason.clone() })
    }
}

/// Why a reference is left open.
fn ambiguity_reason(reference: &ProfileRef, why: &str) -> String {
    match reference {
        ProfileRef::Ambiguous { slugs, .. } if !slugs.is_empty() => {
            format!("{why}; is {} meant? Then write that", slugs.join(" or "))
        }
        _ => why.to_owned(),
    }
}

fn write_line(text: &mut String, key: &str, value: &str, why: &str) {
    let _ = writeln!(text, "{key}: {value}   # {}", comment_text(why));
}

/// A list with its entries, those in doubt as comments; what no longer fits is told by its number.
fn write_list(text: &mut String, key: &str, entries: &[DraftEntry]) {
    let stands = entries.iter().any(|entry| entry.grade > Grade::Doubtful);
    let _ = writeln!(text, "{key}:{}", if stands { "" } else { " []" });
    for (at, entry) in entries.iter().enumerate() {
        let mark = if entry.grade > Grade::Doubtful { "  - " } else { "  # - " };
        let why = comment_text(&format!("{}: {}", entry.grade.as_str(), entry.reason));
        let line = format!("{mark}{}   # {why}\n", entry.text);
        if text.len() + line.len() > MAX_LIST_BYTES {
            let _ = writeln!(text, "  # and {} more, for which there is no room", entries.len() - at);
            return;
        }
        text.push_str(&line);
    }
}

fn truncate(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
