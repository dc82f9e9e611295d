//! Front matter that takes more room or work than it may, in the words of those who write it.

use serde_yaml::Error;
use serde_yaml::budget::BudgetBreach;

use crate::diagnostic::{Diagnostic, FRONT_MATTER_TOO_LARGE, SourceLocation};
use crate::text::{Source, Span};

/// What is said of a limit that was reached; none where the error is another one, or one of nesting.
pub(super) fn explained(source: &Source, at: Span, error: &Error) -> Option<Diagnostic> {
    let what = reached(error)?;
    let note = Diagnostic::new(&FRONT_MATTER_TOO_LARGE, format!("the front matter {what}"));
    Some(note.at(SourceLocation::new(source, at)).help(
        "write each value where it belongs, without anchors (`&name`) and aliases (`*name`); a `*` or `&` that \
         begins a text needs quotes",
    ))
}

fn reached(error: &Error) -> Option<&'static str> {
    match error {
        Error::AliasError { error, .. } | Error::WithSnippet { error, .. } => reached(error),
        Error::AliasReplayCounterOverflow { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => Some(UNFOLDED),
        Error::Budget { breach, .. } => of_budget(breach),
        _ => None,
    }
}

const UNFOLDED: &str = "becomes too large once its aliases (`*name`) are written out";

fn of_budget(breach: &BudgetBreach) -> Option<&'static str> {
    match breach {
        BudgetBreach::Depth { .. } | BudgetBreach::InclusionDepth { .. } => None,
        BudgetBreach::Aliases { .. } | BudgetBreach::AliasAnchorRatio { .. } => {
            Some("has too many aliases (`*name`)")
        }
        BudgetBreach::Anchors { .. } => Some("has too many anchors (`&name`)"),
        BudgetBreach::MergeKeys { .. } => Some("has too many merge keys (`<<`)"),
        BudgetBreach::Documents { .. } => Some("holds more than one YAML document"),
        BudgetBreach::SequenceUnbalanced => Some("closes a list that it does not open"),
        BudgetBreach::Events { .. }
        | BudgetBreach::Nodes { .. }
        | BudgetBreach::ScalarBytes { .. }
        | BudgetBreach::RecordedAnchorEvents { .. }
        | BudgetBreach::RecordedAnchorBytes { .. } => Some(UNFOLDED),
        _ => Some("is too large to be read"),
    }
}
