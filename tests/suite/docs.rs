//! Checks the documentation against the program: template fields, commands and files of README, paths of
//! ARCHITECTURE.md, the example of docs/settings.md. `UPDATE=1` rewrites the generated parts.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::common::{empty_folder, fences, is_updating, run_dateline, write_files};
use dateline::cli::ExitStatus;
use dateline::render::view::{GLOBAL_NAMES, Record, Shape, TEMPLATES, TemplateNames};

/// Returns the name of a shape in docs/templates.md.
fn shape_name(shape: Shape) -> String {
    match shape {
        Shape::Text => "text".to_owned(),
        Shape::Html => "HTML".to_owned(),
        Shape::Number => "number".to_owned(),
        Shape::Flag => "true or false".to_owned(),
        Shape::Anything => "anything".to_owned(),
        Shape::Maybe(inner) => format!("{} or nothing", shape_name(inner())),
        Shape::List(item) => format!("list of {}", shape_name(item())),
        Shape::Record(record) => format!("[{}](#{})", record.name, record.name.to_lowercase()),
    }
}

/// Collects every record that a shape refers to, each once, in order.
fn collect_records(shape: Shape, records: &mut Vec<&'static Record>) {
    match shape {
        Shape::Maybe(inner) | Shape::List(inner) => collect_records(inner(), records),
        Shape::Record(record) if !records.iter().any(|known| known.name == record.name) => {
            records.push(record);
            record.fields.iter().for_each(|field| collect_records((field.shape)(), records));
        }
        _ => {}
    }
}

fn names_list(names: TemplateNames) -> String {
    let named = names.iter().map(|(name, shape)| format!("`{name}`: {}", shape_name(shape())));
    named.collect::<Vec<_>>().join(", ")
}

/// Returns the generated part of docs/templates.md.
fn records_page() -> String {
    let mut page = format!("\n## Names\n\nEvery template: {}.\n\n", names_list(GLOBAL_NAMES));
    page.push_str("| template | its own names |\n|---|---|\n");
    for (template, own) in TEMPLATES {
        page.push_str(&format!("| `{template}` | {} |\n", names_list(own)));
    }
    let mut records = Vec::new();
    let all = GLOBAL_NAMES.iter().chain(TEMPLATES.iter().flat_map(|(_, own)| own.iter()));
    all.for_each(|(_, shape)| collect_records(shape(), &mut records));
    for record in records {
        page.push_str(&format!("\n### {}\n\n{}\n\n", record.name, record.doc.trim()));
        page.push_str("| field | is | |\n|---|---|---|\n");
        for field in record.fields {
            page.push_str(&format!(
                "| `{}` | {} | {} |\n",
                field.name,
                shape_name((field.shape)()),
                field.doc.trim()
            ));
        }
    }
    page
}

#[test]
fn templates_page_lists_every_field() {
    let page = fs::read_to_string("docs/templates.md").expect("a page");
    let mark = "<!-- records -->\n";
    let head = page.split(mark).next().unwrap_or_default();
    assert!(page.contains(mark), "the page says where the records begin");
    let right = format!("{head}{mark}{}", records_page());
    if is_updating() {
        fs::write("docs/templates.md", right).expect("written");
    } else {
        assert_eq!(page, right, "UPDATE=1 writes the fields anew");
    }
}

/// Returns the `dateline` commands in the console blocks of README.
fn commands(page: &str) -> Vec<String> {
    let blocks = fences(page).into_iter().filter(|block| block.info == "console");
    let lines: Vec<String> =
        blocks.flat_map(|block| block.text.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    lines.iter().filter_map(|line| line.strip_prefix("$ ")).map(str::to_owned).collect()
}

#[test]
fn commands_of_readme_run() {
    let page = fs::read_to_string("README.md").expect("a page");
    let mut root = empty_folder("readme-commands");
    let mut ran = 0;
    for command in commands(&page) {
        if let Some(folder) = command.strip_prefix("cd ") {
            root.push(folder);
        } else if command.starts_with("dateline") {
            let words: Vec<&str> = command
                .split('"')
                .enumerate()
                .flat_map(|(at, part)| match at % 2 {
                    1 => vec![part],
                    _ => part.split_whitespace().collect(),
                })
                .collect();
            let done =
                Command::new(env!("CARGO_BIN_EXE_dateline")).args(&words[1..]).current_dir(&root).output();
            let done = done.expect("the program starts");
            assert!(done.status.success(), "{command}: {}", String::from_utf8_lossy(&done.stderr));
            ran += 1;
        } else {
            assert!(command.starts_with("cargo "), "README asks for Rust alone: {command}");
        }
    }
    assert!(ran >= 3, "README shows how to begin");
}

#[test]
fn no_page_is_empty() {
    for folder in ["docs", "docs/how-to", "docs/errors"] {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|extension| extension == "md") {
                let page = fs::read_to_string(&path).expect("a page");
                assert!(page.lines().count() > 4, "{}", path.display());
            }
        }
    }
}

