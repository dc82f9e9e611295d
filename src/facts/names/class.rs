//! What the tables know of a word: a set of classes, one bit each.
//!
//! The order of the bits is that of `BYTE_CLASSES` in `tools/tables.py`.

use std::ops::BitOr;

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct WordClasses(pub(crate) u32);

impl WordClasses {
    pub(crate) const NONE: Self = Self(0);
    /// `Mr`, `Sheikh`: stands before a person and is no office.
    pub(crate) const HONORIFIC: Self = Self(1);
    /// `president`, `envoy`: a post somebody holds.
    pub(crate) const OFFICE: Self = Self(1 << 1);
    /// `singer`, `analyst`: what somebody does.
    pub(crate) const ROLE: Self = Self(1 << 2);
    /// `wife`: a relation of persons.
    pub(crate) const KIN: Self = Self(1 << 3);
    /// `Ministry`, `Bank`: chief word of an organisation's name.
    pub(crate) const ORGANISATION_HEAD: Self = Self(1 << 4);
    /// `Inc`, `GmbH`: closes a firm's name.
    pub(crate) const ORGANISATION_SUFFIX: Self = Self(1 << 5);
    /// `agency`, `band`: says that the name beside it is an organisation's.
    pub(crate) const ORGANISATION_NOUN: Self = Self(1 << 6);
    /// `Street`, `River`: chief word of a place's name.
    pub(crate) const PLACE_HEAD: Self = Self(1 << 7);
    /// `Mount`, `Port`: opens a place's name.
    pub(crate) const PLACE_LEAD: Self = Self(1 << 8);
    /// `city`, `capital`: says that the name beside it is a place's.
    pub(crate) const PLACE_NOUN: Self = Self(1 << 9);
    /// `said`: a verb of speech.
    pub(crate) const SPEECH_VERB: Self = Self(1 << 10);
    /// `resigned`: a verb of persons and other agents.
    pub(crate) const ACTION_VERB: Self = Self(1 << 11);
    /// `van`, `bin`: joins the parts of a person's name.
    pub(crate) const PARTICLE: Self = Self(1 << 12);
    /// `the`, `when`: opens sentences and is no name.
    pub(crate) const FUNCTION_WORD: Self = Self(1 << 13);
    /// `he`, `her`.
    pub(crate) const PRONOUN: Self = Self(1 << 14);
    /// `April`.
    pub(crate) const MONTH: Self = Self(1 << 15);
    /// `Saturday`.
    pub(crate) const WEEKDAY: Self = Self(1 << 16);
    /// `Kurdish`, `Muslim`: people no state stands behind.
    pub(crate) const PEOPLE: Self = Self(1 << 17);
    /// `Treaty`, `Cup`: chief word of what is neither person, organisation nor place.
    pub(crate) const THING_HEAD: Self = Self(1 << 18);
    /// `researchers`: an everyday word that may open a sentence.
    pub(crate) const COMMON_WORD: Self = Self(1 << 19);
    /// A given name.
    pub(crate) const GIVEN_NAME: Self = Self(1 << 20);
    /// A state.
    pub(crate) const STATE: Self = Self(1 << 21);
    /// `Iranian`, `Finns`: the people of a state.
    pub(crate) const DEMONYM: Self = Self(1 << 22);
    /// The capital of a state.
    pub(crate) const CAPITAL: Self = Self(1 << 23);
    /// `Kremlin`: a house that stands for its government.
    pub(crate) const METONYM: Self = Self(1 << 24);
    /// A place that is neither state nor city.
    pub(crate) const REGION: Self = Self(1 << 25);
    /// A city of over 15,000 people.
    pub(crate) const CITY: Self = Self(1 << 26);
    /// A city of over 300,000 people.
    pub(crate) const BIG_CITY: Self = Self(1 << 27);
    /// A well-known organisation.
    pub(crate) const ORGANISATION: Self = Self(1 << 28);
    /// Names of several words begin with it.
    pub(crate) const OPENS_PHRASE: Self = Self(1 << 29);

    /// Titles that stand before a person's name.
    pub(crate) const TITLE: Self = Self(Self::HONORIFIC.0 | Self::OFFICE.0 | Self::ROLE.0);
    /// Places the tables know by name.
    pub(crate) const PLACE: Self =
        Self(Self::STATE.0 | Self::CAPITAL.0 | Self::REGION.0 | Self::CITY.0 | Self::BIG_CITY.0);
    /// Adjectives and nouns of peoples.
    pub(crate) const NATION: Self = Self(Self::DEMONYM.0 | Self::PEOPLE.0);
    /// Everything that makes a phrase a known name.
    pub(crate) const NAME: Self =
        Self(Self::PLACE.0 | Self::NATION.0 | Self::ORGANISATION.0 | Self::METONYM.0);
    /// Days and months.
    pub(crate) const CALENDAR: Self = Self(Self::MONTH.0 | Self::WEEKDAY.0);

    /// Whether it shares a class with `other`.
    pub(crate) fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Its classes that are not in `other`.
    pub(crate) const fn difference(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The classes it shares with `other`.
    pub(crate) fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl BitOr for WordClasses {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
