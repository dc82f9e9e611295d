//! Who says a quotation: a name or pronoun that stands at a verb of speech right beside it.

use crate::facts::names::{AnnotatedText, EntityKind, Mention, PlaceKind, WordClasses};

use super::quotation::{self, Quotation};

/// Verbs whose object is the hearer: "told Vane" never names the speaker.
pub(super) const HEARD: &[&str] = &["told", "tells", "tell", "telling"];
/// Words behind a verb of speech that begin what is said in other words.
const RETOLD: &[&str] = &["that", "he", "she", "it", "they"];
/// Nouns and adjectives that end as adverbs do: "the US daily wrote".
const NO_ADVERBS: &[&str] = &[
    "daily",
    "weekly",
    "monthly",
    "quarterly",
    "family",
    "ally",
    "assembly",
    "reply",
    "monopoly",
    "supply",
    "only",
];
/// Words that begin a clause of its own: what follows is no longer what was said.
const CLAUSES: &[&str] = &["but", "while", "whereas", "although", "though"];
/// Words that do so unless the words said begin behind them: "said after the vote that".
const ASIDES: &[&str] = &["after", "before", "when", "until", "as"];
/// Words that may stand between a name and its verb, or a verb and what is said.
const HELPER_WORDS: &[&str] =
    &["has", "have", "had", "also", "later", "then", "once", "now", "again", "himself", "herself"];
/// A verb before the words stands at most this many tokens from them.
pub(super) const MAX_VERB_DISTANCE: usize = 14;
/// A scrap of fewer than `SENTENCE` words stands at most `NEAR` tokens after its verb.
const MAX_FRAGMENT_DISTANCE: usize = 8;
const MIN_SENTENCE_WORDS: usize = 5;
/// The words for a passive: "was quoted".
const PASSIVE_VERBS: &[&str] = &[
    "is", "was", "were", "are", "been", "being", "be", "to", "not", "never", "would", "could", "might",
    "should",
];

/// Who speaks, and the verb that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Attribution {
    pub(super) speaker: usize,
    pub(super) by_pronoun: bool,
    pub(super) verb: usize,
    /// Whether the verb stands before the words.
    pub(super) precedes_quotation: bool,
}

/// A quotation with what is needed to find its speaker.
pub(super) struct SpeakerSearch<'s, 't> {
    pub(super) page: &'s AnnotatedText<'t>,
    pub(super) mentions: &'s [Mention],
    pub(super) quotations: &'s [Quotation],
    pub(super) at: usize,
    /// Who spoke last before it.
    pub(super) last: Option<Attribution>,
}

impl SpeakerSearch<'_, '_> {
    /// The speaker of the quotation; none where the text does not say it in so many words.
    pub(super) fn speaker(&self) -> Option<Attribution> {
        if self.is_title() {
            return None;
        }
        self.attribution_right_after()
            .or_else(|| self.attribution_at_sentence_end())
            .or_else(|| self.attribution_before())
    }

    /// Whether the quotation is the title of something: `said on "Good Morning Norway"`.
    fn is_title(&self) -> bool {
        const SHORT: usize = 3;
        let quotation = self.quotation();
        let page = self.page;
        let led = quotation.open.checked_sub(1).is_some_and(|at| {
            matches!(
                page.word(at),
                "on" | "in" | "of" | "for" | "titled" | "entitled" | "called" | "book" | "film"
            )
        });
        let mut words = (quotation.from..quotation.to).filter(|at| page.word(*at).len() > SHORT);
        led && quotation.to > quotation.from + 1 && words.all(|at| page.is_capital(at))
    }

    fn quotation(&self) -> &Quotation {
        &self.quotations[self.at]
    }

    /// `"…," said Vane.` and `"…," Vane said.`
    fn attribution_right_after(&self) -> Option<Attribution> {
        let quotation = self.quotation();
        let mut next = quotation.close + 1;
        if self.page.has_word(next, ",") {
            next += 1;
        } else if !self.page.has_word(quotation.close - 1, ",") && !self.page.is_stop(quotation.close - 1) {
            return None;
        }
        if self.page.starts_paragraph(next)
            || self.page.is_stop(quotation.close - 1) && self.page.has_word(quotation.close - 1, ".")
        {
            return None;
        }
        self.attribution_clause(next)
    }

    /// `"…" to go there, Vane said.`: the clause that ends the sentence of the quotation.
    fn attribution_at_sentence_end(&self) -> Option<Attribution> {
        let quotation = self.quotation();
        let page = self.page;
        if page.is_stop(quotation.close - 1) {
            return None;
        }
        let sentence = quotation::sentence_range(page, self.quotations, quotation.close);
        let comma = (quotation.close + 1..sentence.end).rev().find(|at| {
            page.has_word(*at, ",")
                && self.attribution_clause(*at + 1).is_some_and(|found| found.verb < at + MAX_VERB_DISTANCE)
        })?;
        let inside = self.page.is_quoted(comma);
        self.attribution_clause(comma + 1).filter(|_| !inside)
    }

