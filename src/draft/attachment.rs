//! Dates that belong to a noun or a phrase of their clause and not to its verb: the clause may tell of another day.

use crate::facts::Date;
use crate::facts::date::{CalendarDate, Precision};
use crate::facts::languages::DraftList;
use crate::facts::names::WordClasses;
use crate::text::Span;

use super::analysis::DraftReading;
use super::date_range::DatedSpan;
use super::verbs::{is_common_noun, is_finite_verb, is_past_participle, opens_gerund};

/// Returns whether a date belongs to a noun or a phrase of a clause.
pub(super) fn belongs_to_phrase(reading: &DraftReading<'_>, dated: &DatedSpan, whole: Span) -> bool {
    let date = DateTokens {
        reading,
        first: reading.token_at(whole.start),
        index: reading.token_at(dated.span.start),
        next: reading.token_at(dated.span.end),
        last: reading.token_at(whole.end),
    };
    let is_day = matches!(
        dated.date,
        Date::Calendar(CalendarDate { precision: Precision::Day(..), .. }) | Date::Instant(_)
    );
    let is_long = matches!(
        dated.date,
        Date::Calendar(CalendarDate { precision: Precision::Year | Precision::Month(_), .. })
    );
    date.is_due_date()
        || date.ends_period()
        || date.modifies_next_noun()
        || date.precedes_genitive()
        || date.is_base_of_change()
        || date.is_in_clause_of_place()
        || date.is_origin()
        || date.is_in_condition()
        || date.is_in_brackets()
        || date.is_in_aside()
        || date.separates_reported_subject()
        || date.is_base_of_count()
        || date.is_in_phrase_since()
        || date.is_in_comparison()
        || date.is_in_later_clause()
        || date.follows_participle()
        || date.is_object()
        || date.limits_infinitive()
        || date.separates_subject()
        || date.is_in_gerund_phrase(DraftList::Of)
        || is_long && date.is_in_gerund_phrase(DraftList::GenitiveOrPurpose)
        || is_long && date.dates_own_event()
        || date.is_before(DraftList::EarlierLimit)
        || is_day && (date.is_before(DraftList::Of) || date.names_noun())
}

/// The tokens of a date and of its clause.
struct DateTokens<'r, 't> {
    reading: &'r DraftReading<'t>,
    /// First token of the clause.
    first: usize,
    /// First token of the date.
    index: usize,
    /// Token after the date.
    next: usize,
    /// End of the clause.
    last: usize,
}

impl DateTokens<'_, '_> {
    /// Returns whether the token at a distance before the date is in a list.
    fn has_before(&self, back: usize, list: DraftList) -> bool {
        let index = self.index.checked_sub(back).filter(|index| *index >= self.first);
        index.is_some_and(|index| self.reading.is_listed(list, self.reading.annotated.word(index)))
    }

    fn is_before(&self, list: DraftList) -> bool {
        self.has_before(1, list)
    }

    /// Returns the last token before the date that is in a list, at most so far away.
    fn last_of(&self, list: DraftList, distance: usize) -> Option<usize> {
        let from = self.index.saturating_sub(distance).max(self.first);
        let annotated = &self.reading.annotated;
        (from..self.index).rev().find(|index| {
            self.reading.is_listed(list, annotated.word(*index)) && !annotated.is_quoted(*index)
        })
    }

    /// "Debentures due March 15", but not "is due on March 15".
    fn is_due_date(&self) -> bool {
        self.is_before(DraftList::DueWord) && !self.has_before(2, DraftList::LeadingAuxiliary)
    }

    /// "The quarter ended Sept. 30".
    fn ends_period(&self) -> bool {
        self.is_before(DraftList::PeriodEnd) && self.has_before(2, DraftList::PeriodNoun)
    }

    /// "After the Oct. 23 crash", "its 1989 results", "its planned 2 May opening". At the start of the clause the noun is its
    /// subject.
    fn modifies_next_noun(&self) -> bool {
        let annotated = &self.reading.annotated;
        let before = self.index.checked_sub(1);
        let has_participle = before
            .is_some_and(|before| annotated.is_lower(before) && is_past_participle(self.reading, before));
        let owner = before.and_then(|before| before.checked_sub(usize::from(has_participle)));
        let owner = owner.filter(|owner| *owner > self.first);
        let is_determined = owner.is_some_and(|owner| {
            annotated.is_possessive(owner)
                || self.reading.is_listed(DraftList::Determiner, annotated.word(owner))
        });
        let noun = self.next + usize::from(annotated.has_word(self.next, ","));
        let is_name = annotated.is_capital(self.next) && annotated.is_spaced(self.next);
        // "A 1998 armed robbery".
        let precedes_adjective =
            is_past_participle(self.reading, self.next) && is_common_noun(self.reading, self.next + 1);
        is_determined
            && (is_common_noun(self.reading, noun)
                || precedes_adjective
                || is_name
                || annotated.is_quotation_mark(noun))
    }

    /// "In Sept. 11 theories": a day of an event is "on" it.
    fn names_noun(&self) -> bool {
        self.is_before(DraftList::MonthPreposition) && is_common_noun(self.reading, self.next)
    }

