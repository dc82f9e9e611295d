//! Classes of a word in the gazetteer: a set with one bit for each class.
//!
//! The order of the bits is that of `BYTE_CLASSES` in `tools/tables.py`.

use std::ops::BitOr;

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct WordClasses(pub(crate) u32);

impl WordClasses {
    pub(crate) const NONE: Self = Self(0);
    /// `Mr`, `Sheikh`: form of address before a name that is not a role.
    pub(crate) const HONORIFIC: Self = Self(1);
    /// `president`, `envoy`: an office that a person holds.
    pub(crate) const OFFICE: Self = Self(1 << 1);
    /// `singer`, `analyst`: an occupation.
    pub(crate) const ROLE: Self = Self(1 << 2);
    /// `wife`: a family relation.
    pub(crate) const KIN: Self = Self(1 << 3);
    /// `Ministry`, `Bank`: head noun of an organisation's name.
    pub(crate) const ORGANISATION_HEAD: Self = Self(1 << 4);
    /// `Inc`, `GmbH`: suffix of a company name.
    pub(crate) const ORGANISATION_SUFFIX: Self = Self(1 << 5);
    /// `agency`, `band`: common noun for an organisation.
    pub(crate) const ORGANISATION_NOUN: Self = Self(1 << 6);
    /// `Street`, `River`: head noun of a place name.
    pub(crate) const PLACE_HEAD: Self = Self(1 << 7);
    /// `Mount`, `Port`: first word of a place name.
    pub(crate) const PLACE_LEAD: Self = Self(1 << 8);
    /// `city`, `capital`: common noun for a place.
    pub(crate) const PLACE_NOUN: Self = Self(1 << 9);
    /// `said`: a verb of speech.
    pub(crate) const SPEECH_VERB: Self = Self(1 << 10);
    /// `resigned`: a verb whose subject is a person or other agent.
    pub(crate) const ACTION_VERB: Self = Self(1 << 11);
    /// `van`, `bin`: particle within a person's name.
    pub(crate) const PARTICLE: Self = Self(1 << 12);
    /// `the`, `when`: function word that may open a sentence.
    pub(crate) const FUNCTION_WORD: Self = Self(1 << 13);
    /// `he`, `her`.
    pub(crate) const PRONOUN: Self = Self(1 << 14);
    /// `April`.
    pub(crate) const MONTH: Self = Self(1 << 15);
    /// `Saturday`.
    pub(crate) const WEEKDAY: Self = Self(1 << 16);
    /// `Kurdish`, `Muslim`: a people without a state.
    pub(crate) const PEOPLE: Self = Self(1 << 17);
    /// `Treaty`, `Cup`: head noun of a name that is not a person, organisation or place.
    pub(crate) const THING_HEAD: Self = Self(1 << 18);
    /// `researchers`: common word that may open a sentence.
    pub(crate) const COMMON_WORD: Self = Self(1 << 19);
    /// A given name.
    pub(crate) const GIVEN_NAME: Self = Self(1 << 20);
    /// A state.
    pub(crate) const STATE: Self = Self(1 << 21);
    /// `Iranian`, `Finns`: the people of a state.
    pub(crate) const DEMONYM: Self = Self(1 << 22);
    /// The capital of a state.
    pub(crate) const CAPITAL: Self = Self(1 << 23);
    /// `Kremlin`: a building whose name is used for its government.
    pub(crate) const METONYM: Self = Self(1 << 24);
    /// A place that is not a state or a city.
    pub(crate) const REGION: Self = Self(1 << 25);
    /// A city with more than 15,000 inhabitants.
    pub(crate) const CITY: Self = Self(1 << 26);
    /// A city with more than 300,000 inhabitants.
    pub(crate) const BIG_CITY: Self = Self(1 << 27);
    /// A well-known organisation.
    pub(crate) const ORGANISATION: Self = Self(1 << 28);
    /// First word of a phrase in the gazetteer.
    pub(crate) const OPENS_PHRASE: Self = Self(1 << 29);

    /// Titles before a person's name.
    pub(crate) const TITLE: Self = Self(Self::HONORIFIC.0 | Self::OFFICE.0 | Self::ROLE.0);
    /// All kinds of places.
    pub(crate) const PLACE: Self =
        Self(Self::STATE.0 | Self::CAPITAL.0 | Self::REGION.0 | Self::CITY.0 | Self::BIG_CITY.0);
    /// Demonyms and peoples.
    pub(crate) const NATION: Self = Self(Self::DEMONYM.0 | Self::PEOPLE.0);
    /// All classes of proper names.
    pub(crate) const NAME: Self =
        Self(Self::PLACE.0 | Self::NATION.0 | Self::ORGANISATION.0 | Self::METONYM.0);
    /// Months and weekdays.
    pub(crate) const CALENDAR: Self = Self(Self::MONTH.0 | Self::WEEKDAY.0);

    /// Returns whether the sets share a class.
    pub(crate) fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns the classes that are not in `other`.
    pub(crate) const fn difference(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Returns the classes that are in both sets.
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
