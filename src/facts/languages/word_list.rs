//! Lists of words that the readers ask for by name.
//!
//! Takes tables of sections: `[list]` and then words, separated by white space. Returns the lists of a word with one
//! look-up. Words are compared as written. `#` begins a comment.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use rustc_hash::FxHasher;

macro_rules! word_lists {
    ($($variant:ident $name:literal $doc:literal)*) => {
        /// The name of a list.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum WordList {
            $(#[doc = $doc] $variant,)*
        }

        impl WordList {
            /// Every list with its name in the tables.
            pub(in crate::facts) const NAMES: &[(&str, Self)] = &[$(($name, Self::$variant),)*];
        }
    };
}

word_lists! {
    // Tokens
    Abbreviation "abbreviation" "Abbreviations whose full stop belongs to the word."
    AbbreviationBeforeDigit "abbreviation-before-digit" "Abbreviations only before a digit or a comma."
    PossessiveLetter "possessive-letter" "The letter of a possessive after its apostrophe."
    Meridiem "meridiem" "Halves of the day in initials, without the last full stop."
    NoInitial "no-initial" "Capital letters that are words and no initials."
    AfterOrdinal "after-ordinal" "Capitalised words after the full stop of an ordinal."
    Orthography "orthography" "Rules of spelling: `capitalised-nouns`, `closing-high-quotation-mark`."
    Frequent "frequent" "Frequent words by which a text in the language is recognised."
    FrequentElsewhere "frequent-elsewhere" "Frequent words of other languages that are no words of the language."
    // Dates
    OrdinalEnding "ordinal-ending" "Endings of ordinals in digits, or a full stop."
    DecadeEnding "decade-ending" "Endings of decades in digits."
    BeforeNoon "before-noon" "Letters after the digits of a time in the morning."
    AfterNoon "after-noon" "Letters after the digits of a time in the afternoon."
    UtcEnding "utc-ending" "Letters after the digits of a time in UTC."
    QuarterLetter "quarter-letter" "Letters before the number of a quarter."
    HalfLetter "half-letter" "Letters before the number of a half of a year."
    FiscalYear "fiscal-year" "Letters before the number of a fiscal year."
    BeforeMonth "before-month" "Words between a day in words and its month."
    BeforePerson "before-person" "Words that precede the name of a person more often than a month."
    GivenName "given-name" "Names of months that are also given names."
    WishVerb "wish-verb" "Verbs of a wish after a year: `May 2025 bring peace`."
    EventNoun "event-noun" "Nouns of events that are known by their day: `the September 11 attacks`."
    TenseWill "tense-will" "Verbs of the future in the present."
    StreetWord "street-word" "Last words of the names of streets."
    DayFirstTag "day-first-tag" "Tags of regions in which the day comes first in numeric dates."
    MonthFirstTag "month-first-tag" "Tags of regions in which the month comes first in numeric dates."
    NumberJoin "number-join" "Words between hundreds and the rest of a number."
    PastEnding "past-ending" "Endings of past forms."
    NoPastEnding "no-past-ending" "Endings of words that are no past forms."
    NamingWord "naming-word" "Words before a number that identifies something."
    TelephoneWord "telephone-word" "Words before a telephone number."
    Utc "utc" "Abbreviations of UTC."
    AfterAdverb "after-adverb" "Words after an adverb that is no adjective."
    RankWord "rank-word" "Words of rank, after which a number of units is an extent: `the only one in ten years`."
    RankEnding "rank-ending" "Endings of superlatives."
    BeforeDayAndMonth "before-day-and-month" "Words before a day and month in digits: `on 5/13`."
    CalendarYear "calendar-year" "Letters before a year, in lower case: `CY18`."
    ZoneKind "zone-kind" "Words in the names of zones besides the region: `Eastern Standard Time`."
    BeforeNoClock "before-no-clock" "Words before digits with a colon that are no time of day."
    BeforeSeconds "before-seconds" "Words before a time of day with seconds."
    RangeJoin "range-join" "Words between the bounds of a range."
    BeforeOtherTime "before-other-time" "Words before the word for time that name no zone."
    DayJoin "day-join" "Words between days of a month."
    ZoneWord "zone-word" "Lower-case words in the names of zones."
    ZoneRegion "zone-region" "Adjectives that name a zone."
    ZoneAbbreviation "zone-abbreviation" "Abbreviations of zones with an unknown offset."
    ZoneEnding "zone-ending" "Last letters of abbreviations of zones."
    MilitaryZone "military-zone" "Words for a zone of one letter."
    TimeJoin "time-join" "Words between times that share a zone."
    After "after" "Prepositions that put something after a time."
    BeforeClock "before-clock" "Prepositions before a time of day."
    BeforeLength "before-length" "Words before a length that begins on a day: \"for three days from Monday\"."
    BeforeZone "before-zone" "Prepositions before the name of a zone."
    BeforeDay "before-day" "Prepositions before a day."
    ZoneNoun "zone-noun" "The word for time in the name of a zone."
    ZoneNounInCapitals "zone-noun-in-capitals" "The same in capitals."
    AllTimes "all-times" "The word before the word for times that apply to the whole text."
    Times "times" "The word for times."
    TimesAre "times-are" "Words between times and the zone of all of them."
    TenseTo "tense-to" "Particles of an infinitive."
    TenseBareNoun "tense-bare-noun" "Nouns without an article after `to`: `return to office`."
    TenseNounEnding "tense-noun-ending" "Endings of nouns after `to`: `returned to training`."
    TenseShortVerb "tense-short-verb" "Verbs with these endings: `to bring`."
    TenseBeforeNoun "tense-before-noun" "Words before `to` and a noun: `returned to work`."
    TenseNounStart "tense-noun-start" "Words between an infinitive and a noun with a day of its own: `to resign over a speech on Friday`."
    TenseNounSubject "tense-noun-subject" "Those whose noun is in the past: `over a speech`."
    TenseOverVerb "tense-over-verb" "Verbs to which `over` belongs: `to take over the mill on Friday`."
    TenseAside "tense-aside" "Participles of an aside after a comma: `, followed by`."
    TenseCoordination "tense-coordination" "Words between participles of one auxiliary."
    TenseSameTime "tense-same-time" "Words whose infinitive has their own time: `failed to meet`."
    TenseState "tense-state" "Words after `is` for a state that a plan or ban sets: `is closed on Friday`."
    TenseCause "tense-cause" "Words after which a day is that of a cause: `is closed after a fire on Friday`."
    TenseAim "tense-aim" "Words after a plan."
    TenseNot "tense-not" "Negations."
    TenseThe "tense-the" "Articles that make a verb a noun."
    TenseSince "tense-since" "Words that imply the past."
    TenseLimit "tense-limit" "Prepositions of a limit."
    TensePartial "tense-partial" "Verbs that are plans only before certain words."
    TensePartialNext "tense-partial-next" "The words after these verbs: \"come into force\"."
    TensePresentVerb "tense-present-verb" "Verbs in the present that are no nouns, of planned events."
    TenseBarrier "tense-barrier" "Words that separate a verb from the day of another event."
    TenseBound "tense-bound" "Prepositions of a time before or after which a plan applies."
    TenseAhead "tense-ahead" "Prepositions that imply the future."
    // Words of all readers
    And "and" "Conjunctions of a list."
    Or "or" "Alternatives of a list."
    Of "of" "Prepositions of a genitive."
    For "for" "Prepositions of a purpose."
    By "by" "Prepositions of an agent."
    The "the" "Definite articles in lower case."
    OpeningThe "opening-the" "Definite articles that are capitalised."
    Indefinite "indefinite" "Indefinite articles."
    Is "is" "Verbs of a predicate."
    Who "who" "Relative pronouns of persons."
    Whose "whose" "Relative pronouns of possession."
    AdverbEnding "adverb-ending" "Endings of adverbs."
    // Names
    InOrAt "in-or-at" "Prepositions directly before a venue."
    PublicBody "public-body" "Nouns of state bodies, which stand apart from the name after them."
    MonthOrSurname "month-or-surname" "Months that are also family names."
    Has "has" "Auxiliaries after a person."
    OpeningFormer "opening-former" "Capitalised words for a former office."
    TitleModifier "title-modifier" "Capitalised words before a title."
    Generation "generation" "Words for generations after a family name."
    MediationNoun "mediation-noun" "Nouns after a people that make its state a mediator."
    Mediator "mediator" "The noun for a mediator; the first is the title of the role."
    Mediated "mediated" "Participles of mediation."
    CapitalNoun "capital-noun" "The noun for a capital."
    Determiner "determiner" "Determiners before a common noun."
    GovernmentNoun "government-noun" "Nouns after a capital that make it a government."
    PartyPreposition "party-preposition" "Prepositions before a party."
    Between "between" "Prepositions before two parties."
    SubjectHelper "subject-helper" "Words between a government and its verb."
    BeforePlaceName "before-place-name" "Words between a preposition and a place."
    Located "located" "Words before a place where something happens."
    AfterSpeaking "after-speaking" "Verbs after a government that is the subject of reported speech."
    DealingNoun "dealing-noun" "Nouns of dealings between parties."
    PairVerb "pair-verb" "Verbs after two governments."
    EventName "event-name" "First words of the names of storms and operations."
    PeopleEnding "people-ending" "Endings of groups of people."
    NoRole "no-role" "Nouns of offices that are no roles beside a name."
    Former "former" "Words for a former office."
    FormerOffice "former-office" "Words for a former office after a name."
    Its "its" "Possessives before an office."
    TitleWord "title-word" "Words of a title that have no class."
    BeforeTitle "before-title" "Words before a title that do not belong to it."
    AfterTitle "after-title" "Words after a title."
    Jurisdiction "jurisdiction" "Words after a state that belong to a title: `U.S. District Judge`."
    BeforeAffiliation "before-affiliation" "Prepositions between an office and its organisation."
    PluralOwner "plural-owner" "Owners in the names of organisations."
    OwnedNoun "owned-noun" "Nouns that form a name with an owner."
    AfterHyphen "after-hyphen" "Words after a hyphen that are no part of a name."
    ArabicArticle "arabic-article" "Arabic articles before a hyphen."
    NoMiddleWord "no-middle-word" "Capitalised words that end a name unless a given name precedes."
    Epithet "epithet" "Words of an epithet after an article."
    NameSuffix "name-suffix" "Abbreviations after a comma that belong to the name."
    Topic "topic" "Prepositions between a body and its topic."
    BodyNoun "body-noun" "Head nouns of bodies with officers."
    CompoundPrefix "compound-prefix" "Capitalised prefixes before a hyphen."
    SurnameNoun "surname-noun" "Nouns that are also family names."
    RankNoun "rank-noun" "Nouns after the number of a rank."
    HeadlineVerb "headline-verb" "Verbs of headlines that are capitalised, beside those of the gazetteer."
    HeadlineVerbEnding "headline-verb-ending" "Endings of the verbs of headlines."
    Courtesy "courtesy" "Titles of courtesy, without a full stop."
    TitleOrSurname "title-or-surname" "Titles that are also family names."
    Compass "compass" "Points of the compass that name a region after an article."
    // Quotations
    SpeechVerb "speech-verb" "Verbs of speech before or after quoted words, beside those of the gazetteer."
    SpeechParticiple "speech-participle" "Participles of verbs of speech, whose subject is that of the sentence."
    ParticipleEnding "participle-ending" "Endings of participles."
    NounOrVerb "noun-or-verb" "Verbs of speech that are plural nouns after an organisation."
    ObjectVerb "object-verb" "Verbs of speech that have an object after an organisation: `recalled rice`."
    HearerVerb "hearer-verb" "Verbs whose object is the hearer."
    ReportedStart "reported-start" "Words that begin reported speech."
    NoAdverb "no-adverb" "Words with the ending of an adverb that are none."
    ClauseStart "clause-start" "Words that begin a new clause."
    Subordinator "subordinator" "Words that begin a clause unless reported words follow."
    SpeechHelper "speech-helper" "Words between a name and its verb of speech."
    PassiveVerb "passive-verb" "Words before a participle that is no verb of speech."
    BeforeWorkTitle "before-work-title" "Words before the title of a work."
    RelativeStart "relative-start" "Words that begin a relative clause."
    SubjectStart "subject-start" "Words that begin a subject."
    That "that" "Conjunctions of reported speech."
    BeforeSpeakerTitle "before-speaker-title" "Adjectives of a title before a speaker."
    SpeakerArticle "speaker-article" "Articles before the title of a speaker."
    He "he" "Pronouns of a man."
    They "they" "Plural pronouns of a speaker."
    She "she" "Pronouns of a woman."
    His "his" "Possessive pronouns of a man."
    Her "her" "Possessive pronouns of a woman."
    BeforeNoSubject "before-no-subject" "Words before a name that is no subject."
    Lead "lead" "Words that may begin a phrase before the subject."
    BareLead "bare-lead" "Words before the subject without a comma."
    NoVerb "no-verb" "Words after a name that are no verb."
    DeathWord "death-word" "Words about a death."
    MaleName "male-name" "Given names of men."
    FemaleName "female-name" "Given names of women."
    MaleTitle "male-title" "Titles of men."
    FemaleTitle "female-title" "Titles of women."
    MaleNoun "male-noun" "Nouns that describe a man."
    FemaleNoun "female-noun" "Nouns that describe a woman."
    PersonEnding "person-ending" "Endings of nouns for one person."
    According "according" "First words of a preposition before the source of words."
    AfterAccording "after-according" "Second words of that preposition."
    Origin "origin" "Prepositions of an origin."
    SubjectPredicate "subject-predicate" "Words before a noun that describes the subject."
    HearsayLead "hearsay-lead" "Words before quoted words that somebody else said or asked."
    ReadingVerb "reading-verb" "Verbs of a text that is quoted."
    Embedding "embedding" "Words before a clause that is not asserted."
    DenialVerb "denial-verb" "Verbs before a clause that is not asserted."
    Inverted "inverted" "Verbs before the subject of a question or condition."
    BareSpeechVerb "bare-speech-verb" "Verbs of speech in the infinitive."
    NothingSaid "nothing-said" "Objects of a verb of speech without words."
}

