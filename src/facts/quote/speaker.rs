//! Speakers of quotations: a name or pronoun with a verb of speech next to the quotation.

use crate::facts::languages::WordList;
use crate::facts::names::{AnnotatedText, EntityKind, Mention, WordClasses};

use super::gender::Genders;
use super::named_by::NamedBy;
use super::office::Offices;
use super::quotation::{self, Quotation};

/// Maximum length of an apposition in tokens.
pub(super) const MAX_APPOSITION: usize = 24;
/// Maximum distance in tokens from a verb to the quotation after it.
pub(super) const MAX_VERB_DISTANCE: usize = 14;
/// Maximum distance in tokens from a verb to a quotation of fewer than [`MIN_SENTENCE_WORDS`] words.
const MAX_FRAGMENT_DISTANCE: usize = 8;
const MIN_SENTENCE_WORDS: usize = 5;

/// Speaker and verb of a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Attribution {
    pub(super) speaker: usize,
    /// The tokens of the name or pronoun.
    pub(super) named: (usize, usize),
    /// What a pronoun or office refers to.
    pub(super) pronoun: Option<NamedBy>,
    pub(super) verb: usize,
    /// Whether the verb precedes the quotation.
    pub(super) precedes_quotation: bool,
}

/// Search for the speaker of a quotation.
pub(super) struct SpeakerSearch<'s, 't> {
    pub(super) annotated: &'s AnnotatedText<'t>,
    pub(super) mentions: &'s [Mention],
    pub(super) quotations: &'s [Quotation],
    pub(super) genders: &'s Genders,
    pub(super) offices: &'s Offices<'s>,
    /// Index of the quotation.
    pub(super) index: usize,
    /// The attribution of the previous statement.
    pub(super) last: Option<Attribution>,
}

impl SpeakerSearch<'_, '_> {
    /// Returns the speaker of the quotation, if it is stated explicitly.
    pub(super) fn speaker(&self) -> Option<Attribution> {
        let quotation = self.quotation();
        let colon = quotation.open.checked_sub(1).filter(|colon| self.annotated.has_word(*colon, ":"));
        let before_colon =
            colon.and_then(|colon| self.attribution_before().or_else(|| self.name_before_colon(colon)));
        let is_of_others = self.is_of_others(quotation);
        before_colon
            .or_else(|| self.attribution_right_after().filter(|_| !is_of_others))
            .filter(|_| !self.is_title_of_work())
            .or_else(|| self.attribution_at_sentence_end().filter(|_| !is_of_others))
            .or_else(|| self.attribution_before())
            .or_else(|| self.attribution_by_participle())
            .or_else(|| self.signature())
            .filter(|found| !(found.precedes_quotation || self.is_led_title()) || !self.is_in_title_case())
    }

    /// Returns whether the quotation is a title after a word for works: `said on "Good Morning Norway"`.
    fn is_led_title(&self) -> bool {
        let lead = self.quotation().open.checked_sub(1);
        lead.is_some_and(|index| {
            self.annotated.is(index, WordList::BeforeWorkTitle) || self.annotated.is_possessive(index)
        })
    }

    fn is_title_of_work(&self) -> bool {
        self.is_led_title() && self.is_in_title_case()
    }

    /// Returns whether all longer words begin with a capital, as in titles of works.
    fn is_in_title_case(&self) -> bool {
        const SHORT: usize = 3;
        const MAX_TITLE: usize = 12;
        let quotation = self.quotation();
        let long = |index: &usize| {
            self.annotated.word(*index).len() > SHORT
                && self.annotated.word(*index).starts_with(char::is_alphabetic)
        };
        let mut words = (quotation.from..quotation.to).filter(long);
        (2..=MAX_TITLE).contains(&quotation.len()) && words.all(|index| self.annotated.is_capital(index))
    }

    pub(super) fn quotation(&self) -> &Quotation {
        &self.quotations[self.index]
    }

    /// Parses `"…," said Vane.` and `"…," Vane said.`
    pub(super) fn attribution_right_after(&self) -> Option<Attribution> {
        let quotation = self.quotation();
        let last = quotation.last(self.annotated);
        let mut next = quotation.close + 1;
        if self.annotated.has_word(next, quotation::OBJECT_REPLACEMENT) {
            next += 1;
        }
        if self.annotated.has_word(next, ",") {
            next += 1;
        } else if !self.annotated.has_word(last, ",") && !self.annotated.is_stop(last) {
            return None;
        }
        if self.annotated.starts_paragraph(next) || self.annotated.has_word(last, ".") {
            return None;
        }
        self.attribution_clause(next).or_else(|| self.attribution_to_source(next))
    }

