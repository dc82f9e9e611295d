//! Lists of words and phrases by which drafts of wire texts are made.
//!
//! Takes a table of sections: `[list]` and then entries, separated by semicolons or line ends. `#` begins a comment at the
//! start of a line.

use rustc_hash::FxHashSet;

macro_rules! draft_lists {
    ($($variant:ident $name:literal $doc:literal)*) => {
        /// The name of a list.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum DraftList {
            $(#[doc = $doc] $variant,)*
        }

        impl DraftList {
            /// Every list with its name in the table.
            const NAMES: &[(&str, Self)] = &[$(($name, Self::$variant),)*];
        }
    };
}

draft_lists! {
    Of "of" "Prepositions of a genitive."
    The "the" "The definite article."
    That "that" "Words that open a clause after a verb of speech or a noun."
    It "it" "Pronouns of an organisation or a state, with a capital."
    ReplacedPronoun "replaced-pronoun" "Pronouns at the start of a description that a name replaces."
    NameJoin "name-join" "Conjunctions between names or days of a list."
    Perfect "perfect" "Auxiliary verbs of the present perfect."
    RangeConjunction "range-conjunction" "Conjunctions between two days that follow each other."
    TitleLink "title-link" "Words between a title and what it belongs to."
    ObjectJoin "object-join" "Words before a name that is only a part of what a relative clause is about."
    ThatNoun "that-noun" "Nouns before a clause with its own verb: `the fact that`."
    OwnEvent "own-event" "Nouns of events that have an owner: `his return in May`."
    Agent "agent" "Prepositions of an agent."
    Exclamation "exclamation" "Words that begin an exclamation."
    ObjectPronoun "object-pronoun" "Pronouns of a person that are an object."
    LastPronoun "last-pronoun" "Pronouns at the end of a clause whose noun may be missing."
    Part "part" "Words that stand for a part of what was named before, as a subject."
    ClockDay "clock-day" "Words beside a time of day that give its day, in lower case."
    OtherObject "other-object" "Pronouns of an object that its subject is not."
    Personal "personal" "Pronouns of persons as a subject."
    BareParticiple "bare-participle" "Participles that need an object as verbs: `the order issued`."
    Frequency "frequency" "Adverbs of what happens often."
    PresentState "present-state" "Verbs of a state in the present."
    DateJoin "date-join" "Words after a date that join another one to it."
    RangeJoin "range-join" "Words between the bounds of a range."
    Between "between" "Words before a range with a conjunction, in lower case."
    DayPreposition "day-preposition" "Prepositions of days."
    Will "will" "Auxiliary verbs of the future."
    Since "since" "Words before the beginning of a period."
    Superlative "superlative" "Words of a superlative without its ending."
    SuperlativeEnding "superlative-ending" "Endings of superlatives."
    Future "future" "Words of a clause about the future."
    PassivePresent "passive-present" "Auxiliary verbs of the passive in the present."
    SpeechAct "speech-act" "Verbs of speech that tell what somebody does, in the past and the present: `agreed`."
    PassiveAuxiliary "passive-auxiliary" "Auxiliaries of a passive: `was declared`."
    Announcement "announcement" "Verbs of speech that tell what somebody does if an object follows: `announced a plan`."
    Founding "founding" "Participles of the beginning of an organisation."
    Substitute "substitute" "Words that stand for a noun named before: `the old one`."
    PastAuxiliary "past-auxiliary" "Auxiliary verbs of the past."
    PresentEnding "present-ending" "Endings of verbs of the present."
    Partitive "partitive" "Words that refer to a group named before."
    LeadWord "lead-word" "Words that open a phrase or clause of time before the main clause."
    FiniteVerb "finite-verb" "Finite verbs that are frequent in reports, except those with the ending of the past."
    PastEnding "past-ending" "Endings of past forms."
    EventNoun "event-noun" "Nouns of events, which a date may modify."
    ClauseJoin "clause-join" "Words between two main clauses."
    SubjectStart "subject-start" "Lower-case words that begin a subject."
    Article "article" "Articles."
    AfterEvent "after-event" "Prepositions between an event and its place."
    Owner "owner" "Possessives of the subject that follows."
    Subordinator "subordinator" "Words that begin a subordinate clause of time."
    ReportedPronoun "reported-pronoun" "Words at the start of reported speech that refer to something before."
    DependentStart "dependent-start" "Words after a comma that begin a clause which can be omitted."
    ParticipleEnding "participle-ending" "Endings of present participles."
    CountedEnding "counted-ending" "Last words of a counted date whose event follows."
    ClauseStart "clause-start" "Words at the start of a sentence that a description omits."
    LeadingAuxiliary "leading-auxiliary" "Auxiliary verbs at the start of a clause without its subject."
    UnclearSubject "unclear-subject" "Words at the start of a description that refer to something before."
    OpenEnding "open-ending" "Words that need another one after them."
    FirstPerson "first-person" "Pronouns of a speaker, in lower case."
    PresentVerb "present-verb" "Verbs of the present that are plural nouns as well."
    PhraseStart "phrase-start" "Prepositions that begin a phrase of time at the start of a sentence."
    SubjectPronoun "subject-pronoun" "Pronouns of a subject, in lower case."
    DateLabel "date-label" "Words beside a date that say nothing of an event."
    DatePreposition "date-preposition" "Words before a date at the start of a clause that go with it."
    OpeningDay "opening-day" "Days at the start of a sentence."
    OpeningPhrase "opening-phrase" "First words of a date at the start of a sentence."
    DayAdverb "day-adverb" "Adverbs of a day."
    ChangeVerb "change-verb" "Verbs by which a date or an amount changes, so that `from A to B` is no range."
    Limit "limit" "Prepositions of a deadline."
    Travel "travel" "Words of travel before `from` and `to`."
    SourceOrGoal "source-or-goal" "Prepositions of a source or a goal."
    Currency "currency" "Currencies that the name of a state stands before."
    LaterClause "later-clause" "Words that begin a clause with a time of its own: `, after talks failed on Friday`."
    Compass "compass" "Words for a part of a state: `northern`."
    StateBody "state-body" "Nouns before `of` and a state that acts through them."
    ModifierPreposition "modifier-preposition" "Prepositions before a date that only modifies a noun."
    Determiner "determiner" "Determiners before a date and its noun."
    Comparison "comparison" "Words of a comparison."
    BeforeBase "before-base" "Words before `from` and the base of a comparison."
    FreePreposition "free-preposition" "Prepositions of a date that belongs to the verb."
    ObjectPreposition "object-preposition" "Prepositions of an event that is dated itself."
    DayPartAlone "day-part-alone" "Parts of a day that are no date alone."
    RelativePronoun "relative-pronoun" "Relative pronouns."
    ShortAdverb "short-adverb" "Adverbs between a relative pronoun and its verb."
    AntecedentStart "antecedent-start" "Words that begin the noun before a relative pronoun, in lower case."
    AntecedentBreak "antecedent-break" "Words that are not part of the noun before a relative pronoun."
    ContactLabel "contact-label" "Labels of press contacts, in lower case."
    ContactRequest "contact-request" "Phrases that ask to get in touch, in lower case."
    TelephoneLabel "telephone-label" "What stands before a telephone number, in lower case."
    Advertising "advertising" "Phrases of a publisher about itself, in lower case."
    SentenceVerb "sentence-verb" "Verbs by which a line with an address is a sentence."
    PublishedLabel "published-label" "Labels before the day of publication, in lower case."
    Weekday "weekday" "Names of weekdays, in lower case."
    Month "month" "Names of months from January, in lower case."
    OrdinalEnding "ordinal-ending" "Endings of ordinals in digits."
    NoPlace "no-place" "Words of labels and of bodies that open texts in capitals and are no places, in lower case."
    PlaceParticle "place-particle" "Lower-case words in the names of places."
    ReleaseLabel "release-label" "Labels of a release, in lower case."
    EmbargoLabel "embargo-label" "Labels of an embargo, in lower case."
    DeskLabel "desk-label" "Labels of editors before a headline."
    HeadlineLabel "headline-label" "Labels of a headline, in lower case."
    ReferenceLabel "reference-label" "Labels of the number of a document, in lower case."
    DeskNote "desk-note" "Labels of editors on a line of their own, in lower case."
    DeskVerb "desk-verb" "Verbs of a note for editors in brackets, in lower case."
    BylineStart "byline-start" "Words before the author."
    DueWord "due-word" "Words before the day on which something is due."
    PeriodEnd "period-end" "Participles between a period and its last day."
    PeriodNoun "period-noun" "Nouns of periods that end on a day."
    OrderWord "order-word" "Words of order that may stand without their noun."
    BaseStart "base-start" "Prepositions before the base of a change."
    ChangeNoun "change-noun" "Words of a change of an amount."
    PlaceClause "place-clause" "Words that begin a clause about a place."
    IrregularParticiple "irregular-participle" "Past participles with another ending."
    TimeClause "time-clause" "Words that begin a clause about a time."
    Genitive "genitive" "Prepositions after a noun and its date."
    MonthPreposition "month-preposition" "Prepositions of months and years."
    DatingWord "dating-word" "Words before the origin of something."
    Condition "condition" "Words that begin a condition."
    CountedUnit "counted-unit" "Units of a count of time."
    ComparisonStart "comparison-start" "Words before the subject of a comparison."
    GenitiveOrPurpose "genitive-or-purpose" "Prepositions before a noun with a participle."
    PredicateStart "predicate-start" "Words between an object and what it is called."
    EarlierLimit "earlier-limit" "Prepositions before the day that something precedes."
    PlanNoun "plan-noun" "Nouns of plans, which an infinitive may follow."
    InfinitiveStart "infinitive-start" "Words before an infinitive."
    LeadingAdverb "leading-adverb" "Adverbs at the start of a clause without its subject."
    TitleBreak "title-break" "Words at which a long sentence is cut to a title."
    SignOff "sign-off" "Words at the start of a last paragraph about its authors or rights, in lower case."
    Rights "rights" "Words before the owner of the rights of a text, in lower case."
    EndMark "end-mark" "Marks at the end of a text, in lower case."
    Contribution "contribution" "Words at the end of a sentence about another author, in lower case."
    SourceLabel "source-label" "Labels before a source, in lower case."
    QuestionMark "question-mark" "Marks of a question in a transcript."
    TurnLabel "turn-label" "Labels of turns in a transcript that are not in capitals."
    TurnRole "turn-role" "Labels of turns that name nobody, in capitals."
    RoleArticle "role-article" "Articles at the start of the label of a role, in capitals."
    RoleFormer "role-former" "The word before a role that was held."
    RoleOf "role-of" "The preposition between a role and what it belongs to."
    RoleThe "role-the" "The article before what a role belongs to."
    StateWithArticle "state-with-article" "First words of the names of states that have an article."
    Mediator "mediator" "Roles that make a state a participant."
    HeadlineKey "headline-key" "Keys of the headline in ArchieML."
    BodyKey "body-key" "Keys of the body in ArchieML."
    BylineKey "byline-key" "Keys of the author in ArchieML."
    DayKey "day-key" "Keys of the day of publication in ArchieML."
    PlaceKey "place-key" "Keys of the dateline in ArchieML."
    SourceKey "source-key" "Keys of the agency in ArchieML."
    EmbargoKey "embargo-key" "Keys of the embargo in ArchieML."
    ParagraphKey "paragraph-key" "Keys of a paragraph in the body of ArchieML."
    HeadingKey "heading-key" "Keys of a heading in the body of ArchieML."
    MediaKey "media-key" "Keys of pictures and the like in the body of ArchieML."
}