    /// `Vane said the plan was "…"`: the last verb of speech before the quotation in its sentence.
    fn attribution_before(&self) -> Option<Attribution> {
        let quotation = self.quotation();
        let page = self.page;
        let sentence = quotation::sentence_range(page, self.quotations, quotation.open);
        let from = sentence.start.max(quotation.open.saturating_sub(MAX_VERB_DISTANCE));
        let verb = (from..quotation.open).rev().find(|at| self.is_verb(*at))?;
        let relative = (verb + 1..quotation.open)
            .any(|at| matches!(page.word(at), "who" | "which" | "whom" | "whose" | ";"));
        let far = quotation.open - verb > MAX_FRAGMENT_DISTANCE
            && quotation.to - quotation.from < MIN_SENTENCE_WORDS;
        if relative || far || self.is_passive(verb) || self.leaves_clause(verb, quotation.open) {
            return None;
        }
        let speaker = self.subject_before(verb)?;
        Some(Attribution { verb, precedes_quotation: true, ..speaker })
    }

    /// Whether a clause begins between a verb and the quotation, so that the words stand in another clause than it.
    fn leaves_clause(&self, verb: usize, open: usize) -> bool {
        let page = self.page;
        let begins_subject = |at: usize| {
            self.mention_at(at).is_some()
                || matches!(
                    page.word(at),
                    "the" | "a" | "an" | "he" | "she" | "it" | "they" | "his" | "her" | "their"
                )
        };
        let mut within = verb + 1..open;
        within.any(|at| {
            let word = page.word(at);
            let joined = matches!(word, "and" | "or") && page.has_word(at - 1, ",") && begins_subject(at + 1);
            let aside = ASIDES.contains(&word)
                && begins_subject(at + 1)
                && !(at..open).any(|at| matches!(page.word(at), "that" | ":" | ","));
            CLAUSES.contains(&word) || joined || aside
        })
    }

    /// A clause of attribution that begins at a token, in either order.
    fn attribution_clause(&self, from: usize) -> Option<Attribution> {
        if self.is_verb(from) {
            return self.object_after(from).filter(|_| !HEARD.contains(&self.page.word(from)));
        }
        let verb = (from + 1..from + MAX_VERB_DISTANCE).find(|at| self.is_verb(*at))?;
        let retold = RETOLD.contains(&self.page.word(verb + 1)) && !HEARD.contains(&self.page.word(verb));
        if self.is_passive(verb) || retold {
            return None;
        }
        let found = self.subject_before(verb)?;
        let start = self.clause_start(&found, verb);
        (start == from).then_some(found)
    }

    /// Where the clause begins whose subject was found: at its title, or at the pronoun.
    fn clause_start(&self, found: &Attribution, verb: usize) -> usize {
        if found.by_pronoun {
            return self.skip_helpers(verb).saturating_sub(1);
        }
        self.title_start(self.mentions[found.speaker].tokens.start)
    }

