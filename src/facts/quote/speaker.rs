//! Speakers of quotations: a name or pronoun with a verb of speech next to the quotation.

use crate::facts::languages::WordList;
use crate::facts::names::{AnnotatedText, EntityKind, Mention, PlaceKind, WordClasses};

use super::quotation::{self, Quotation};

/// Maximum distance in tokens from a verb to the quotation after it.
pub(super) const MAX_VERB_DISTANCE: usize = 14;
/// Maximum distance in tokens from a verb to a quotation of fewer than [`MIN_SENTENCE_WORDS`] words.
const MAX_FRAGMENT_DISTANCE: usize = 8;
const MIN_SENTENCE_WORDS: usize = 5;

/// Speaker and verb of a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Attribution {
    pub(super) speaker: usize,
    pub(super) by_pronoun: bool,
    pub(super) verb: usize,
    /// Whether the verb precedes the quotation.
    pub(super) precedes_quotation: bool,
}

/// Search for the speaker of a quotation.
pub(super) struct SpeakerSearch<'s, 't> {
    pub(super) annotated: &'s AnnotatedText<'t>,
    pub(super) mentions: &'s [Mention],
    pub(super) quotations: &'s [Quotation],
    /// Index of the quotation.
    pub(super) index: usize,
    /// The attribution of the previous statement.
    pub(super) last: Option<Attribution>,
}

impl SpeakerSearch<'_, '_> {
    /// Returns the speaker of the quotation, if it is stated explicitly.
    pub(super) fn speaker(&self) -> Option<Attribution> {
        if self.is_title() {
            return None;
        }
        self.attribution_right_after()
            .or_else(|| self.attribution_at_sentence_end())
            .or_else(|| self.attribution_before())
    }

    /// Returns whether the quotation is a title: `said on "Good Morning Norway"`.
    fn is_title(&self) -> bool {
        const SHORT: usize = 3;
        let quotation = self.quotation();
        let annotated = self.annotated;
        let led =
            quotation.open.checked_sub(1).is_some_and(|index| annotated.is(index, WordList::BeforeWorkTitle));
        let mut words = (quotation.from..quotation.to).filter(|index| annotated.word(*index).len() > SHORT);
        led && quotation.to > quotation.from + 1 && words.all(|index| annotated.is_capital(index))
    }

    fn quotation(&self) -> &Quotation {
        &self.quotations[self.index]
    }

    /// Parses `"…," said Vane.` and `"…," Vane said.`
    fn attribution_right_after(&self) -> Option<Attribution> {
        let quotation = self.quotation();
        let mut next = quotation.close + 1;
        if self.annotated.has_word(next, ",") {
            next += 1;
        } else if !self.annotated.has_word(quotation.close - 1, ",")
            && !self.annotated.is_stop(quotation.close - 1)
        {
            return None;
        }
        if self.annotated.starts_paragraph(next)
            || self.annotated.is_stop(quotation.close - 1)
                && self.annotated.has_word(quotation.close - 1, ".")
        {
            return None;
        }
        self.attribution_clause(next)
    }

    /// Parses an attribution at the end of the sentence: `"…" to go there, Vane said.`
    fn attribution_at_sentence_end(&self) -> Option<Attribution> {
        let quotation = self.quotation();
        let annotated = self.annotated;
        if annotated.is_stop(quotation.close - 1) {
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
        if relative || far || self.is_passive(verb) || self.leaves_clause(verb, quotation.open) {
            return None;
        }
        let speaker = self.subject_before(verb)?;
        Some(Attribution { verb, precedes_quotation: true, ..speaker })
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
            return self.object_after(from).filter(|_| !self.annotated.is(from, WordList::HearerVerb));
        }
        let verb = (from + 1..from + MAX_VERB_DISTANCE).find(|index| self.is_verb(*index))?;
        let is_reported = self.annotated.is(verb + 1, WordList::ReportedStart)
            && !self.annotated.is(verb, WordList::HearerVerb);
        if self.is_passive(verb) || is_reported {
            return None;
        }
        let found = self.subject_before(verb)?;
        let start = self.clause_start(&found, verb);
        (start == from).then_some(found)
    }

