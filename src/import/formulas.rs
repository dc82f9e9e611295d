//! Formulas of other dialects: between double dollar signs, and between dollars or brackets where the settings turn them on.

use serde_json::Value;

use super::config::SourceConfig;
use super::inline_marks::by_line;
use super::kind::SiteKind;
use super::report::{FileLog, ReportKind};
use super::spans::{CodeFence, outside_code};

/// Maximum number of lines of a formula.
const MAX_FORMULA: usize = 200;

/// The marks of formulas besides double dollar signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FormulaMarks {
    /// No others.
    Doubled,
    /// `$x$`.
    Dollars,
    /// `\\(x\\)` and `\\[x\\]`.
    Brackets,
    /// All of them.
    All,
}

/// Returns the marks that the settings of a site turn on.
pub(super) fn marks(config: &SourceConfig, kind: SiteKind) -> FormulaMarks {
    match kind {
        SiteKind::Obsidian | SiteKind::Quartz => FormulaMarks::Dollars,
        SiteKind::MkDocs if config.lists("markdown_extensions", "pymdownx.arithmatex") => FormulaMarks::All,
        SiteKind::Hugo => passthrough(config),
        _ => FormulaMarks::Doubled,
    }
}

/// Reads `markup.goldmark.extensions.passthrough` of Hugo.
fn passthrough(config: &SourceConfig) -> FormulaMarks {
    let setting = ["markup", "goldmark", "extensions", "passthrough"];
    let Some(value) =
        setting.iter().try_fold(&Value::Object(config.values.clone()), |value, key| value.get(*key)).cloned()
    else {
        return FormulaMarks::Doubled;
    };
    let has_dollar = value["delimiters"]["inline"]
        .as_array()
        .is_some_and(|pairs| pairs.iter().any(|pair| pair.get(0).is_some_and(|open| open == "$")));
    match (value["enable"] == true, has_dollar) {
        (false, _) => FormulaMarks::Doubled,
        (true, true) => FormulaMarks::All,
        (true, false) => FormulaMarks::Brackets,
    }
}

/// Rewrites the formulas of a body.
pub(super) fn rewritten(body: &str, marks: FormulaMarks, log: &mut FileLog) -> String {
    let has_brackets = matches!(marks, FormulaMarks::Brackets | FormulaMarks::All);
    let has_dollars = matches!(marks, FormulaMarks::Dollars | FormulaMarks::All);
    let body = match has_brackets && (body.contains("\\(") || body.contains("\\[")) {
        true => bracketed(body),
        false => body.to_owned(),
    };
    let body = if body.contains("$$") { doubled_dollars(&body, log) } else { body };
    match has_dollars && body.contains('$') {
        true => by_line(&body, |text| single_dollars(text, log)),
        false => body,
    }
}

/// Makes formulas between brackets formulas between double dollar signs.
fn bracketed(body: &str) -> String {
    let (mut output, mut fence) = (String::with_capacity(body.len()), CodeFence::default());
    for line in body.split_inclusive('\n') {
        let words = line.trim();
        if fence.has(line.trim_end()) {
            output.push_str(line);
        } else if words.starts_with("\\[") || words.ends_with("\\]") {
            output.push_str(&line.replace("\\[", "$$").replace("\\]", "$$"));
        } else {
            output.push_str(&outside_code(line, bracketed_in_line));
        }
    }
    output
}

fn bracketed_in_line(text: &str) -> String {
    let (mut output, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, inner)) = rest.split_once("\\(") {
        let Some((formula, after)) = inner.split_once("\\)") else { break };
        output.push_str(&format!("{before}$${}$$", formula.trim()));
        rest = after;
    }
    output + rest
}

