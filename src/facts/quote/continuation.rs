//! Quotations that go on with the words of the statement before.

use crate::facts::languages::WordList;

use super::StatementReader;
use super::quotation::Quotation;
use super::speaker::Attribution;

/// Minimum number of quoted words of a sentence that the narrator completes.
const MIN_COMPLETED_WORDS: usize = 6;

impl StatementReader<'_, '_> {
    /// Removes the previous statement if the quotation goes on after an aside, so that its end is missing: `"…," he said,
    /// "and I" — he paused — "mean never"`. Returns whether it did.
    pub(super) fn drop_if_cut(&mut self, index: usize) -> bool {
        let (annotated, open) = (self.annotated, self.quotations[index].open);
        let last = self.statements.last_mut().filter(|(_, (last, _))| *last + 1 == index);
        let Some((statement, (last, _))) = last else { return false };
        let before = &self.quotations[*last];
        let next = before.close + 1;
        let breaks = |token: usize| annotated.starts_paragraph(token) || annotated.is_stop(token);
        let ends = before.to != before.close
            || annotated.is_stop(before.last(annotated))
            || (next..=open).any(breaks);
        let joins = annotated.has_word(next, ",")
            || annotated.lists(next).contains_any([WordList::And, WordList::Or, WordList::ClauseStart]);
        let is_dash = matches!(annotated.word(next), "—" | "–" | "--" | "-" | "(");
        let is_cut = !ends && (is_dash || statement.quoted_spans.len() > 1 && !joins);
        if is_cut {
            statement.quoted_spans.clear();
        }
        is_cut
    }

    /// Returns whether a quotation goes on with the words of the previous statement: only the attribution is between them,
    /// and it ends with a comma inside a sentence, or with the sentence: `"…," he said, "…"`, `"…," he said. "…"`.
    pub(super) fn continues_previous(&self, index: usize, quotation: &Quotation) -> bool {
        let annotated = self.annotated;
        let Some((_, (last, before))) = self.statements.last().filter(|(_, (last, _))| *last + 1 == index)
        else {
            return false;
        };
        let between = self.quotations[*last].close + 1..quotation.open;
        let one_paragraph = !(between.start..=quotation.open).any(|token| annotated.starts_paragraph(token));
        if !one_paragraph || !between.contains(&before.verb) || between.is_empty() {
            return false;
        }
        let end = quotation.open - 1;
        let joins = annotated.lists(end).contains_any([WordList::And, WordList::ClauseStart])
            && annotated.has_word(end - 1, ",");
        let is_stop = |token: usize| annotated.is_stop(token) && !annotated.has_word(token + 1, ",");
        let stops = between.clone().filter(|token| is_stop(*token)).count();
        match () {
            () if annotated.has_word(end, ",") && stops == 0 => match annotated.is_capital(quotation.from) {
                true => self.is_attribution_only(before, end),
                false => {
                    !self.adds_speech(before.verb, end)
                        && !self.adds_clause(end)
                        && !self.adds_verb(before, end)
                }
            },
            // `"…," he said, but "…"`
            () if joins && stops == 0 => {
                !annotated.is_capital(quotation.from) && self.is_attribution_only(before, end - 1)
            }
            () if is_stop(end) || self.ends_with_abbreviation(end, quotation.from) => {
                stops == usize::from(is_stop(end))
                    && self.is_sentence_begun(&self.quotations[*last])
                    && (self.is_sentence(quotation) || self.is_completed(quotation))
                    && !self.adds_speech(before.verb, end)
            }
            () => false,
        }
    }

    /// Returns whether a sentence ends with an abbreviation: `said a lawyer of Olsen & Co. "We …`.
    fn ends_with_abbreviation(&self, token: usize, next: usize) -> bool {
        self.annotated.word(token).ends_with('.') && self.begins_with_capital(next)
    }

    /// Returns whether quoted words begin with a capital, after any marks: `... We must`, `[W]e must`.
    fn begins_with_capital(&self, from: usize) -> bool {
        const MAX_MARKS: usize = 3;
        let is_word = |token: &usize| self.annotated.word(*token).contains(char::is_alphabetic);
        (from..from + MAX_MARKS).find(is_word).is_some_and(|word| self.annotated.is_capital(word))
    }