    /// Returns the start of the attribution: the title of the subject, or the pronoun.
    fn clause_start(&self, found: &Attribution, verb: usize) -> usize {
        if found.by_pronoun {
            return self.skip_helpers(verb).saturating_sub(1);
        }
        self.title_start(self.mentions[found.speaker].tokens.start)
    }

    /// Returns the first token of the title before a name: `the Iranian foreign minister Abbas Vane`.
    pub(super) fn title_start(&self, name: usize) -> usize {
        let mut start = name;
        let title = WordClasses::TITLE
            | WordClasses::NATION
            | WordClasses::STATE
            | WordClasses::COMMON_WORD
            | WordClasses::ORGANISATION_NOUN
            | WordClasses::ORGANISATION_HEAD;
        while start > 0 && name - start < MAX_VERB_DISTANCE {
            let word = start - 1;
            let article = self.annotated.is(word, WordList::SpeakerArticle);
            let belongs = self.annotated.classes(word).intersects(title)
                && !self
                    .annotated
                    .classes(word)
                    .intersects(WordClasses::FUNCTION_WORD | WordClasses::SPEECH_VERB)
                || self.annotated.is_possessive(word)
                || self.annotated.has_word(word, "-")
                || self.annotated.is(word, WordList::BeforeSpeakerTitle)
                || self.is_occupation(word)
                || self.mention_at(word).is_some_and(|index| self.mentions[index].kind != EntityKind::Person);
            if !belongs && !article {
                break;
            }
            start -= 1;
        }
        start
    }

    /// Returns whether a word is an occupation after an organisation: `Bank of Sand archivist Rita Vane`.
    fn is_occupation(&self, index: usize) -> bool {
        let plain = self.annotated.is_lower(index)
            && !self
                .annotated
                .classes(index)
                .intersects(WordClasses::FUNCTION_WORD | WordClasses::SPEECH_VERB);
        let organisation = index.checked_sub(1).and_then(|before| self.mention_at(before));
        plain
            && self.mention_at(index + 1).is_some()
            && organisation.is_some_and(|index| self.mentions[index].kind == EntityKind::Organisation)
    }

    pub(super) fn is_verb(&self, index: usize) -> bool {
        self.annotated.is_lower(index)
            && self.annotated.classes(index).intersects(WordClasses::SPEECH_VERB)
            && !self.annotated.is_quoted(index)
    }

    fn is_passive(&self, verb: usize) -> bool {
        let before = self.skip_adverbs(verb);
        before > 0 && self.annotated.is(before - 1, WordList::PassiveVerb)
    }

    fn skip_adverbs(&self, mut index: usize) -> usize {
        while index > 0
            && self.annotated.is_lower(index - 1)
            && self.annotated.has_ending(index - 1, WordList::AdverbEnding)
        {
            index -= 1;
        }
        index
    }

    /// Returns the end of the subject, before auxiliaries and adverbs of its verb.
    fn skip_helpers(&self, mut index: usize) -> usize {
        while index > 0 {
            let lists = self.annotated.lists(index - 1);
            let adverb = self.annotated.is_lower(index - 1)
                && self.annotated.has_ending(index - 1, WordList::AdverbEnding)
                && !lists.contains(WordList::NoAdverb);
            if !(adverb || lists.contains(WordList::SpeechHelper)) {
                break;
            }
            index -= 1;
        }
        index
    }

    /// Returns the subject before a verb.
    fn subject_before(&self, verb: usize) -> Option<Attribution> {
        let end = self.skip_helpers(verb);
        let pronoun = end.checked_sub(1)?;
        if self.annotated.lists(pronoun).contains_any([WordList::He, WordList::She]) {
            let speaker = self.antecedent(pronoun)?;
            return Some(Attribution { speaker, by_pronoun: true, verb, precedes_quotation: false });
        }
        let speaker = self.name_ending(end).or_else(|| self.name_before_apposition(end))?;
        self.is_independent_subject(speaker).then_some(Attribution {
            speaker,
            by_pronoun: false,
            verb,
            precedes_quotation: false,
        })
    }

    fn name_ending(&self, end: usize) -> Option<usize> {
        let index = self.mention_at(end.checked_sub(1)?)?;
        (self.mentions[index].tokens.end == end && self.may_speak(index)).then_some(index)
    }

