//! Messages for front matter that exceeds a limit of the YAML parser.

use serde_yaml::Error;
use serde_yaml::budget::BudgetBreach;

use crate::diagnostic::{Diagnostic, FRONT_MATTER_TOO_LARGE, SourceLocation};
use crate::text::{Source, Span};

/// Returns a diagnostic if the error is an exceeded limit other than nesting depth.
pub(super) fn limit_diagnostic(source: &Source, span: Span, error: &Error) -> Option<Diagnostic> {
    let predicate = exceeded_limit(error)?;
    let diagnostic = Diagnostic::new(&FRONT_MATTER_TOO_LARGE, format!("front matter {predicate}"));
    Some(diagnostic.at(SourceLocation::new(source, span)).help(
        "write each value in full, without anchors (`&name`) and aliases (`*name`); put text that starts with `*` \
         or `&` in quotes",
    ))
}

/// Returns the exceeded limit as the predicate of a sentence.
fn exceeded_limit(error: &Error) -> Option<&'static str> {
    match error {
        Error::AliasError { error, .. } | Error::WithSnippet { error, .. } => exceeded_limit(error),
        Error::AliasReplayCounterOverflow { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => Some(TOO_LARGE_EXPANDED),
        Error::Budget { breach, .. } => budget_limit(breach),
        _ => None,
    }
}

const TOO_LARGE_EXPANDED: &str = "is too large after its aliases (`*name`) are expanded";

fn budget_limit(breach: &BudgetBreach) -> Option<&'static str> {
    match breach {
        BudgetBreach::Depth { .. } | BudgetBreach::InclusionDepth { .. } => None,
        BudgetBreach::Aliases { .. } | BudgetBreach::AliasAnchorRatio { .. } => {
            Some("has too many aliases (`*name`)")
        }
        BudgetBreach::Anchors { .. } => Some("has too many anchors (`&name`)"),
        BudgetBreach::MergeKeys { .. } => Some("has too many merge keys (`<<`)"),
        BudgetBreach::Documents { .. } => Some("contains more than one YAML document"),
        BudgetBreach::SequenceUnbalanced => Some("closes a list that is not open"),
        BudgetBreach::Events { .. }
        | BudgetBreach::Nodes { .. }
        | BudgetBreach::ScalarBytes { .. }
        | BudgetBreach::RecordedAnchorEvents { .. }
        | BudgetBreach::RecordedAnchorBytes { .. } => Some(TOO_LARGE_EXPANDED),
        _ => Some("is too large"),
    }
}