    /// Parses `"…," according to Vane.`
    fn attribution_to_source(&self, from: usize) -> Option<Attribution> {
        if !self.is_source(from, from + 2) {
            return None;
        }
        let found = self.object_after(from + 1)?;
        let mention = &self.mentions[found.speaker];
        let role = WordClasses::OFFICE | WordClasses::ROLE | WordClasses::KIN;
        let is_owner = self.annotated.classes(mention.tokens.end).intersects(role);
        (mention.kind == EntityKind::Person && !is_owner).then_some(found)
    }

    /// Parses an attribution at the end of the sentence: `"…" to go there, Vane said.`
    fn attribution_at_sentence_end(&self) -> Option<Attribution> {
        let quotation = self.quotation();
        let annotated = self.annotated;
        if annotated.is_stop(quotation.last(annotated)) {
            return None;
        }
        let sentence = quotation::sentence_range(annotated, self.quotations, quotation.close);
        let comma = (quotation.close + 1..sentence.end).rev().find(|index| {
            annotated.has_word(*index, ",")
                && self
                    .attribution_clause(*index + 1)
                    .is_some_and(|found| found.verb < index + MAX_VERB_DISTANCE)
        })?;
        let inside = self.annotated.is_quoted(comma);
        self.attribution_clause(comma + 1).filter(|_| !inside)
    }

    /// Parses the last verb of speech before the quotation in its sentence: `Vane said the plan was "…"`.
    fn attribution_before(&self) -> Option<Attribution> {
        let quotation = self.quotation();
        let annotated = self.annotated;
        let sentence = quotation::sentence_range(annotated, self.quotations, quotation.open);
        let from = sentence.start.max(quotation.open.saturating_sub(MAX_VERB_DISTANCE));
        let verb = (from..quotation.open).rev().find(|index| self.is_verb(*index))?;
        let relative = (verb + 1..quotation.open)
            .any(|index| annotated.has_word(index, ";") || annotated.is(index, WordList::RelativeStart));
        let far = quotation.open - verb > MAX_FRAGMENT_DISTANCE
            && quotation.to - quotation.from < MIN_SENTENCE_WORDS;
        let leaves = self.leaves_clause(verb, quotation.open) || self.is_read_out(verb, quotation.open);
        if relative || far || self.is_passive(verb) || leaves {
            return None;
        }
        let speaker =
            self.subject_before(verb).or_else(|| self.subject_of_coordinated(verb, sentence.start))?;
        let opens = verb + 2 == quotation.open && matches!(annotated.word(verb + 1), ":" | ",");
        if self.has_object(&speaker, verb)
            || self.is_unasserted(&speaker)
            || speaker.pronoun == Some(NamedBy::Noun) && !opens
        {
            return None;
        }
        Some(Attribution { verb, precedes_quotation: true, ..speaker })
    }

    /// Returns the subject at the start of a sentence of a second verb: `Vane left the room and said: "…"`.
    fn subject_of_coordinated(&self, verb: usize, start: usize) -> Option<Attribution> {
        let annotated = self.annotated;
        let join =
            self.skip_helpers(verb).checked_sub(1).filter(|join| annotated.is(*join, WordList::And))?;
        let opens_clause = |index: usize| {
            annotated.lists(index).contains_any([
                WordList::Subordinator,
                WordList::RelativeStart,
                WordList::ClauseStart,
                WordList::That,
            ])
        };
        let is_simple = !(start..join)
            .any(|index| opens_clause(index) || self.is_verb(index) || annotated.is_quoted(index));
        self.sentence_subject(start, join).filter(|_| is_simple)
    }

    /// Parses a name before a colon at the start of a paragraph, as in an interview: `Vane: "…"`.
    fn name_before_colon(&self, colon: usize) -> Option<Attribution> {
        let speaker = self.name_ending(colon)?;
        let start = self.title_start(self.mentions[speaker].tokens.start);
        let is_person = self.mentions[speaker].kind == EntityKind::Person;
        (is_person && self.annotated.starts_paragraph(start))
            .then(|| Attribution { precedes_quotation: true, ..self.attribution_by_name(speaker, colon) })
    }