    /// Returns the name before an apposition: `Vane, the head of the bank, said`, `Vane, who left early, said`.
    fn name_before_apposition(&self, end: usize) -> Option<usize> {
        let close = end.checked_sub(1).filter(|index| self.annotated.has_word(*index, ","))?;
        let open = (close.saturating_sub(MAX_VERB_DISTANCE)..close).rev().find(|index| {
            self.annotated.has_word(*index, ",")
                || self.annotated.is_stop(*index)
                || self.annotated.is_quotation_mark(*index)
        })?;
        let words = open + 1..close;
        let office = words
            .clone()
            .any(|index| self.annotated.classes(index).intersects(WordClasses::OFFICE | WordClasses::ROLE));
        let relative = self.annotated.lists(open + 1).contains_any([WordList::Who, WordList::Whose]);
        let age = words.len() == 1 && self.annotated.word(open + 1).bytes().all(|byte| byte.is_ascii_digit());
        let speech = words.clone().any(|index| self.is_verb(index));
        let is_apposition = (office || relative || age) && !speech;
        (self.annotated.has_word(open, ",") && is_apposition)
            .then(|| self.name_ending(self.before_brackets(open)))
            .flatten()
    }

    /// Returns the end of the name before brackets that end at a token: `Vane (D., Oslo)`.
    fn before_brackets(&self, end: usize) -> usize {
        let closed = end.checked_sub(1).filter(|index| self.annotated.has_word(*index, ")"));
        let open = closed.and_then(|close| {
            (close.saturating_sub(MAX_VERB_DISTANCE)..close)
                .rev()
                .find(|index| self.annotated.has_word(*index, "("))
        });
        open.unwrap_or(end)
    }

    /// Returns whether a mention may be a speaker: a person, organisation, state or metonym.
    fn may_speak(&self, index: usize) -> bool {
        let mention = &self.mentions[index];
        matches!(
            mention.kind,
            EntityKind::Person | EntityKind::Organisation | EntityKind::Place(PlaceKind::State)
        ) || mention.metonym
    }

    /// Returns whether a name is an independent subject: not "a spokesman for Vane", not "Vane and Holt".
    #[allow(clippy::nonminimal_bool, reason = "a list of words reads better than its negation")]
    fn is_independent_subject(&self, index: usize) -> bool {
        let start = self.title_start(self.mentions[index].tokens.start);
        let Some(before) = start.checked_sub(1) else { return true };
        !(matches!(self.annotated.word(before), "&" | "-")
            || self.annotated.is(before, WordList::BeforeNoSubject))
            && !(self.annotated.is_possessive(before) && self.mentions[index].kind != EntityKind::Person)
    }

    /// Returns the subject after a verb: `said Vane`, `said the Iranian foreign minister Abbas Vane`.
    fn object_after(&self, verb: usize) -> Option<Attribution> {
        let next = self.mention_index_after(verb);
        let near = (next..self.mentions.len())
            .take_while(|index| self.mentions[*index].tokens.start < verb + MAX_VERB_DISTANCE);
        let named = near
            .clone()
            .find(|index| self.mentions[*index].kind == EntityKind::Person)
            .filter(|index| self.title_start(self.mentions[*index].tokens.start) == verb + 1);
        let direct = near.clone().find(|index| {
            let start = self.mentions[*index].tokens.start;
            start == verb + 1 || start == verb + 2 && self.annotated.is(verb + 1, WordList::The)
        });
        let speaker = named.or(direct).filter(|index| self.may_speak(*index))?;
        let next = self.mentions[speaker].tokens.end;
        if self.annotated.is_possessive(next)
            || self.annotated.has_word(next, "-")
            || self.annotated.lists(next).contains_any([WordList::And, WordList::Or])
        {
            return None;
        }
        Some(Attribution { speaker, by_pronoun: false, verb, precedes_quotation: false })
    }

    /// Returns the index of the first mention after a token.
    fn mention_index_after(&self, token: usize) -> usize {
        self.mentions.partition_point(|mention| mention.tokens.start <= token)
    }

    /// Returns the index of the mention that contains a token.
    pub(super) fn mention_at(&self, token: usize) -> Option<usize> {
        let index = self.mention_index_after(token).checked_sub(1)?;
        self.mentions[index].tokens.contains(&token).then_some(index)
    }
}
