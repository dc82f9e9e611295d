//! Proposals for `statements`.

use std::fmt::Write as _;

use crate::briefing::yaml;
use crate::facts::Grade;
use crate::facts::quote::FoundStatement;
use crate::text::{Span, slugify};

use super::super::site_names::ProfileRef;
use super::super::statements::{DraftStatement, draft_statements};
use super::dates::{date_value, known_slug};
use super::grades::{SpeakerEvidence, grade_statement};
use super::{BriefingReview, Proposal, ProposalKind, ProposedEntry};

/// Number of words that identify a rejected quotation.
const REJECTED_WORDS: usize = 6;
/// Minimum number of words of an override that rejects a quotation. A shorter one may be about a name or date in it.
const MIN_REJECTED_WORDS: usize = 3;

impl BriefingReview<'_> {
    /// Returns the statements of the prose that are not listed.
    pub(super) fn statements(&self) -> Vec<Proposal> {
        let declared: Vec<String> = self
            .resolved
            .briefing
            .statements
            .iter()
            .map(|statement| slugify(&statement.says.value))
            .collect();
        let is_declared = |says: &str| {
            let key = slugify(says);
            declared.iter().any(|known| known.contains(&key) || key.contains(known.as_str()))
        };
        let drafts = draft_statements(self.reading);
        let found = self.reading.statements.iter().zip(&drafts);
        let unlisted = found.filter(|(found, draft)| found.has_speaker() && !is_declared(&draft.says));
        unlisted.filter_map(|(found, draft)| self.statement_proposal(found, draft)).collect()
    }

    fn statement_proposal(&self, found: &FoundStatement, draft: &DraftStatement) -> Option<Proposal> {
        let mention = self.reading.mentions.get(found.speaker)?;
        let participant = self.participants.of_mention(mention)?;
        let (first, last) = (found.quoted_spans.first()?, found.quoted_spans.last()?);
        if self.is_rejected(*first) {
            return None;
        }
        let evidence = SpeakerEvidence {
            name: self.reading.slice(mention.span),
            verb: self.reading.slice(found.verb),
            named_by: found.named_by,
            grade: found.grade(),
            name_grade: match participant.reference {
                ProfileRef::Known(_) | ProfileRef::New(_) => Grade::Sure,
                ProfileRef::Ambiguous { .. } => Grade::Doubtful,
            },
        };
        let graded = grade_statement(&evidence);
        let words = Span { start: first.start, end: last.end };
        let entry = ProposedEntry {
            kind: ProposalKind::Statement,
            line: self.statement_line(draft, &participant.reference),
            about: Some(self.actor_name(&participant.reference)),
        };
        Some(self.proposal(entry, words, graded, vec![self.opening_words(*first)]))
    }

    fn statement_line(&self, draft: &DraftStatement, speaker: &ProfileRef) -> String {
        let who = match speaker {
            ProfileRef::Known(slug) => yaml::slug_or_quoted(slug),
            ProfileRef::New(name) | ProfileRef::Ambiguous { name, .. } => yaml::name_or_quoted(name),
        };
        let says = draft.says.trim_end_matches(',');
        let mut line = format!("{{ who: {who}, says: {}", yaml::double_quoted(says));
        if let Some(when) = &draft.when {
            let _ = write!(line, ", when: {}", date_value(when));
        }
        let venue = draft.venue.and_then(|index| self.venues.of_mention(index));
        if let Some(slug) = venue.and_then(|venue| known_slug(&venue.reference)) {
            let _ = write!(line, ", where: {}", yaml::slug_or_quoted(slug));
        }
        line + " }"
    }

    /// Returns whether an editor has rejected the quotation at a span.
    fn is_rejected(&self, quoted: Span) -> bool {
        let Some(words) = self.overrides.beginning_at(quoted.start) else { return false };
        let count = self.reading.slice(words).split_whitespace().count();
        words.end >= quoted.end || count >= MIN_REJECTED_WORDS
    }

    /// Returns the first words of a quotation.
    fn opening_words(&self, quoted: Span) -> String {
        let first = self.reading.token_at(quoted.start);
        let last = self.reading.annotated.tokens[first..].iter().take(REJECTED_WORDS).next_back();
        let end = last.map_or(quoted.end, |token| token.span.end).min(quoted.end);
        self.reading.slice(Span { start: quoted.start, end }).to_owned()
    }
}