/// Makes `$x$` a formula, but not sums of money: no blank is inside the signs, and no digit behind them.
fn single_dollars(text: &str, log: &mut FileLog) -> String {
    let (mut output, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(open) = rest.find('$') {
        let (before, inner) = (&rest[..open], &rest[open + 1..]);
        let length = inner.find('$').filter(|length| {
            let (formula, after) = (&inner[..*length], &inner[length + 1..]);
            let is_tight = !formula.is_empty() && formula.trim() == formula;
            is_tight
                && !formula.ends_with('\\')
                && !after.starts_with(|c: char| c.is_ascii_digit() || c == '$')
        });
        output.push_str(before);
        match length.filter(|_| !before.ends_with(['\\', '$']) && !inner.starts_with('`')) {
            Some(length) => {
                output.push_str(&format!("$`{}`$", &inner[..length]));
                log.push((ReportKind::Dialect, "formula".to_owned()));
                rest = &inner[length + 1..];
            }
            None => {
                output.push('$');
                rest = inner;
            }
        }
    }
    output + rest
}

/// Makes `$$ x $$` a formula: a block where it fills lines, and code between dollar signs elsewhere.
fn doubled_dollars(body: &str, log: &mut FileLog) -> String {
    let lines: Vec<&str> = body.split_inclusive('\n').collect();
    let (mut output, mut fence, mut index) = (String::with_capacity(body.len()), CodeFence::default(), 0);
    while let Some(line) = lines.get(index) {
        index += 1;
        let is_code = fence.has(line.trim_end()) || line.starts_with("    ") || line.starts_with('\t');
        if is_code || !line.contains("$$") {
            output.push_str(line);
            continue;
        }
        match block_length(&lines[index - 1..]) {
            Some(length) => {
                let block = lines[index - 1..index - 1 + length].concat();
                let tex =
                    block.trim().trim_start_matches('$').trim_end_matches('$').trim_matches(['\n', ' ']);
                output.push_str(&format!("```math\n{tex}\n```\n"));
                log.push((ReportKind::Dialect, "formula".to_owned()));
                index += length - 1;
            }
            None => output.push_str(&outside_code(line, |text| inline_formulas(text, log))),
        }
    }
    output
}

/// Returns the number of lines of the formula that fills the first lines.
fn block_length(lines: &[&str]) -> Option<usize> {
    let first = lines.first()?.trim().strip_prefix("$$")?;
    if let Some(inner) = first.strip_suffix("$$") {
        return (!inner.is_empty() && !inner.contains("$$")).then_some(1);
    }
    let rest = lines.iter().skip(1).take(MAX_FORMULA).position(|line| line.contains("$$"))?;
    (!first.contains("$$") && lines[rest + 1].trim().ends_with("$$")).then_some(rest + 2)
}

fn inline_formulas(text: &str, log: &mut FileLog) -> String {
    let parts: Vec<&str> = text.split("$$").collect();
    if parts.len() < 3 || parts.len().is_multiple_of(2) || parts.iter().any(|part| part.contains('`')) {
        return text.to_owned();
    }
    let part = |(index, part): (usize, &&str)| match index % 2 {
        0 => (*part).to_owned(),
        _ => format!("$`{}`$", part.trim()),
    };
    log.extend(std::iter::repeat_n((ReportKind::Dialect, "formula".to_owned()), parts.len() / 2));
    parts.iter().enumerate().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_rewritten() {
        let cases = [
            (FormulaMarks::Doubled, "The area $$ a^2 $$ of it.\n", "The area $`a^2`$ of it.\n"),
            (FormulaMarks::Doubled, "$$\nx = 1\n$$\nEnd\n", "```math\nx = 1\n```\nEnd\n"),
            (FormulaMarks::Doubled, "$$ x\n  = 1 $$\n", "```math\nx\n  = 1\n```\n"),
            (FormulaMarks::Doubled, "$$x$$\n", "```math\nx\n```\n"),
            (
                FormulaMarks::Doubled,
                "Costs $$ or `$$ a $$`\n    $$ b $$\n",
                "Costs $$ or `$$ a $$`\n    $$ b $$\n",
            ),
            (FormulaMarks::Doubled, "```\n$$\na\n$$\n```\n", "```\n$$\na\n$$\n```\n"),
            (FormulaMarks::Doubled, "$a$ \\(b\\)\n", "$a$ \\(b\\)\n"),
            (FormulaMarks::Dollars, "$a_1$ for $5 and $10, `$x$`\n", "$`a_1`$ for $5 and $10, `$x$`\n"),
            (FormulaMarks::Dollars, "$a$ and $$b$$ \\$c$\n", "$`a`$ and $`b`$ \\$c$\n"),
            (
                FormulaMarks::Brackets,
                "So \\(a\\) `\\(b\\)`\n\n\\[\nc\n\\]\n",
                "So $`a`$ `\\(b\\)`\n\n```math\nc\n```\n",
            ),
        ];
        for (marks, body, expected) in cases {
            assert_eq!(rewritten(body, marks, &mut FileLog::new()), expected, "{body}");
        }
    }

    #[test]
    fn settings_turn_marks_on() {
        let config = |json: Value| SourceConfig {
            values: json.as_object().cloned().unwrap_or_default(),
            ..SourceConfig::default()
        };
        let hugo = |passthrough: Value| {
            config(serde_json::json!({"markup": {"goldmark": {"extensions": {"passthrough": passthrough}}}}))
        };
        let dollars = serde_json::json!({"enable": true, "delimiters": {"inline": [["$", "$"]]}});
        let cases = [
            (SiteKind::Hugo, hugo(serde_json::json!({"enable": true})), FormulaMarks::Brackets),
            (SiteKind::Hugo, hugo(dollars), FormulaMarks::All),
            (SiteKind::Hugo, config(Value::Null), FormulaMarks::Doubled),
            (
                SiteKind::MkDocs,
                config(serde_json::json!({"markdown_extensions": ["pymdownx.arithmatex"]})),
                FormulaMarks::All,
            ),
            (SiteKind::Quartz, config(Value::Null), FormulaMarks::Dollars),
        ];
        for (kind, config, expected) in cases {
            assert_eq!(marks(&config, kind), expected, "{kind:?}");
        }
    }
}