    /// The first word of a title before a name: `the Iranian foreign minister Abbas Vane`.
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
            let article = matches!(self.page.word(word), "the" | "The" | "a");
            let belongs = self.page.classes(word).intersects(title)
                && !self.page.classes(word).intersects(WordClasses::FUNCTION_WORD | WordClasses::SPEECH_VERB)
                || self.page.is_possessive(word)
                || matches!(self.page.word(word), "-" | "vice" | "deputy" | "former")
                || self.is_occupation(word)
                || self.mention_at(word).is_some_and(|at| self.mentions[at].kind != EntityKind::Person);
            if !belongs && !article {
                break;
            }
            start -= 1;
        }
        start
    }

    /// Whether a word is a calling told with a house before it: `Bank of Sand archivist Rita Vane`.
    fn is_occupation(&self, at: usize) -> bool {
        let plain = self.page.is_lower(at)
            && !self.page.classes(at).intersects(WordClasses::FUNCTION_WORD | WordClasses::SPEECH_VERB);
        let house = at.checked_sub(1).and_then(|before| self.mention_at(before));
        plain
            && self.mention_at(at + 1).is_some()
            && house.is_some_and(|at| self.mentions[at].kind == EntityKind::Organisation)
    }

    pub(super) fn is_verb(&self, at: usize) -> bool {
        self.page.is_lower(at)
            && self.page.classes(at).intersects(WordClasses::SPEECH_VERB)
            && !self.page.is_quoted(at)
    }

    fn is_passive(&self, verb: usize) -> bool {
        let before = self.skip_adverbs(verb);
        before > 0 && PASSIVE_VERBS.contains(&self.page.word(before - 1))
    }

    fn skip_adverbs(&self, mut at: usize) -> usize {
        while at > 0 && self.page.is_lower(at - 1) && self.page.word(at - 1).ends_with("ly") {
            at -= 1;
        }
        at
    }

    /// The token after the subject, before helpers and adverbs of its verb.
    fn skip_helpers(&self, mut at: usize) -> usize {
        while at > 0 {
            let word = self.page.word(at - 1);
            let adverb = self.page.is_lower(at - 1) && word.ends_with("ly") && !NO_ADVERBS.contains(&word);
            if !(adverb || HELPER_WORDS.contains(&word)) {
                break;
            }
            at -= 1;
        }
        at
    }

    /// Who stands before a verb as its subject.
    fn subject_before(&self, verb: usize) -> Option<Attribution> {
        let end = self.skip_helpers(verb);
        let pronoun = end.checked_sub(1)?;
        if matches!(self.page.word(pronoun), "he" | "she" | "He" | "She") {
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
        let at = self.mention_at(end.checked_sub(1)?)?;
        (self.mentions[at].tokens.end == end && self.may_speak(at)).then_some(at)
    }

    /// `Vane, the head of the bank, said`, `Vane, 61, said`, `Vane, who left early, said`: the name before the comma that
    /// opens what is said of it.
    fn name_before_apposition(&self, end: usize) -> Option<usize> {
        let close = end.checked_sub(1).filter(|at| self.page.has_word(*at, ","))?;
        let open = (close.saturating_sub(MAX_VERB_DISTANCE)..close).rev().find(|at| {
            self.page.has_word(*at, ",") || self.page.is_stop(*at) || self.page.is_quotation_mark(*at)
        })?;
        let words = open + 1..close;
        let office =
            words.clone().any(|at| self.page.classes(at).intersects(WordClasses::OFFICE | WordClasses::ROLE));
        let relative = matches!(self.page.word(open + 1), "who" | "whose");
        let age = words.len() == 1 && self.page.word(open + 1).bytes().all(|byte| byte.is_ascii_digit());
        let speech = words.clone().any(|at| self.is_verb(at));
        let told = (office || relative || age) && !speech;
        (self.page.has_word(open, ",") && told)
            .then(|| self.name_ending(self.before_brackets(open)))
            .flatten()
    }

    /// The end of the name before brackets that end at a token: `Vane (D., Oslo)`.
    fn before_brackets(&self, end: usize) -> usize {
        let closed = end.checked_sub(1).filter(|at| self.page.has_word(*at, ")"));
        let open = closed.and_then(|close| {
            (close.saturating_sub(MAX_VERB_DISTANCE)..close).rev().find(|at| self.page.has_word(*at, "("))
        });
        open.unwrap_or(end)
    }

    /// Whether a mention may speak: persons, organisations, states, and capitals that stand for states.
    fn may_speak(&self, at: usize) -> bool {
        let mention = &self.mentions[at];
        matches!(
            mention.kind,
            EntityKind::Person | EntityKind::Organisation | EntityKind::Place(PlaceKind::State)
        ) || mention.metonym
    }

    /// Whether a name is a subject of its own: not "a spokesman for Vane", not "Vane and Holt".
    #[allow(clippy::nonminimal_bool, reason = "a list of words reads better than its negation")]
    fn is_independent_subject(&self, at: usize) -> bool {
        let start = self.title_start(self.mentions[at].tokens.start);
        let Some(before) = start.checked_sub(1) else { return true };
        !matches!(
            self.page.word(before),
            "of" | "for"
                | "by"
                | "with"
                | "from"
                | "to"
                | "and"
                | "or"
                | "in"
                | "at"
                | "on"
                | "than"
                | "about"
                | "like"
                | "near"
                | "who"
                | "which"
                | "against"
                | "&"
                | "-"
                | "what"
                | "did"
                | "does"
        ) && !(self.page.is_possessive(before) && self.mentions[at].kind != EntityKind::Person)
    }

    /// Who stands after a verb: `said Vane`, `said the Iranian foreign minister Abbas Vane`.
    fn object_after(&self, verb: usize) -> Option<Attribution> {
        let next = self.mention_index_after(verb);
        let near = (next..self.mentions.len())
            .take_while(|at| self.mentions[*at].tokens.start < verb + MAX_VERB_DISTANCE);
        let named = near
            .clone()
            .find(|at| self.mentions[*at].kind == EntityKind::Person)
            .filter(|at| self.title_start(self.mentions[*at].tokens.start) == verb + 1);
        let direct = near.clone().find(|at| {
            let start = self.mentions[*at].tokens.start;
            start == verb + 1 || start == verb + 2 && self.page.has_word(verb + 1, "the")
        });
        let speaker = named.or(direct).filter(|at| self.may_speak(*at))?;
        let next = self.mentions[speaker].tokens.end;
        if self.page.is_possessive(next) || matches!(self.page.word(next), "and" | "or" | "-") {
            return None;
        }
        Some(Attribution { speaker, by_pronoun: false, verb, precedes_quotation: false })
    }

    /// The first mention after a token.
    fn mention_index_after(&self, token: usize) -> usize {
        self.mentions.partition_point(|mention| mention.tokens.start <= token)
    }

    /// The mention a token is part of.
    pub(super) fn mention_at(&self, token: usize) -> Option<usize> {
        let at = self.mention_index_after(token).checked_sub(1)?;
        self.mentions[at].tokens.contains(&token).then_some(at)
    }
}
