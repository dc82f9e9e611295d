//! Reads the severities of rules.

use crate::data::{DataNode, DataValue, MappingReader};
use crate::diagnostic::{
    ALL, Code, Diagnostic, RULE_NOT_ADJUSTABLE, Severity, UNKNOWN_RULE, WRONG_TYPE, find_rule,
};
use crate::text::{Spanned, nearest};

/// Values of a rule in `[rules]`.
const SEVERITIES: [(&str, Option<Severity>); 4] = [
    ("off", None),
    ("hint", Some(Severity::Hint)),
    ("warn", Some(Severity::Warning)),
    ("error", Some(Severity::Error)),
];

/// Former names of adjustable rules, with the names that replace them.
const FORMER_NAMES: [(&str, &str); 8] = [
    ("not-of-the-look", "not-a-theme-file"),
    ("name-in-doubt", "ambiguous-mention"),
    ("name-without-file", "missing-profile"),
    ("office-out-of-term", "role-outside-term"),
    ("past-as-coming", "tense-mismatch"),
    ("picture-elsewhere", "remote-image"),
    ("stale-word", "relative-date"),
    ("title-in-body", "h1-in-body"),
];

/// Reads `[rules]`: the severity of each rule that is named, `None` for a rule that is off.
pub(super) fn read_rules(reader: &mut MappingReader<'_>) -> Vec<(&'static Code, Option<Severity>)> {
    let Some((pairs, _)) = reader.map("rules") else { return Vec::new() };
    pairs.into_iter().filter_map(|(name, value)| read_rule(reader, &name, value)).collect()
}

fn read_rule(
    reader: &mut MappingReader<'_>,
    name: &Spanned<String>,
    value: DataNode,
) -> Option<(&'static Code, Option<Severity>)> {
    if let DataValue::Bool(_) = value.value {
        let message = format!("`{}` must be a severity, but it is true or false", name.value);
        let help = format!("write `{} = \"off\"`, or one of `hint`, `warn`, `error`", name.value);
        return reader.reject(Diagnostic::new(&WRONG_TYPE, message).help(help), value.span);
    }
    let severity =
        reader.as_text(&name.value, value).and_then(|text| reader.as_choice(&name.value, text, &SEVERITIES));
    let Some(code) = find_rule(&name.value) else {
        let diagnostic = Diagnostic::new(&UNKNOWN_RULE, format!("unknown rule `{}`", name.value));
        return reader.reject(diagnostic.help(suggest_rule(&name.value)), name.span);
    };
    if !code.adjustable {
        let diagnostic = Diagnostic::new(
            &RULE_NOT_ADJUSTABLE,
            format!("the severity of `{}` cannot be changed", code.name),
        );
        return reader.reject(diagnostic.help("delete this line"), name.span);
    }
    Some((code, severity?.value))
}

fn suggest_rule(name: &str) -> String {
    if let Some((_, new)) = FORMER_NAMES.iter().find(|(former, _)| *former == name) {
        return format!("write `{new}`, the new name of the rule");
    }
    let adjustable = || ALL.iter().filter(|code| code.adjustable).map(|code| code.name);
    match nearest(name, adjustable()) {
        Some(suggestion) => format!("did you mean `{suggestion}`?"),
        None => format!("adjustable rules: {}", adjustable().collect::<Vec<_>>().join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_former_name_leads_to_an_adjustable_rule() {
        for (former, new) in FORMER_NAMES {
            assert!(find_rule(former).is_none(), "{former}");
            assert!(find_rule(new).is_some_and(|code| code.adjustable && code.name == new), "{new}");
            assert_eq!(suggest_rule(former), format!("write `{new}`, the new name of the rule"));
        }
    }
}
