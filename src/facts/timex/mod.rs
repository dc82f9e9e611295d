//! Finds time expressions in prose and resolves them: "Saturday", "a week ago", "In March", "0930 GMT".
//!
//! Takes plain text, its tokens, and a reference time: the instant of publication with the zone that determines its
//! day. Returns expressions with span, kind, TIMEX3 value, date, derivation and checks. It depends on no HTML, no
//! settings and no system clock.
//!
//! The words and rules of a language are tables (`facts/languages/`), compiled once into a lexicon and a graph of rules.
//! Reading is one pass over the tokens, one walk of the graph, and one pass over the matches. It is linear in the
//! length of the text.
//!
//! ```
//! use dateline::facts::languages::Language;
//! use dateline::facts::timex::{ReferenceTime, TimexReader};
//! use dateline::facts::token::tokenize;
//!
//! let language = Language::english();
//! let reader = TimexReader::new(&language);
//! let text = "Talks resumed on Saturday, a week after the first round.";
//! let reference = ReferenceTime::on_day(jiff::civil::date(2025, 4, 21));
//! let found = reader.read(text, &tokenize(text, &language), &reference);
//! assert_eq!(found[0].span.slice(text), "Saturday");
//! assert_eq!(found[0].value.to_string(), "2025-04-19");
//! assert_eq!(found[1].value.to_string(), "2025-04-12");
//! ```

mod attached;
mod calendar;
mod compact;
mod expression;
mod genre;
mod grade;
mod grade_reason;
mod items;
mod labels;
mod matcher;
mod numeral;
mod parts;
mod planned;
mod reader;
mod resolve;
mod rule_kind;
pub mod stream;
mod table;
mod tense;
#[cfg(test)]
mod tests;
mod value;
mod zone_names;

pub use expression::{
    Derivation, Direction, FiscalYear, NumericOrder, ReferencePoint, ReferenceTime, TimeExpression,
    TimexChecks, TimexKind, TimexModifier, WeekdayCheck,
};
#[cfg(feature = "site")]
pub(crate) use genre::is_near_publication;
pub use grade_reason::GradeReason;
pub use reader::TimexReader;
pub(in crate::facts) use reader::TimexTables;
pub use value::{
    Amount, CalendarPeriod, CalendarTime, ClockTime, DayPart, Recurrence, Season, TimeOfDay, TimeUnit,
    TimexDuration, TimexValue, Zone,
};