/// A set of lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ListSet([u64; 3]);

// Every list has a bit.
const _: () = assert!(WordList::NAMES.len() <= 3 * 64);

impl ListSet {
    /// Returns whether a list is in the set.
    pub(crate) fn contains(self, list: WordList) -> bool {
        self.0[list as usize / 64] & 1 << (list as usize % 64) != 0
    }

    /// Returns whether one of some lists is in the set.
    pub(crate) fn contains_any<const COUNT: usize>(self, lists: [WordList; COUNT]) -> bool {
        lists.into_iter().any(|list| self.contains(list))
    }
}

/// The lists of a language.
#[derive(Debug)]
pub(crate) struct WordLists {
    sets: HashMap<Box<str>, ListSet, BuildHasherDefault<FxHasher>>,
    /// The words of each list, in the order of the table.
    words: Vec<Vec<Box<str>>>,
}

impl WordLists {
    /// Parses tables. Also returns the lines that are invalid.
    pub(in crate::facts) fn from_tables(tables: &[&str]) -> (Self, Vec<String>) {
        let mut lists = Self { sets: HashMap::default(), words: vec![Vec::new(); WordList::NAMES.len()] };
        let mut rejected = Vec::new();
        for table in tables {
            let mut current = None;
            for line in table.lines() {
                let line = line.split_once('#').map_or(line, |(words, _)| words).trim();
                if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                    current = WordList::NAMES.iter().find(|(known, _)| *known == name).map(|(_, list)| *list);
                }
                match current {
                    Some(_) if line.starts_with('[') => {}
                    Some(list) => line.split_whitespace().for_each(|word| lists.add(list, word)),
                    None if line.is_empty() => {}
                    None => rejected.push(line.to_owned()),
                }
            }
        }
        (lists, rejected)
    }

    fn add(&mut self, list: WordList, word: &str) {
        self.sets.entry(word.into()).or_default().0[list as usize / 64] |= 1 << (list as usize % 64);
        self.words[list as usize].push(word.into());
    }

    /// Returns the lists of a word.
    pub(crate) fn of(&self, word: &str) -> ListSet {
        self.sets.get(word).copied().unwrap_or_default()
    }

    /// Returns whether a list contains a word.
    pub(crate) fn contains(&self, list: WordList, word: &str) -> bool {
        self.of(word).contains(list)
    }

    /// Returns the words of a list.
    pub(in crate::facts) fn words(&self, list: WordList) -> &[Box<str>] {
        &self.words[list as usize]
    }

    /// Returns whether a word ends with one of the endings in a list.
    pub(crate) fn has_ending(&self, list: WordList, word: &str) -> bool {
        self.words(list).iter().any(|ending| word.ends_with(&**ending))
    }
}