    /// Parses a participle before the quotation, whose subject is that of the sentence: `Vane left, saying, "…"`.
    fn attribution_by_participle(&self) -> Option<Attribution> {
        const MAX_WORDS: usize = 4;
        let open = self.quotation().open;
        let sentence = quotation::sentence_range(self.annotated, self.quotations, open);
        let from = sentence.start.max(open.saturating_sub(MAX_WORDS));
        let verb = (from..open).rev().find(|index| self.annotated.is(*index, WordList::SpeechParticiple))?;
        let comma = verb.checked_sub(1).filter(|comma| self.annotated.has_word(*comma, ","))?;
        let leads = self.annotated.has_word(open - 1, ",") || self.annotated.has_word(open - 1, ":");
        if self.annotated.is_quoted(verb) || !leads && verb + 1 != open {
            return None;
        }
        let last = self.last.filter(|last| sentence.contains(&last.verb));
        let found = last.or_else(|| self.sentence_subject(sentence.start, comma))?;
        Some(Attribution { verb, precedes_quotation: true, ..found })
    }

    /// Returns the subject at the start of a sentence, a name or pronoun, as the speaker.
    fn sentence_subject(&self, start: usize, end: usize) -> Option<Attribution> {
        if self.annotated.lists(start).contains_any([WordList::He, WordList::She]) {
            let (speaker, evidence) = self.antecedent_or_nearest(start)?;
            let named = (start, start + 1);
            return Some(Attribution {
                named,
                pronoun: Some(evidence),
                ..self.attribution_by_name(speaker, start)
            });
        }
        let subject = self.subject_of(start, end)?;
        Some(self.attribution_by_name(subject, start))
    }

    /// Returns whether a clause begins between a verb and the quotation.
    fn leaves_clause(&self, verb: usize, open: usize) -> bool {
        let annotated = self.annotated;
        let begins_subject =
            |index: usize| self.mention_at(index).is_some() || annotated.is(index, WordList::SubjectStart);
        let mut within = verb + 1..open;
        within.any(|index| {
            let lists = annotated.lists(index);
            let joined = lists.contains_any([WordList::And, WordList::Or])
                && annotated.has_word(index - 1, ",")
                && begins_subject(index + 1);
            let aside = lists.contains(WordList::Subordinator)
                && begins_subject(index + 1)
                && !(index..open).any(|index| {
                    matches!(annotated.word(index), ":" | ",") || annotated.is(index, WordList::That)
                });
            lists.contains(WordList::ClauseStart) || joined || aside
        })
    }

    /// Parses an attribution that begins at a token, in either word order.
    fn attribution_clause(&self, from: usize) -> Option<Attribution> {
        if self.is_verb(from) {
            let found = self.object_after(from).or_else(|| self.noun_after(from));
            return found.filter(|_| !self.annotated.is(from, WordList::HearerVerb));
        }
        let verb = (from + 1..from + self.max_verb_distance(from)).find(|index| self.is_verb(*index))?;
        let is_reported = self.annotated.is(verb + 1, WordList::ReportedStart)
            && !self.annotated.is(verb, WordList::HearerVerb);
        if self.is_passive(verb) || is_reported || self.annotated.is(verb + 1, WordList::NothingSaid) {
            return None;
        }
        let found = self.subject_before(verb)?;
        let start = self.clause_start(&found);
        (start == from || found.pronoun.is_none() && self.titled_start(found.speaker) == from)
            .then_some(found)
    }

    /// Returns how far the verb of a clause may be from its start: an apposition after a name may be long.
    fn max_verb_distance(&self, from: usize) -> usize {
        let name = self.mention_at(from).map(|index| self.mentions[index].tokens.end);
        let has_apposition = name.is_some_and(|end| self.annotated.has_word(end, ","));
        MAX_VERB_DISTANCE + if has_apposition { MAX_APPOSITION } else { 0 }
    }

    /// Returns the start of the attribution: the title of the subject, or the pronoun.
    fn clause_start(&self, found: &Attribution) -> usize {
        if found.pronoun.is_some() {
            return found.named.0;
        }
        self.description_start(self.mentions[found.speaker].tokens.start)
    }
}