/// The lists of a language. Empty for a language without drafts.
#[derive(Debug)]
pub(crate) struct DraftWords {
    lists: Vec<PhraseList>,
}

/// The entries of a list, in order and as a set.
#[derive(Debug, Default)]
struct PhraseList {
    phrases: Vec<Box<str>>,
    known: FxHashSet<Box<str>>,
}

impl DraftWords {
    /// Parses a table. Also returns the lines that are invalid.
    pub(in crate::facts) fn from_table(table: &str) -> (Self, Vec<String>) {
        let mut lists: Vec<PhraseList> = DraftList::NAMES.iter().map(|_| PhraseList::default()).collect();
        let (mut current, mut rejected): (Option<DraftList>, Vec<String>) = (None, Vec::new());
        for line in table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                current = DraftList::NAMES.iter().find(|(known, _)| *known == name).map(|(_, list)| *list);
                rejected.extend(current.is_none().then(|| line.to_owned()));
                continue;
            }
            match current {
                Some(list) => lists[list as usize].add(line),
                None => rejected.push(line.to_owned()),
            }
        }
        (Self { lists }, rejected)
    }

    /// Creates the lists of English.
    #[cfg(test)]
    pub(crate) fn english() -> Self {
        Self::from_table(super::english::TABLES.draft).0
    }

    /// Iterates over the entries of a list, in the order of the table.
    pub(crate) fn phrases(&self, list: DraftList) -> impl Iterator<Item = &str> {
        self.lists[list as usize].phrases.iter().map(|phrase| &**phrase)
    }

    /// Returns whether a list contains a word or phrase.
    pub(crate) fn contains(&self, list: DraftList, phrase: &str) -> bool {
        self.lists[list as usize].known.contains(phrase)
    }

    /// Returns whether a text begins with an entry of a list.
    pub(crate) fn begins(&self, list: DraftList, text: &str) -> bool {
        self.phrases(list).any(|phrase| text.starts_with(phrase))
    }

    /// Returns whether a text contains an entry of a list.
    pub(crate) fn is_in(&self, list: DraftList, text: &str) -> bool {
        self.phrases(list).any(|phrase| text.contains(phrase))
    }

    /// Returns whether a word ends with an entry of a list.
    pub(crate) fn has_ending(&self, list: DraftList, word: &str) -> bool {
        self.phrases(list).any(|ending| word.ends_with(ending))
    }

    /// Returns a word without an ending of a list.
    pub(crate) fn strip_ending<'t>(&self, list: DraftList, word: &'t str) -> &'t str {
        self.phrases(list).find_map(|ending| word.strip_suffix(ending)).unwrap_or(word)
    }

    /// Returns the text after an entry of a list at its start.
    pub(crate) fn strip_prefix<'t>(&self, list: DraftList, text: &'t str) -> Option<&'t str> {
        self.phrases(list).find_map(|phrase| text.strip_prefix(phrase))
    }

    /// Returns the text after an entry of a list and a blank at its start.
    pub(crate) fn strip_start<'t>(&self, list: DraftList, text: &'t str) -> Option<&'t str> {
        self.phrases(list).find_map(|phrase| text.strip_prefix(phrase)?.strip_prefix(' '))
    }

    /// Returns the text after an entry of a list at its start, in any case.
    pub(crate) fn after<'t>(&self, list: DraftList, text: &'t str) -> Option<&'t str> {
        let lower = text.to_lowercase();
        let phrase = self.phrases(list).find(|phrase| lower.starts_with(phrase))?;
        text.get(phrase.len()..)
    }
}

impl PhraseList {
    fn add(&mut self, line: &str) {
        for phrase in line.split(';').map(str::trim).filter(|phrase| !phrase.is_empty()) {
            self.phrases.push(phrase.into());
            self.known.insert(phrase.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_entries() {
        let (words, rejected) = DraftWords::from_table(crate::facts::languages::english::TABLES.draft);
        assert_eq!(rejected, [""; 0]);
        for (name, list) in DraftList::NAMES {
            assert!(words.phrases(*list).next().is_some(), "{name}");
        }
    }

    #[test]
    fn unknown_lists_and_lines_before_a_list_are_rejected() {
        let (_, rejected) = DraftWords::from_table("word\n[nothing]\n[month]\njanuary\n");
        assert_eq!(rejected, ["word", "[nothing]"]);
    }
}