    /// "The bombings this month of two embassies".
    fn precedes_genitive(&self) -> bool {
        let annotated = &self.reading.annotated;
        self.reading.is_listed(DraftList::Genitive, annotated.word(self.next))
            && self.next < self.last
            && self.index.checked_sub(1).is_some_and(|before| is_common_noun(self.reading, before))
    }

    /// "An improvement from 2008, when …", "fell 8 percent from a year ago", "rose to 11.4, from 11.2 on Monday".
    fn is_base_of_change(&self) -> bool {
        const MAX_DISTANCE: usize = 10;
        const MAX_AMOUNT: usize = 6;
        let annotated = &self.reading.annotated;
        let listed = |list: DraftList| {
            move |index: usize| {
                self.reading.is_listed(list, annotated.word(index)) && !annotated.is_quoted(index)
            }
        };
        self.last_of(DraftList::BaseStart, MAX_DISTANCE).is_some_and(|from| {
            let changes =
                (from.saturating_sub(MAX_AMOUNT).max(self.first)..from).any(listed(DraftList::ChangeNoun));
            let is_figure = annotated.word(from + 1).starts_with(|c: char| c.is_ascii_digit());
            let follows_comma = from > self.first && annotated.has_word(from - 1, ",");
            (changes || is_figure && follows_comma)
                && !(from..self.index).any(listed(DraftList::InfinitiveStart))
        })
    }

    /// "A firm (named in a report last week)".
    fn is_in_brackets(&self) -> bool {
        let annotated = &self.reading.annotated;
        let bracket = (self.first..self.index)
            .rev()
            .find(|index| annotated.has_word(*index, "(") || annotated.has_word(*index, ")"));
        bracket.is_some_and(|index| index > self.first && annotated.has_word(index, "("))
    }

    /// "Shootings dating to 1994".
    fn is_origin(&self) -> bool {
        self.is_before(DraftList::SourceOrGoal) && self.has_before(2, DraftList::DatingWord)
    }

    /// "If they mail an offer by Nov. 22, it will pay".
    fn is_in_condition(&self) -> bool {
        const MAX_DISTANCE: usize = 16;
        let annotated = &self.reading.annotated;
        self.last_of(DraftList::Condition, MAX_DISTANCE)
            .is_some_and(|word| !(word..self.index).any(|index| annotated.has_word(index, ",")))
    }

    /// "The boats, first licensed in 2010, can carry cars".
    fn is_in_aside(&self) -> bool {
        const MAX_DISTANCE: usize = 12;
        let annotated = &self.reading.annotated;
        let from = self.index.saturating_sub(MAX_DISTANCE).max(self.first + 1);
        let comma = (from..self.index).rev().find(|index| annotated.has_word(*index, ","));
        // "The crew, winners in 2002, rowed".
        let opens = |comma: usize| {
            let is_lower = annotated.is_lower(comma + 1);
            let is_verb =
                |index| is_finite_verb(self.reading, index) && !is_past_participle(self.reading, index);
            let has_verb = || (comma + 1..self.index).any(is_verb);
            let is_participle = |index| annotated.is_lower(index) && is_past_participle(self.reading, index);
            (comma + 1..=comma + 2).any(is_participle)
                || is_lower && self.is_free_phrase(comma + 1) && !has_verb()
        };
        let closes = annotated.has_word(self.next, ",") && is_finite_verb(self.reading, self.next + 1);
        closes && comma.is_some_and(opens)
    }

    /// Returns whether a phrase begins with neither a preposition nor a conjunction.
    fn is_free_phrase(&self, index: usize) -> bool {
        let annotated = &self.reading.annotated;
        self.reading.is_listed(DraftList::Article, annotated.word(index))
            || !annotated.classes(index).intersects(WordClasses::FUNCTION_WORD)
    }

    /// "Roth said a rise in May was possible": the noun has the date.
    fn separates_reported_subject(&self) -> bool {
        const MAX_NOUN_TOKENS: usize = 5;
        let annotated = &self.reading.annotated;
        let Some(noun) = self.index.checked_sub(2).filter(|noun| *noun > self.first + 1) else {
            return false;
        };
        let reports = |index: &usize| annotated.classes(*index).intersects(WordClasses::SPEECH_VERB);
        let from = noun.saturating_sub(MAX_NOUN_TOKENS).max(self.first);
        let is_dated =
            self.is_before(DraftList::DayPreposition) || self.is_before(DraftList::MonthPreposition);
        is_dated
            && (is_common_noun(self.reading, noun)
                || self.reading.is_listed(DraftList::Article, annotated.word(noun - 1)))
            && is_finite_verb(self.reading, self.next)
            && (from..noun)
                .rev()
                .take_while(|index| !annotated.has_word(*index, ","))
                .any(|index| reports(&index))
    }

    /// "The shore of Thun, where the ferry landed on May 2".
    fn is_in_clause_of_place(&self) -> bool {
        const MAX_DISTANCE: usize = 30;
        self.last_of(DraftList::PlaceClause, MAX_DISTANCE).is_some_and(|index| index > self.first)
    }

