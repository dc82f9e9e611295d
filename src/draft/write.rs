//! A draft as a file: front matter with a comment behind each guess, and the body.

use std::fmt::Write;

use jiff::tz::TimeZone;

use crate::briefing::Actor;
use crate::document::MAX_FRONT_MATTER;
use crate::facts::Date;
use crate::site::Site;

use super::dates::Dated;
use super::headline::{Title, first_sentence};
use super::known::Reference;
use super::people::{Parties, Party, PartyKind, Sure};
use super::places::{From, Place, Places};
use super::reading::Reading;
use super::refer::Files;
use super::said::Statement;
use super::topics::Proposed;
use super::wire::Wire;
use super::{Draft, NewFile, Request, Tally};
use crate::briefing::yaml::{comment, quoted, word};

/// Everything that goes into a draft.
pub(super) struct Sheet<'s> {
    pub(super) request: &'s Request<'s>,
    pub(super) site: Option<&'s Site>,
    pub(super) wire: &'s Wire,
    pub(super) reading: &'s Reading<'s>,
    pub(super) title: Title,
    pub(super) published: Date,
    pub(super) why_published: String,
    pub(super) is_dated: bool,
    pub(super) filed_from: Option<From>,
    pub(super) topics: Vec<Proposed>,
    pub(super) dates: Vec<Dated>,
    pub(super) parties: &'s Parties,
    pub(super) places: &'s Places,
    pub(super) said: Vec<Statement>,
    pub(super) files: Files,
}

/// A line of a list, and whether it stands or is a comment.
struct Entry {
    text: String,
    sure: Sure,
    why: String,
}

const HEAD: &str = "\
# Drafted from wire text. Behind each guess stand how sure it is and why.
# A line that begins with \"# -\" is in doubt and left out: take the \"# \" away if it is right.
";

const FOREIGN: &str =
    "# The text does not look English, the one language that is read: fill in the lists yourself.\n";

/// Lists are cut short before front matter becomes larger than may be read.
const ROOM: usize = MAX_FRONT_MATTER / 2;