/// The example of the page that says how to override a template is built.
#[test]
fn override_of_a_template_works() {
    let page = fs::read_to_string("docs/how-to/override-a-template.md").expect("a page");
    let block =
        |info: &str| fences(&page).into_iter().find(|block| block.info == info).expect("a block").text;
    let root = empty_folder("docs-override");
    let briefing = format!("---\ntitle: Talks\npublished: 2025-04-19\n{}---\nThey met.\n", block("yaml"));
    let files = [
        ("site.toml", "title = \"Desk\"\n"),
        ("templates/briefing.html", &block("html")),
        ("content/briefings/talks.md", briefing.as_str()),
    ];
    write_files(&root, files);
    let ran = run_dateline(&root, &["build"]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    let html = fs::read_to_string(root.join("public/briefings/talks/index.html")).expect("a page");
    assert!(html.contains("<p>Questions: desk@example.org</p>") && html.contains("They met."), "{html}");
}

#[test]
fn briefing_and_message_of_readme_are_up_to_date() {
    let page = fs::read_to_string("README.md").expect("a page");
    let block =
        |info: &str| fences(&page).into_iter().find(|block| block.info == info).expect("a block").text;
    let root = empty_folder("readme-briefing");
    let briefing = block("markdown");
    let settings = (
        "site.toml",
        "title = \"Desk\"\nbase_url = \"https://example.org/\"\nas_of = 2025-04-20T18:00:00Z\n",
    );
    let other = "---\ntitle: The last session\npublished: 2025-01-10\n---\nIt met.\n";
    let files = [
        settings,
        ("content/briefings/2025/talks.md", &*briefing),
        ("content/briefings/2025/last-session.md", other),
    ];
    write_files(&root, files);
    let ran = run_dateline(&root, &["check"]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    let message =
        fences(&page).into_iter().find(|block| block.text.starts_with("error[")).expect("a message").text;
    let line =
        message.lines().find(|line| line.contains(" | ") && line.contains("when")).expect("an excerpt");
    let number: usize = line.split('|').next().unwrap_or_default().trim().parse().expect("a line number");
    let mut lines: Vec<&str> = vec!["---", "title: Talks", "published: 2025-04-19"];
    while lines.len() + 2 < number {
        lines.push("# a comment");
    }
    let fact = line.split_once("| ").expect("an excerpt").1;
    let broken = format!("{}\ndates:\n{fact}\n---\nText.\n", lines.join("\n"));
    write_files(&root, [("content/briefings/2025/talks.md", &*broken)]);
    assert_eq!(run_dateline(&root, &["check"]).err.trim(), message.trim());
}

#[test]
fn settings_example_is_valid() {
    let page = fs::read_to_string("docs/settings.md").expect("a page");
    let root = empty_folder("docs-settings");
    fs::create_dir(root.join("content")).expect("a folder");
    let blocks: Vec<_> = fences(&page).into_iter().filter(|block| block.info == "toml").collect();
    assert!(!blocks.is_empty(), "the page has no example");
    for block in blocks {
        write_files(&root, [("site.toml", &*block.text)]);
        let ran = run_dateline(&root, &["check"]);
        assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    }
}

#[test]
fn paths_in_architecture_exist() {
    let page = fs::read_to_string("ARCHITECTURE.md").expect("a page");
    let named = page.split('`').skip(1).step_by(2);
    // Output files and URLs are not paths of the project.
    let other = |word: &str| [".", "file:", "folder/"].iter().any(|start| word.starts_with(start));
    let paths: Vec<&str> =
        named.filter(|word| word.contains('/') && !word.contains([' ', '<', '*']) && !other(word)).collect();
    let there = |path: &str| {
        let path = path.replace("CODE", "D001");
        [format!("src/{path}"), path.clone()].iter().any(|path| Path::new(path).exists())
    };
    let lost: Vec<&&str> = paths.iter().filter(|path| !there(path)).collect();
    assert!(paths.len() > 10 && lost.is_empty(), "{lost:?}");
}
