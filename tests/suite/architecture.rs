//! Checks the sources against the layers and rules of ARCHITECTURE.md.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules that each module may import besides itself, as in the table of ARCHITECTURE.md.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("diagnostic", &["text"]),
    ("facts", &["text", "diagnostic"]),
    ("labels", &["text", "diagnostic", "facts"]),
    ("data", &["text", "diagnostic", "facts"]),
    ("document", &["text", "diagnostic", "data"]),
    ("briefing", &["text", "diagnostic", "facts", "data", "document"]),
    ("edit", &["text", "diagnostic", "data", "document", "briefing"]),
    ("settings", &["text", "diagnostic", "facts", "data", "briefing"]),
    ("site", &["text", "diagnostic", "facts", "labels", "document", "briefing", "settings"]),
    ("schema", &["diagnostic"]),
    ("editors", &["schema"]),
    ("draft", &["text", "diagnostic", "facts", "document", "briefing", "edit", "settings", "site"]),
    ("import", &["text", "facts", "document", "settings"]),
    ("picture", &[]),
    ("page", &["text", "diagnostic", "settings", "site", "picture"]),
    (
        "render",
        &[
            "text",
            "diagnostic",
            "facts",
            "labels",
            "data",
            "document",
            "briefing",
            "settings",
            "site",
            "picture",
            "page",
        ],
    ),
    (
        "export",
        &[
            "text",
            "diagnostic",
            "facts",
            "data",
            "document",
            "briefing",
            "settings",
            "site",
            "picture",
            "page",
            "render",
        ],
    ),
    ("world", &["text", "diagnostic"]),
    ("output", &["text", "diagnostic", "world"]),
    ("cache", &["text", "world"]),
    (
        "pipeline",
        &[
            "text",
            "diagnostic",
            "facts",
            "labels",
            "document",
            "briefing",
            "settings",
            "site",
            "draft",
            "picture",
            "page",
            "render",
            "export",
            "world",
            "output",
            "cache",
        ],
    ),
    ("publish", &["text", "site", "world"]),
    (
        "cli",
        &[
            "text",
            "diagnostic",
            "facts",
            "briefing",
            "edit",
            "settings",
            "site",
            "schema",
            "editors",
            "draft",
            "import",
            "page",
            "export",
            "world",
            "output",
            "pipeline",
            "publish",
            "serve",
        ],
    ),
    ("workspace", &["text", "diagnostic", "site", "page", "world", "pipeline"]),
    (
        "serve",
        &[
            "text",
            "diagnostic",
            "facts",
            "labels",
            "briefing",
            "site",
            "draft",
            "page",
            "render",
            "export",
            "world",
            "pipeline",
            "workspace",
        ],
    ),
];

/// Names that only `serve/` may use, and of these `publish/s3.rs` the last.
const NETWORK: &[&str] =
    &["std::net", "tokio::", "hyper::", "notify::", "getrandom::", "thread::scope", "ureq::"];

/// Names that only `world/` may use.
const MACHINE: &[&str] =
    &["std::fs", "std::env", "SystemTime", "Timestamp::now", "ZonedDateTime::now", "std::process::Command"];

struct File {
    module: String,
    path: PathBuf,
    text: String,
}

fn sources() -> Vec<File> {
    let mut files = Vec::new();
    collect(Path::new("src"), &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(files.len() > 50, "the sources are read from the package's folder");
    files
}

fn collect(folder: &Path, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let inside = path.strip_prefix("src").expect("under src");
            let first = inside.components().next().expect("a name").as_os_str().to_string_lossy();
            let module = first.trim_end_matches(".rs").to_owned();
            files.push(File { module, text: fs::read_to_string(&path).expect("a file"), path });
        }
    }
}

/// Returns a file without its tests, which may import more.
fn program(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text)
}

fn is_test(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "tests")
        || path.file_name().is_some_and(|name| name == "tests.rs")
}