    /// "Eight trading days after Oct. 12".
    fn is_base_of_count(&self) -> bool {
        self.is_before(DraftList::CountedEnding) && self.has_before(2, DraftList::CountedUnit)
    }

    /// "Since the founding of the council in 1949", which has no verb.
    fn is_in_phrase_since(&self) -> bool {
        const MAX_DISTANCE: usize = 9;
        let since = self.last_of(DraftList::Since, MAX_DISTANCE).filter(|since| since + 2 < self.index);
        since.is_some_and(|since| {
            !(since + 1..self.index).any(|index| {
                is_finite_verb(self.reading, index) || self.reading.annotated.has_word(index, ",")
            })
        })
    }

    /// "Just as he did in 2012".
    fn is_in_comparison(&self) -> bool {
        const MAX_DISTANCE: usize = 7;
        let annotated = &self.reading.annotated;
        self.last_of(DraftList::SubjectPronoun, MAX_DISTANCE).is_some_and(|pronoun| {
            pronoun > self.first
                && self.reading.is_listed(DraftList::ComparisonStart, annotated.word(pronoun - 1))
        })
    }

    /// "A block of shares issued July 1".
    fn follows_participle(&self) -> bool {
        const MAX_NOUN_TOKENS: usize = 4;
        let annotated = &self.reading.annotated;
        let is_participle = self
            .index
            .checked_sub(1)
            .is_some_and(|index| annotated.is_lower(index) && is_past_participle(self.reading, index));
        let of = self.last_of(DraftList::GenitiveOrPurpose, MAX_NOUN_TOKENS);
        is_participle
            && of.is_some_and(|of| {
                of + 2 < self.index
                    && (of + 1..self.index - 1).all(|index| is_common_noun(self.reading, index))
            })
    }

    /// "They met on Tuesday, after talks had failed on Friday": the later clause has a subject, a verb and its date.
    fn is_in_later_clause(&self) -> bool {
        let annotated = &self.reading.annotated;
        let opens = |index: &usize| {
            annotated.has_word(*index - 1, ",")
                && self.reading.is_listed(DraftList::LaterClause, annotated.word(*index))
        };
        let start = (self.first + 2..self.index).rev().find(opens);
        start.is_some_and(|start| {
            (start + 2..self.index).any(|index| is_finite_verb(self.reading, index))
                && self.reading.has_date(self.first..start)
        })
    }

    /// "Was convicted of selling a stolen boat in 2011".
    fn is_in_gerund_phrase(&self, preposition: DraftList) -> bool {
        const MAX_DISTANCE: usize = 14;
        let annotated = &self.reading.annotated;
        let opens =
            |index: &usize| opens_gerund(self.reading, preposition, *index) && annotated.is_lower(index + 1);
        let ends = |index: &usize| annotated.has_word(*index, ",") || is_finite_verb(self.reading, *index);
        let from = self.index.saturating_sub(MAX_DISTANCE).max(self.first + 1);
        (from..self.index).rev().take_while(|index| !ends(index)).any(|index| opens(&index))
    }

    /// "Ten years after Marten's death in 1987": the noun has the date.
    fn dates_own_event(&self) -> bool {
        const OWNER_DISTANCE: usize = 3;
        let annotated = &self.reading.annotated;
        let owner = self.index.checked_sub(OWNER_DISTANCE).filter(|owner| *owner > self.first);
        let is_owned = owner.is_some_and(|owner| {
            annotated.is_possessive(owner) || self.reading.is_listed(DraftList::Owner, annotated.word(owner))
        });
        is_owned && self.is_before(DraftList::MonthPreposition) && self.has_before(2, DraftList::OwnEvent)
    }

    /// "Set Friday as the deadline".
    fn is_object(&self) -> bool {
        let is_named =
            self.reading.is_listed(DraftList::PredicateStart, self.reading.annotated.word(self.next));
        is_named && self.index > self.first && is_finite_verb(self.reading, self.index - 1)
    }

    /// "Wall Street by 1992 it intended", whose beginning is missing.
    fn separates_subject(&self) -> bool {
        let annotated = &self.reading.annotated;
        let word = |index: usize| annotated.word(index);
        self.index > self.first + 1
            && self.reading.is_listed(DraftList::SubjectPronoun, word(self.next))
            && !self.reading.is_listed(DraftList::PhraseStart, word(self.first))
            && !(self.first..self.index)
                .any(|index| is_finite_verb(self.reading, index) || annotated.has_word(index, ","))
    }

    /// "Part of a programme to repair the locks by February".
    fn limits_infinitive(&self) -> bool {
        const MAX_DISTANCE: usize = 16;
        let annotated = &self.reading.annotated;
        self.is_before(DraftList::Limit)
            && self.last_of(DraftList::PlanNoun, MAX_DISTANCE).is_some_and(|noun| {
                self.reading.is_listed(DraftList::InfinitiveStart, annotated.word(noun + 1))
            })
    }
}