    /// Returns whether a quotation begins with a sentence, and does not complete one of the narrator.
    fn is_sentence_begun(&self, quotation: &Quotation) -> bool {
        let (annotated, open) = (self.annotated, quotation.open);
        !annotated.is_lower(quotation.from)
            || annotated.starts_paragraph(open)
            || annotated.starts_sentence(open)
    }

    /// Returns whether a quotation is one or several sentences.
    fn is_sentence(&self, quotation: &Quotation) -> bool {
        let annotated = self.annotated;
        let next = quotation.close + 1;
        let ends = next >= annotated.len()
            || annotated.starts_sentence(next)
            || annotated.starts_paragraph(next)
            || annotated.starts_paragraph(quotation.close)
            || annotated.is_quotation_mark(next)
            || annotated.is_stop(next);
        annotated.is_stop(quotation.last(annotated)) && ends && self.begins_with_capital(quotation.from)
    }

    /// Returns whether the narrator completes the sentence that a quotation begins: `"The storms will grow" in the north.`
    fn is_completed(&self, quotation: &Quotation) -> bool {
        const MAX_WORDS: usize = 25;
        let (annotated, next) = (self.annotated, quotation.close + 1);
        let ends = |token: &usize| annotated.is_stop(*token) || annotated.starts_paragraph(*token);
        let rest = next..(next + MAX_WORDS).min(annotated.len());
        let end = rest.clone().find(ends).unwrap_or(rest.end);
        let search = self.search(0);
        quotation.to == quotation.close
            && annotated.is_lower(next)
            && annotated.is_spaced(next)
            && end < rest.end
            && self.begins_with_capital(quotation.from)
            && !quotation.is_shorter(annotated, MIN_COMPLETED_WORDS)
            && !(next..end).any(|token| search.is_verb(token) || annotated.is_quotation_mark(token))
    }

    /// Returns whether nothing but the attribution, and words about time, place and hearer, ends at a comma.
    fn is_attribution_only(&self, attribution: &Attribution, comma: usize) -> bool {
        const MAX_TAIL: usize = 12;
        let start = attribution.verb.max(attribution.named.1.saturating_sub(1)) + 1;
        start + MAX_TAIL >= comma
            && !(start..comma).any(|token| {
                self.annotated.lists(token).contains_any([
                    WordList::And,
                    WordList::Or,
                    WordList::That,
                    WordList::ClauseStart,
                    WordList::Subordinator,
                    WordList::SpeechParticiple,
                    WordList::Lead,
                ])
            })
            && !(start..comma).any(|token| self.adds_participle(token))
    }

    /// Returns whether a participle begins after a comma: `said, pointing at the sea`.
    fn adds_participle(&self, comma: usize) -> bool {
        let annotated = self.annotated;
        annotated.has_word(comma, ",")
            && annotated.is_lower(comma + 1)
            && annotated.has_ending(comma + 1, WordList::ParticipleEnding)
    }

    /// Returns whether a participle of speech follows the verb: `said, adding`.
    fn adds_speech(&self, verb: usize, end: usize) -> bool {
        (verb + 1..end).any(|token| {
            self.annotated.has_word(token, ",") && self.annotated.is(token + 1, WordList::SpeechParticiple)
        })
    }

    /// Returns whether another verb of speech follows after a conjunction: `said, and Olsen said,`.
    fn adds_verb(&self, attribution: &Attribution, end: usize) -> bool {
        let search = self.search(0);
        let after = attribution.verb.max(attribution.named.1) + 1;
        let conjunction = (after..end)
            .find(|token| self.annotated.lists(*token).contains_any([WordList::And, WordList::ClauseStart]));
        conjunction.is_some_and(|from| (from..end).any(|token| search.is_verb(token)))
    }

    /// Returns whether the word before a comma begins a clause or introduces an example: `said, but,`.
    fn adds_clause(&self, comma: usize) -> bool {
        comma.checked_sub(1).is_some_and(|word| {
            self.annotated.lists(word).contains_any([WordList::ClauseStart, WordList::And, WordList::That])
                || self.adds_participle(word.saturating_sub(1))
        })
    }
}
