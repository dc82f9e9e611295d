//! Subjects of verbs of speech: a name with the title, description, apposition and brackets around it, or a pronoun.

use crate::facts::languages::WordList;
use crate::facts::names::{EntityKind, PlaceKind, WordClasses};

use super::named_by::NamedBy;
use super::speaker::{Attribution, MAX_APPOSITION, MAX_VERB_DISTANCE, SpeakerSearch};

impl SpeakerSearch<'_, '_> {
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
                || self.mention_at(word).is_some_and(|index| {
                    self.mentions[index].kind != EntityKind::Person || self.is_owner(index)
                });
            if !belongs && !article {
                break;
            }
            start -= 1;
        }
        start
    }

    /// Returns the first token of the title of a person, which may have any words: `Secretary of State John Vane`.
    pub(super) fn titled_start(&self, person: usize) -> usize {
        let mention = &self.mentions[person];
        let start = self.title_start(mention.tokens.start);
        match &mention.role {
            Some(role) if role.span.end <= mention.span.start => {
                let tokens = self.annotated.tokens;
                let title = tokens.partition_point(|token| token.span.start < role.span.start);
                start.min(self.title_start(title))
            }
            _ => start,
        }
    }

    /// Returns the first token of the description before a name, which may have any adjectives and nouns: `a smiling
    /// John Ford`, `34-year-old Anna Lind`, `her aide Rita Vane`.
    pub(super) fn description_start(&self, name: usize) -> usize {
        let mut start = self.title_start(name);
        while start > 0 && name - start < MAX_VERB_DISTANCE && self.is_description(start - 1, name) {
            let word = start - 1;
            start = self
                .title_start(self.mention_at(word).map_or(word, |index| self.mentions[index].tokens.start));
        }
        start
    }

    pub(super) fn is_description(&self, index: usize, name: usize) -> bool {
        let annotated = self.annotated;
        let verb = WordClasses::FUNCTION_WORD | WordClasses::SPEECH_VERB | WordClasses::PRONOUN;
        let plain = annotated.is_lower(index)
            && !annotated.classes(index).intersects(verb)
            && !annotated.is_quoted(index)
            && !annotated.is(index, WordList::SpeechVerb)
            && !annotated.lists(index).contains_any([WordList::BeforeNoSubject, WordList::SpeechHelper]);
        let number = annotated.has_word(index + 1, "-")
            && annotated.word(index).bytes().all(|byte| byte.is_ascii_digit());
        // "Trump lawyer Rita Vane": the first of two persons describes the second one.
        let person = index + 2 <= name
            && self.mention_at(index).is_some()
            && annotated.is_lower(index + 1)
            && annotated.classes(index + 1).intersects(
                WordClasses::OFFICE | WordClasses::ROLE | WordClasses::KIN | WordClasses::COMMON_WORD,
            );
        plain || number || person
    }

    /// Returns whether the tokens from an index describe the name: `the foreign minister Rita Vane`, `the foreign minister,
    /// Rita Vane`.
    pub(super) fn is_described(&self, from: usize, name: usize) -> bool {
        let description = self.description_start(name);
        if description == from {
            return true;
        }
        let comma = name.checked_sub(1).filter(|comma| *comma > from && self.annotated.has_word(*comma, ","));
        comma.is_some_and(|comma| {
            self.annotated.is(from, WordList::SpeakerArticle)
                && self
                    .annotated
                    .classes(comma - 1)
                    .intersects(WordClasses::OFFICE | WordClasses::ROLE | WordClasses::KIN)
                && self.description_start(comma) == from
        })
    }

    /// Returns whether a word is an occupation after an organisation: `Bank of Sand archivist Rita Vane`.
    pub(super) fn is_occupation(&self, index: usize) -> bool {
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

    /// Returns the subject before a verb.
    pub(super) fn subject_before(&self, verb: usize) -> Option<Attribution> {
        let end = self.skip_helpers(verb);
        let pronoun = end.checked_sub(1)?;
        if self.annotated.lists(pronoun).contains_any([WordList::He, WordList::She]) {
            let (speaker, evidence) = self.antecedent_or_nearest(pronoun)?;
            let named = (pronoun, pronoun + 1);
            return Some(Attribution {
                speaker,
                named,
                pronoun: Some(evidence),
                verb,
                precedes_quotation: false,
            });
        }
        if self.annotated.is(pronoun, WordList::They) {
            return self.unclear_plural(pronoun, verb);
        }
        if let Some(found) = self.office_ending(end, verb) {
            return Some(found);
        }
        let named = self
            .name_with_origin(end)
            .or_else(|| self.name_ending(end))
            .or_else(|| self.name_before_apposition(end));
        let Some(speaker) = named else { return self.noun_before(end, verb) };
        self.is_independent_subject(speaker).then(|| self.attribution_by_name(speaker, verb))
    }

    pub(super) fn name_ending(&self, end: usize) -> Option<usize> {
        let end = self.before_brackets(end);
        let index = self.mention_at(end.checked_sub(1)?)?;
        (self.mentions[index].tokens.end == end && self.may_speak(index)).then_some(index)
    }

    /// Returns the only holder of an office: `the president said`.
    fn office_ending(&self, end: usize, verb: usize) -> Option<Attribution> {
        let office = end.checked_sub(1).filter(|office| self.annotated.is_lower(*office))?;
        let article = office.checked_sub(1)?;
        if !self.annotated.lists(article).contains_any([WordList::The, WordList::OpeningThe]) {
            return None;
        }
        let speaker = self.offices.holder(self.annotated.word(office))?;
        let named = (article, end);
        let pronoun = Some(NamedBy::Office);
        Some(Attribution { named, pronoun, ..self.attribution_by_name(speaker, verb) })
    }

    /// Returns the person before an origin: `Vane of the Harbour Club said`.
    pub(super) fn name_with_origin(&self, end: usize) -> Option<usize> {
        let place = &self.mentions[self.mention_at(end.checked_sub(1)?)?].tokens;
        let article = place.start.checked_sub(1)?;
        let origin =
            if self.annotated.is(article, WordList::The) { article.checked_sub(1)? } else { article };
        let is_origin = place.end == end && self.annotated.is(origin, WordList::Origin);
        let person = self.name_ending(origin).filter(|_| is_origin)?;
        (self.mentions[person].kind == EntityKind::Person).then_some(person)
    }

    /// Returns the name before an apposition: `Vane, the head of the bank, said`, `Vane, who left early, said`.
    pub(super) fn name_before_apposition(&self, end: usize) -> Option<usize> {
        let close = end.checked_sub(1).filter(|index| self.annotated.has_word(*index, ","))?;
        for open in (close.saturating_sub(MAX_APPOSITION)..close).rev() {
            if self.annotated.is_stop(open)
                || self.is_mark(open)
                || self.is_verb(open) && !self.is_relative(open)
            {
                return None;
            }
            if self.annotated.has_word(open, ",")
                && let Some(name) = self.name_ending(open)
            {
                return self.is_apposition(open + 1, close).then_some(name);
            }
        }
        None
    }

    /// Returns whether a relative pronoun precedes a verb in its clause: `who said no`.
    pub(super) fn is_relative(&self, verb: usize) -> bool {
        let before = (verb.saturating_sub(3)..verb).rev();
        before.into_iter().any(|index| self.annotated.is(index, WordList::Who))
    }

    /// Returns whether the tokens between two commas describe the name before them.
    pub(super) fn is_apposition(&self, from: usize, to: usize) -> bool {
        let lists = self.annotated.lists(from);
        let starts = lists.contains_any([
            WordList::Who,
            WordList::Whose,
            WordList::SpeakerArticle,
            WordList::Origin,
            WordList::InOrAt,
        ]);
        let office = (from..to)
            .any(|index| self.annotated.classes(index).intersects(WordClasses::OFFICE | WordClasses::ROLE));
        let age = to == from + 1 && self.annotated.word(from).bytes().all(|byte| byte.is_ascii_digit());
        starts || office || age
    }

    /// Returns whether a token is a quotation mark, double or single.
    pub(super) fn is_mark(&self, index: usize) -> bool {
        self.annotated.is_quotation_mark(index)
            || matches!(self.annotated.word(index), "'" | "’" | "‘") && !self.annotated.is_possessive(index)
    }

    /// Returns the end of the name before brackets that end at a token: `Vane (D., Oslo)`.
    pub(super) fn before_brackets(&self, end: usize) -> usize {
        let closed = end.checked_sub(1).filter(|index| self.annotated.has_word(*index, ")"));
        let open = closed.and_then(|close| {
            (close.saturating_sub(MAX_VERB_DISTANCE)..close)
                .rev()
                .find(|index| self.annotated.has_word(*index, "("))
        });
        open.unwrap_or(end)
    }

    /// Returns whether a mention may be a speaker: a person, organisation, state or metonym.
    pub(super) fn may_speak(&self, index: usize) -> bool {
        let mention = &self.mentions[index];
        // "the Guardian of Rita Vane": a paper and whom it writes about.
        let has_person = mention.kind == EntityKind::Organisation
            && mention.tokens.clone().any(|index| {
                self.annotated.is(index, WordList::Origin)
                    && self
                        .annotated
                        .lists(index + 1)
                        .contains_any([WordList::MaleName, WordList::FemaleName])
            });
        let speaks = matches!(
            mention.kind,
            EntityKind::Person | EntityKind::Organisation | EntityKind::Place(PlaceKind::State)
        );
        (speaks || mention.metonym) && !has_person
    }

    /// Returns whether a name is an independent subject: not "a spokesman for Vane", not "Vane and Holt".
    #[allow(clippy::nonminimal_bool, reason = "a list of words reads better than its negation")]
    pub(super) fn is_independent_subject(&self, index: usize) -> bool {
        let start = self.description_start(self.mentions[index].tokens.start).min(self.titled_start(index));
        let Some(before) = start.checked_sub(1) else { return true };
        !(matches!(self.annotated.word(before), "&" | "-")
            || self.annotated.is(before, WordList::BeforeNoSubject))
            && !(self.annotated.is_possessive(before) && self.mentions[index].kind != EntityKind::Person)
    }

    /// Returns the subject after a verb: `said Vane`, `said the Iranian foreign minister Abbas Vane`.
    pub(super) fn object_after(&self, verb: usize) -> Option<Attribution> {
        let next = self.mention_index_after(verb);
        let near = (next..self.mentions.len())
            .take_while(|index| self.mentions[*index].tokens.start < verb + MAX_VERB_DISTANCE);
        // "Said Vane's lawyer Rita Holt": Holt.
        let is_person =
            |index: &usize| self.mentions[*index].kind == EntityKind::Person && !self.is_owner(*index);
        let named = near.clone().find(is_person).filter(|index| {
            self.is_described(verb + 1, self.mentions[*index].tokens.start)
                || self.titled_start(*index) == verb + 1
        });
        let direct = near.clone().find(|index| {
            let start = self.mentions[*index].tokens.start;
            start == verb + 1 || start == verb + 2 && self.annotated.is(verb + 1, WordList::The)
        });
        let speaker = named.or(direct).filter(|index| self.may_speak(*index))?;
        let next = self.mentions[speaker].tokens.end;
        if self.is_owner(speaker)
            || self.annotated.has_word(next, "-")
            || self.annotated.lists(next).contains_any([WordList::And, WordList::Or])
            || self.describes_next(next)
        {
            return None;
        }
        Some(self.attribution_by_name(speaker, verb))
    }

    /// Returns whether a name is followed by `'s`.
    pub(super) fn is_owner(&self, index: usize) -> bool {
        self.annotated.is_possessive(self.mentions[index].tokens.end)
    }

    pub(super) fn attribution_by_name(&self, speaker: usize, verb: usize) -> Attribution {
        let tokens = &self.mentions[speaker].tokens;
        let named = (tokens.start, tokens.end);
        Attribution { speaker, named, pronoun: None, verb, precedes_quotation: false }
    }

    /// Returns the index of the first mention after a token.
    pub(super) fn mention_index_after(&self, token: usize) -> usize {
        self.mentions.partition_point(|mention| mention.tokens.start <= token)
    }

    /// Returns the index of the mention that contains a token.
    pub(super) fn mention_at(&self, token: usize) -> Option<usize> {
        let index = self.mention_index_after(token).checked_sub(1)?;
        self.mentions[index].tokens.contains(&token).then_some(index)
    }
}