#[test]
fn modules_import_only_lower_layers() {
    let layers: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    let mut wrong = Vec::new();
    for file in
        sources().iter().filter(|file| !is_test(&file.path) && !["lib", "main"].contains(&&*file.module))
    {
        let allowed = layers.get(&*file.module).unwrap_or_else(|| panic!("{} has no layer", file.module));
        let code: Vec<&str> =
            program(&file.text).lines().map(|line| line.split("//").next().unwrap_or(line)).collect();
        for after in code.iter().flat_map(|line| line.split("crate::").skip(1)) {
            let name: String = after.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if name != file.module && !name.is_empty() && !allowed.contains(&&*name) {
                wrong.push(format!("{} imports {name}", file.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_world_uses_the_operating_system_and_only_serve_the_network() {
    let (mut wrong, mut network) = (Vec::new(), 0);
    for file in sources().iter().filter(|file| !is_test(&file.path)) {
        let machine = MACHINE.iter().filter(|_| file.module != "world");
        let is_store = file.path.ends_with("publish/s3.rs");
        let net = NETWORK.iter().filter(|name| file.module != "serve" && !(is_store && **name == "ureq::"));
        let names: Vec<&&str> = machine.chain(net).collect();
        for (number, line) in program(&file.text).lines().enumerate() {
            let code = line.split("//").next().unwrap_or(line);
            network += usize::from(NETWORK.iter().any(|name| code.contains(name)));
            for name in names.iter().filter(|name| code.contains(***name)) {
                wrong.push(format!("{}:{}: {name}", file.path.display(), number + 1));
            }
        }
    }
    assert!(network > 10, "the names of the network are those that `serve` uses");
    // `main` reads the command line arguments.
    wrong.retain(|line| !line.starts_with("src/main.rs") || !line.ends_with("std::env"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_are_no_explicit_panics_and_no_global_state() {
    let forbidden = [
        "unsafe ",
        ".unwrap()",
        "todo!(",
        "unimplemented!(",
        "panic!(",
        "static mut",
        "lazy_static",
        "thread_local!",
        "LazyLock",
    ];
    let mut wrong = Vec::new();
    for file in sources().iter().filter(|file| !is_test(&file.path)) {
        for (number, line) in program(&file.text).lines().enumerate() {
            let code = line.split("//").next().unwrap_or(line);
            // A cell in a field belongs to its value; in a static it is global state.
            let is_static = code.split(':').next().is_some_and(|head| head.contains("static "));
            let cells = ["OnceLock", "Mutex", "RwLock", "Atomic"].iter().filter(|_| is_static);
            wrong.extend(
                forbidden
                    .iter()
                    .chain(cells)
                    .filter(|word| code.contains(**word))
                    .map(|word| format!("{}:{}: {word}", file.path.display(), number + 1)),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A thread that waits for parallel work may begin other work, which asks for the same value and waits for ever.
#[test]
fn values_made_once_are_not_made_in_parallel() {
    let (mut wrong, mut once) = (Vec::new(), 0);
    for file in sources().iter().filter(|file| !is_test(&file.path)) {
        let code = program(&file.text);
        let is_made_once = code.contains("get_or_init(");
        once += usize::from(is_made_once);
        if is_made_once
            && ["par_iter", "par_bridge", "par_chunks", "rayon::join"].iter().any(|it| code.contains(it))
        {
            wrong.push(file.path.display().to_string());
        }
    }
    assert!(once > 10, "values are made once by `get_or_init`");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_has_a_module_comment() {
    let silent: Vec<_> =
        sources().into_iter().filter(|file| !file.text.starts_with("//!")).map(|file| file.path).collect();
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn architecture_page_has_the_same_layers() {
    let page = fs::read_to_string("ARCHITECTURE.md").expect("ARCHITECTURE.md");
    for (module, allowed) in LAYERS {
        let list = if allowed.is_empty() {
            "nothing".to_owned()
        } else {
            allowed.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
        };
        assert!(
            page.lines()
                .any(|line| line.starts_with(&format!("| `{module}` |"))
                    && line.ends_with(&format!("| {list} |"))),
            "`{module}` may import {list}"
        );
    }
}

#[test]
fn pages_have_no_registry_host_and_no_machine_path() {
    let registry = ["crates", "io"].join(".");
    let mut wrong = Vec::new();
    for folder in ["docs", "content", "templates", "."] {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            let Ok(text) = fs::read_to_string(&path) else { continue };
            if path.extension().is_some_and(|extension| extension != "lock")
                && [registry.as_str(), "/root/", "/home/", "/tmp/"].iter().any(|word| text.contains(word))
            {
                wrong.push(path);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}