impl Sheet<'_> {
    /// The files of the draft.
    pub(super) fn finish(self, path: &str, body: &str) -> Draft {
        let lists = [self.date_entries(), self.actor_entries(), self.venue_entries(), self.said_entries()];
        let stands =
            |entries: &Vec<Entry>| entries.iter().filter(|entry| entry.sure > Sure::Doubtful).count();
        let listed = [0, 1, 2, 3].map(|at: usize| stands(&lists[at]));
        let in_doubt = lists.iter().map(Vec::len).sum::<usize>() - listed.iter().sum::<usize>();
        let mut text = format!("---\n{HEAD}");
        if !self.reading.is_english {
            text.push_str(FOREIGN);
        }
        self.head(&mut text);
        let [dates, actors, venues, said] = &lists;
        list(&mut text, "topics", &self.topic_entries());
        list(&mut text, "dates", dates);
        list(&mut text, "actors", actors);
        list(&mut text, "venues", venues);
        list(&mut text, "statements", said);
        self.source(&mut text);
        let _ = write!(text, "---\n{body}");
        let found = Tally { listed, in_doubt, ..self.tally() };
        Draft { briefing: NewFile { path: path.to_owned(), text }, profiles: self.files.new, found }
    }

    fn tally(&self) -> Tally {
        let actors = self.parties.all.iter().filter(|party| party.sure > Sure::Doubtful);
        let venues = self.places.all.iter().filter(|place| place.sure > Sure::Doubtful);
        let from = self
            .filed_from
            .iter()
            .filter(|from| !self.places.all.iter().any(|place| place.name == from.name));
        let from = from.filter(|from| self.files.is_without(true, &from.reference)).count();
        let without = from
            + actors.filter(|party| self.files.is_without(false, &party.reference)).count()
            + venues.filter(|place| self.files.is_without(true, &place.reference)).count();
        Tally {
            dateline: self.filed_from.as_ref().map(|from| from.name.clone()),
            agency: self.wire.signed.as_ref().map(|(agency, _)| agency.name),
            without_file: without,
            is_dated: self.is_dated,
            has_headline: self.wire.headline.is_some(),
            is_english: self.reading.is_english,
            ..Tally::default()
        }
    }

    fn head(&self, text: &mut String) {
        let title = &self.title;
        line(text, "title", &quoted(&title.text), &format!("{}: {}", title.sure.word(), title.why));
        line(text, "published", &self.published.to_string(), &self.why_published);
        text.push_str("draft: true   # take this line out when readers may see it\n");
        match &self.filed_from {
            Some(from) => match self.files.refer(true, &from.reference) {
                Some(name) => line(text, "dateline", &name, &format!("{}: {}", from.sure.word(), from.why)),
                None => line(text, "# dateline", &quoted(&from.name), &doubt(&from.reference, &from.why)),
            },
            None => text.push_str("# dateline:   # the text does not say where it is filed from\n"),
        }
        let begins = cut(&first_sentence(self.reading), 400);
        line(text, "summary", "\"\"", &format!("one sentence, the bottom line; the text begins: {begins}"));
        if let Some(name) = &self.wire.byline {
            line(text, "# byline", &format!("[{}]", quoted(name)), "who wrote the wire text");
        }
    }

    fn source(&self, text: &mut String) {
        let title = quoted(&self.title.text);
        let (published, today) = (self.published, self.request.today);
        let publisher = match &self.wire.signed {
            Some((agency, _)) => format!(", publisher: {}", quoted(agency.name)),
            None => String::new(),
        };
        let why = match &self.wire.signed {
            Some((_, written)) => format!("sure: signed \"{written}\""),
            None => {
                "the text is not signed; add the publisher, and the address where there is one".to_owned()
            }
        };
        let id = self.source_id();
        let entry =
            format!("{{ id: {id}, title: {title}{publisher}, published: {published}, accessed: {today} }}");
        let _ = write!(text, "sources:\n  - {entry}   # {}\n", comment(&why));
    }

    fn source_id(&self) -> &'static str {
        self.wire.signed.as_ref().map_or("wire", |(agency, _)| agency.id)
    }

    fn topic_entries(&self) -> Vec<Entry> {
        let entry =
            |topic: &Proposed| Entry { text: word(&topic.slug), sure: topic.sure, why: topic.why.clone() };
        self.topics.iter().map(entry).collect()
    }

    fn date_entries(&self) -> Vec<Entry> {
        self.dates.iter().map(|dated| self.date_entry(dated)).collect()
    }

    fn date_entry(&self, dated: &Dated) -> Entry {
        let mut text = format!("{{ when: {}, what: {}", dated.date, quoted(&dated.what));
        let named: Vec<usize> = self.reading.named_in(dated.told).collect();
        let venue =
            named.iter().filter_map(|at| self.places.at(*at)).find(|place| place.sure > Sure::Doubtful);
        if let Some(venue) = venue.and_then(|place| self.files.venue(place)) {
            let _ = write!(text, ", where: {venue}");
        }
        let mut actors: Vec<String> = Vec::new();
        let parts = dated.subject.iter().chain(&named);
        for party in parts.filter_map(|at| self.takes_part(*at)) {
            if let Some(name) = self.files.actor(party).filter(|name| !actors.contains(name)) {
                actors.push(name);
            }
        }
        if !actors.is_empty() {
            let _ = write!(text, ", who: [{}]", actors.join(", "));
        }
        if dated.claimed {
            text.push_str(", status: claimed");
        }
        let _ = write!(text, ", source: {} }}", self.source_id());
        Entry { text, sure: dated.sure, why: dated.why.clone() }
    }

    /// The party a mention is of, where it does something there.
    fn takes_part(&self, at: usize) -> Option<&Party> {
        let mention = self.reading.mentions.get(at)?;
        let party = self.parties.at(mention).filter(|party| party.sure > Sure::Doubtful)?;
        let acts = party.kind != PartyKind::State || super::people::acts(self.reading, at);
        (acts && !self.reading.is_shared(at)).then_some(party)
    }

    fn actor_entries(&self) -> Vec<Entry> {
        self.parties.all.iter().map(|party| self.actor_entry(party)).collect()
    }

    fn actor_entry(&self, party: &Party) -> Entry {
        let Some(name) = self.files.actor(party) else {
            return Entry {
                text: quoted(&party.name),
                sure: Sure::Doubtful,
                why: doubt(&party.reference, &party.why),
            };
        };
        let held = self
            .profile(party)
            .is_some_and(|actor| actor.office_at(self.published.start(&TimeZone::UTC)).is_some());
        let (text, why) = match &party.role {
            Some(role) if held => {
                (name, format!("{}; \"{}\" here, and its file has an office", party.why, role.words))
            }
            Some(role) => (format!("{{ actor: {name}, role: {} }}", word(&role.words)), party.why.clone()),
            None => (name, party.why.clone()),
        };
        Entry { text, sure: party.sure, why }
    }

    /// The file of a party the site has.
    fn profile(&self, party: &Party) -> Option<&Actor> {
        let Reference::Known(slug) = &party.reference else { return None };
        let subject = self.site?.actors.iter().find(|subject| subject.slug() == slug)?;
        subject.profile.as_deref()
    }

    fn venue_entries(&self) -> Vec<Entry> {
        let entry = |place: &Place| match self.files.venue(place) {
            Some(text) => Entry { text, sure: place.sure, why: place.why.clone() },
            None => {
                let why = doubt(&place.reference, &place.why);
                Entry { text: quoted(&place.name), sure: Sure::Doubtful, why }
            }
        };
        self.places.all.iter().map(entry).collect()
    }

    fn said_entries(&self) -> Vec<Entry> {
        self.said.iter().filter_map(|said| self.said_entry(said)).collect()
    }

    fn said_entry(&self, said: &Statement) -> Option<Entry> {
        let party = self.parties.at(self.reading.mentions.get(said.speaker)?)?;
        let name = self.files.actor(party);
        let sure = if name.is_none() || party.sure == Sure::Doubtful { Sure::Doubtful } else { said.sure };
        let who = name.unwrap_or_else(|| quoted(&party.name));
        let mut text = format!("{{ who: {who}, says: {}", quoted(&said.says));
        if let Some(when) = &said.when {
            let _ = write!(text, ", when: {when}");
        }
        let place = said.place.and_then(|at| self.places.at(at)).filter(|place| place.sure > Sure::Doubtful);
        if let Some(place) = place.and_then(|place| self.files.venue(place)) {
            let _ = write!(text, ", where: {place}");
        }
        let _ = write!(text, ", source: {} }}", self.source_id());
        Some(Entry { text, sure, why: said.why.clone() })
    }
}

/// Why a reference is left open.
fn doubt(reference: &Reference, why: &str) -> String {
    match reference {
        Reference::InDoubt { slugs, .. } if !slugs.is_empty() => {
            format!("{why}; is {} meant? Then write that", slugs.join(" or "))
        }
        _ => why.to_owned(),
    }
}

fn line(text: &mut String, key: &str, value: &str, why: &str) {
    let _ = writeln!(text, "{key}: {value}   # {}", comment(why));
}

/// A list with its entries, those in doubt as comments; what no longer fits is told by its number.
fn list(text: &mut String, key: &str, entries: &[Entry]) {
    let stands = entries.iter().any(|entry| entry.sure > Sure::Doubtful);
    let _ = writeln!(text, "{key}:{}", if stands { "" } else { " []" });
    for (at, entry) in entries.iter().enumerate() {
        let mark = if entry.sure > Sure::Doubtful { "  - " } else { "  # - " };
        let why = comment(&format!("{}: {}", entry.sure.word(), entry.why));
        let line = format!("{mark}{}   # {why}\n", entry.text);
        if text.len() + line.len() > ROOM {
            let _ = writeln!(text, "  # and {} more, for which there is no room", entries.len() - at);
            return;
        }
        text.push_str(&line);
    }
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
