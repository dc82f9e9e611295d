//! Every page of docs/errors has an example: files, and the exact diagnostics of Dateline. `UPDATE=1` rewrites the
//! diagnostics.

use std::fs;
use std::path::Path;

use crate::common::{Fence, empty_folder, fences, is_updating, replace_fence, run_dateline, write_files};
use dateline::cli::ExitStatus;
use dateline::diagnostic::ALL;

const SETTINGS: &str =
    "title = \"Desk\"\nbase_url = \"https://example.org/\"\nas_of = 2025-04-20T18:00:00Z\n";

/// Rules about the file system, which an example cannot break; `src/world` and `src/output` test them.
const DISK_RULES: [&str; 16] = [
    "R001", "R002", "R003", "R004", "R005", "R006", "O001", "O002", "O003", "O004", "O005", "O006", "O007",
    "O008", "O009", "O010",
];

/// Returns the files of an example: blocks whose info string ends in a path.
pub(crate) fn example_files(blocks: &[Fence]) -> Vec<(&str, &str)> {
    let path = |block: &Fence| {
        block.info != "no site.toml"
            && block.info.split_whitespace().last().is_some_and(|word| word.contains('.'))
    };
    let mut files: Vec<_> = blocks
        .iter()
        .filter(|block| path(block))
        .map(|block| (block.info.split_whitespace().last().unwrap_or_default(), block.text.as_str()))
        .collect();
    let drops_settings = blocks.iter().any(|block| block.info == "no site.toml");
    if !drops_settings && !files.iter().any(|(path, _)| *path == "site.toml") {
        files.push(("site.toml", SETTINGS));
    }
    files
}

#[test]
fn diagnostics_match_the_rule_pages() {
    let mut wrong = Vec::new();
    for code in ALL {
        let path = format!("docs/errors/{}.md", code.id);
        let page = fs::read_to_string(&path).expect("a page for every rule");
        assert!(
            page.starts_with(&format!("# {} {}\n\n", code.id, code.name)),
            "{path} says what it is about"
        );
        assert!(page.lines().nth(2).is_some_and(|line| line.len() > 30), "{path} explains itself");
        if DISK_RULES.contains(&code.id) {
            continue;
        }
        let blocks = fences(&page);
        let Some(at) = blocks.iter().position(|block| block.info == "diagnostics") else {
            wrong.push(format!("{path} has no example"));
            continue;
        };
        let root = empty_folder(&format!("errors-{}", code.id));
        // One example needs a long text: the page has an ellipsis instead.
        let long = blocks[..at].iter().map(|block| block.text.replace("…", &"long ".repeat(20_000)));
        let long: Vec<String> = if code.id == "D016" { long.collect() } else { Vec::new() };
        let mut example = example_files(&blocks[..at]);
        example.iter_mut().zip(&long).for_each(|((_, text), long)| *text = long);
        fs::create_dir(root.join("content")).expect("a folder");
        write_files(&root, example);
        let ran = run_dateline(&root, &["check"]);
        let printed = ran.err.trim_end().to_owned() + "\n";
        if !printed.contains(&format!("{}[{}]", code.severity.as_str(), code.id)) {
            wrong.push(format!("{path}: the example does not break the rule with this severity:\n{printed}"));
            continue;
        }
        assert_eq!(ran.exit == ExitStatus::Errors, printed.contains("error["), "{path}");
        if blocks[at].text != printed {
            if is_updating() {
                fs::write(&path, replace_fence(&page, at, &printed)).expect("written");
            } else {
                wrong.push(format!("{path} says:\n{}\nDateline says:\n{printed}", blocks[at].text));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n(UPDATE=1 writes the messages anew)", wrong.join("\n"));
}

#[test]
fn every_page_belongs_to_a_rule() {
    for entry in fs::read_dir("docs/errors").expect("a folder").flatten() {
        let name = entry.path().file_stem().unwrap_or_default().to_string_lossy().into_owned();
        assert!(name == "README" || ALL.iter().any(|code| code.id == name), "{name} is no rule");
    }
    assert!(Path::new("docs/errors/README.md").exists());
}

#[test]
fn list_of_rules_is_up_to_date() {
    let list: String = ALL
        .iter()
        .map(|code| {
            format!(
                "| [{}]({}.md) | {} | {} | {} |\n",
                code.id,
                code.id,
                code.name,
                code.severity.as_str(),
                if code.adjustable { "yes" } else { "no" }
            )
        })
        .collect();
    let path = "docs/errors/README.md";
    let page = fs::read_to_string(path).expect("a page");
    let head = page.split("|---|---|---|---|\n").next().unwrap_or_default();
    let right = format!("{head}|---|---|---|---|\n{list}");
    if is_updating() {
        fs::write(path, &right).expect("written");
    } else {
        assert_eq!(page, right, "UPDATE=1 writes the list anew");
    }
}
