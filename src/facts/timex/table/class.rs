//! The classes of words that rules refer to.

/// A set of classes and literal words, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::facts::timex) struct ClassSet([u64; WORDS]);

const WORDS: usize = 7;

impl ClassSet {
    /// The number of bits.
    pub(in crate::facts::timex) const BITS: usize = 64 * WORDS;

    /// Creates the set of one bit, which must be below `BITS`.
    pub(in crate::facts::timex) const fn from_bit(bit: u16) -> Self {
        let mut words = [0; WORDS];
        words[bit as usize / 64] = 1 << (bit % 64);
        Self(words)
    }

    /// Returns whether the set is empty.
    #[inline]
    pub(in crate::facts::timex) fn is_empty(self) -> bool {
        self.0.iter().fold(0, |all, bits| all | bits) == 0
    }

    /// Returns whether the set contains a class.
    #[inline]
    pub(in crate::facts::timex) fn contains(self, class: Class) -> bool {
        self.contains_bit(class as u16)
    }

    /// Returns whether the set contains a bit.
    #[inline]
    pub(in crate::facts::timex) fn contains_bit(self, bit: u16) -> bool {
        self.0[usize::from(bit) / 64] & (1 << (bit % 64)) != 0
    }

    /// Returns the intersection.
    #[inline]
    pub(in crate::facts::timex) fn intersection(self, other: Self) -> Self {
        Self(std::array::from_fn(|index| self.0[index] & other.0[index]))
    }

    /// Returns the union.
    #[inline]
    pub(in crate::facts::timex) const fn union(self, other: Self) -> Self {
        let (one, two) = (self.0, other.0);
        Self([
            one[0] | two[0],
            one[1] | two[1],
            one[2] | two[2],
            one[3] | two[3],
            one[4] | two[4],
            one[5] | two[5],
            one[6] | two[6],
        ])
    }

    /// Returns the difference.
    pub(in crate::facts::timex) fn difference(self, other: Self) -> Self {
        Self(std::array::from_fn(|index| self.0[index] & !other.0[index]))
    }

    /// Folds all bits into 64. Sets that share a bit share a folded bit; most other sets do not.
    #[inline]
    pub(in crate::facts::timex) fn fold_bits(self) -> u64 {
        self.0.iter().fold(0, |all: u64, bits| all.rotate_left(11) | bits)
    }

    /// Returns the bits, in ascending order.
    pub(in crate::facts::timex) fn bits(self) -> impl Iterator<Item = u16> {
        (0..6_u16).flat_map(move |word| {
            let mut left = self.0[usize::from(word)];
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros() as u16)?;
                left &= left - 1;
                Some(word * 64 + bit)
            })
        })
    }
}

macro_rules! classes {
    ($($name:ident $word:literal),+ $(,)?) => {
        /// A class of words: an upper-case element of a rule.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u16)]
        pub(in crate::facts::timex) enum Class { $($name),+ }

        impl Class {
            /// The classes with their names in the tables.
            const NAMES: &'static [(&'static str, Self)] = &[$(($word, Self::$name)),+];
        }
    };
}

classes! {
    Month "MONTH", MonthOrWord "MONTHWORD", ShortMonth "SHORTMONTH", Weekday "WEEKDAY", Weekdays "WEEKDAYS", Day "DAY", Dayth "DAYTH",
    Year "YEAR", ShortYear "YY", LateShortYear "LATEYY", FiscalYear "FY", Decade "DECADE", Number "NUM", Ordinal "ORD", Fraction "FRACTION",
    Unit "UNIT", Units "UNITS", Span "SPAN", Spans "SPANS", Part "PART", Parts "PARTS", Season "SEASON", SeasonOrWord "SEASONWORD",
    Seasons "SEASONS", Zone "ZONE", Clock "CLOCK", Dotted "DOTTED", FourDigits "CLOCK4", HalfDay "HALFDAY", Noon "NOON",
    This "THIS", Last "LAST", Next "NEXT", Previous "PREV", Following "FOLLOWING", Same "SAME", Latest "LATEST",
    Early "EARLY", Late "LATE", Mid "MID", Begin "BEGIN", End "END", Middle "MIDDLE",
    Approximately "APPROX", More "MORE", Less "LESS", Almost "ALMOST", Some "SOME", Every "EVERY", Recurring "RECUR",
    Now "NOW", Past "PAST", Future "FUTURE", DayWord "DAYWORD", Tonight "TONIGHT", Iso "ISO", Numeric "NUMERIC",
    Quarter "QUARTER", Era "ERA",
    Will "WILL", Plan "PLAN", Said "SAID", Was "WAS", ShortDay "SHORTDAY", ShortDecade "SHORTDECADE", Determiner "DET", Money "MONEY", PastForm "ED", Comma ",",
    Dash "--", Possessive "'s", Says "SAYS", Counted "COUNTED",
    Leads "LEADS", LeadsYear "YEARLEAD", Ended "ENDED", GoesOn "GOESON", Outside "OUTSIDE", Measure "MEASURE", Be "BE", Been "BEEN", Had "HAD", Have "HAVE", Adverb "ADVERB", Is "IS", Event "EVENT",
}

impl Class {
    /// Returns the set of this class.
    pub(in crate::facts::timex) const fn to_set(self) -> ClassSet {
        ClassSet::from_bit(self as u16)
    }

    /// Returns the class with a name in the tables.
    pub(in crate::facts::timex) fn from_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, class)| *class)
    }

    /// Returns the number of classes. Higher bits stand for literal words.
    pub(in crate::facts::timex) const fn count() -> usize {
        Self::NAMES.len()
    }

    /// Returns the class of a bit, or `None` for a literal word.
    pub(in crate::facts::timex) fn from_bit(bit: u16) -> Option<Self> {
        Self::NAMES.get(usize::from(bit)).map(|(_, class)| *class)
    }
}
