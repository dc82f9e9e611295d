//! Published files other than pages: only inactive types, names that are valid on every system, and server files without
//! injected directives.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{CommandOutput, empty_folder, read_tree, run_dateline, write_files};
use dateline::cli::ExitStatus;

const SETTINGS: &str =
    "title = \"Desk\"\nbase_url = \"https://example.org/desk/\"\nas_of = 2025-04-20T18:00:00Z\n";
const SANDBOX: &str = "; sandbox";

fn talks(front: &str, body: &str) -> String {
    format!("---\ntitle: Talks open\npublished: 2025-04-19\n{front}---\n{body}\n")
}

/// Creates a site with one briefing and other files.
fn site(name: &str, settings: &str, talks: &str, files: &[(&str, &str)]) -> PathBuf {
    let root = empty_folder(&format!("published-{name}"));
    let own = [("site.toml", settings), ("content/briefings/talks.md", talks)];
    write_files(&root, own.into_iter().chain(files.iter().copied()));
    root
}

/// Returns the positions and codes of errors, without messages.
fn errors(ran: &CommandOutput) -> Vec<String> {
    let lines = ran.err.lines().filter(|line| line.contains(" error["));
    lines.map(|line| line.split("]: ").next().unwrap_or_default().to_owned()).collect()
}

fn check(root: &Path) -> Vec<String> {
    errors(&run_dateline(root, &["check", "--format", "short"]))
}

fn read(root: &Path, file: &str) -> String {
    fs::read_to_string(root.join("public").join(file)).unwrap_or_else(|_| panic!("{file} is written"))
}

#[test]
fn only_inactive_types_are_published() {
    let names = [
        "a.html", "b.JS", "c.php", "d.cgi", "e.shtml", "f.xhtml", "g.xml", "h.exe", "i.wasm", "j.svgz",
        "k.docm", "noending", "l.tar.gz", "m.swf",
    ];
    for name in names {
        let file = format!("content/briefings/{name}");
        let linked = talks("", &format!("[x]({name})"));
        let root = site("types", SETTINGS, &linked, &[(file.as_str(), "x")]);
        assert_eq!(check(&root), ["content/briefings/talks.md:5:1: error[P002"], "{name} linked");
        assert_eq!(run_dateline(&root, &["build"]).exit, ExitStatus::Errors, "{name}");
        assert!(!root.join("public").exists(), "{name}");
        let root = site("types", SETTINGS, &talks("", "x"), &[(file.as_str(), "x")]);
        assert_eq!(check(&root), [format!("{file}: error[P002")], "{name} beside");
        let root = site(
            "types",
            SETTINGS,
            &talks("draft: true\n", &format!("[x]({name})")),
            &[(file.as_str(), "x")],
        );
        assert_eq!(check(&root), [format!("{file}: error[P002")], "{name} beside a draft");
    }
    let usual =
        ["a.PNG", "b.csv", "c.pdf", "d.docx", "e.mp4", "f.woff2", "g.zip", "h.json", "i.txt", "j.b.jpg"];
    let left = [("content/Thumbs.db", "x"), ("content/briefings/desktop.ini", "x")];
    assert_eq!(
        check(&site("types", SETTINGS, &talks("", "x"), &left)),
        [""; 0],
        "what Windows leaves behind"
    );
    for name in usual {
        let file = format!("content/briefings/{name}");
        let root = site("types", SETTINGS, &talks("", &format!("[x]({name})")), &[(file.as_str(), "x")]);
        assert_eq!(check(&root), [""; 0], "{name}");
    }
}

#[test]
fn a_setting_allows_types_but_not_server_files() {
    let settings = format!("asset_types = [\"html\", \".PHP\", \"js\", \"config\"]\n{SETTINGS}");
    let cases = [
        ("map.html", None),
        ("Map.HTML", None),
        ("x.php", None),
        ("x.php.jpg", None),
        ("x.pht.jpg", Some("P003")),
        ("a map.html", Some("P001")),
        ("خريطة.html", Some("P001")),
        ("web.config", Some("P003")),
        ("_worker.js", Some("P003")),
        ("vercel.json", Some("P003")),
        ("_routes.json", Some("P003")),
        ("x.wasm", Some("P002")),
    ];
    for (name, code) in cases {
        let file = format!("content/briefings/{name}");
        let root = site("let-in", &settings, &talks("", &format!("[x](<{name}>)")), &[(file.as_str(), "x")]);
        let expected: Vec<String> =
            code.iter().map(|code| format!("content/briefings/talks.md:5:1: error[{code}")).collect();
        assert_eq!(check(&root), expected, "{name}");
    }
    let root = site("let-in", &settings, &talks("", "x"), &[("content/functions/api.js", "x")]);
    assert_eq!(check(&root), ["content/functions/api.js: error[P003"]);
    for wrong in ["\"a/b\"", "\".\"", "\"md\"", "\"a\\nb\"", "3"] {
        let root = site("let-in", &format!("asset_types = [{wrong}]\n{SETTINGS}"), &talks("", "x"), &[]);
        assert!(!check(&root).is_empty(), "{wrong}");
    }
}

#[test]
fn the_site_image_is_checked_like_other_files() {
    let settings = format!("{SETTINGS}[picture]\nfile = \"card.html\"\nalt = \"A card\"\n");
    let root = site("picture", &settings, &talks("", "x"), &[("content/card.html", "x")]);
    assert_eq!(check(&root), ["site.toml:5:8: error[P002"]);
}

#[test]
fn active_images_are_not_published() {
    let cases = [
        ("<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0h1\"/></svg>", true),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\"><script href=\"e.js\"/></svg>", false),
        ("<svg onload=\"x()\"/>", false),
        ("<svg><a href=\"javascript:x()\"/></svg>", false),
        ("no picture", false),
    ];
    for (text, sound) in cases {
        for (file, link) in
            [("content/briefings/a.svg", "![x](a.svg)"), ("content/briefings/a.SVG", "[x](a.SVG)")]
        {
            let root = site("svg", SETTINGS, &talks("", link), &[(file, text)]);
            let expected = if sound { vec![] } else { vec![format!("{file}: error[P004")] };
            assert_eq!(check(&root), expected, "{text}");
            assert_eq!(run_dateline(&root, &["build"]).exit == ExitStatus::Success, sound, "{text}");
        }
    }
}

#[test]
fn invalid_file_names_are_errors_with_their_position() {
    let long = "n".repeat(256);
    let name = "语".repeat(86);
    let front = [
        "slug: nul".to_owned(),
        "topics: [COM1]".to_owned(),
        "actors: [Aux]".to_owned(),
        "venues: [Prn]".to_owned(),
        format!("slug: {long}"),
        format!("topics: [{long}]"),
        format!("actors: [{name}]"),
        format!("venues: [{name}]"),
        "aliases: [/CON/]".to_owned(),
        "aliases: [/old/lpt1.txt]".to_owned(),
        "aliases: [/.git/config/]".to_owned(),
        "aliases: [/old/.well-known/]".to_owned(),
        "aliases: [/x./]".to_owned(),
        "aliases: ['/a<b/']".to_owned(),
        "aliases: ['/a|b/']".to_owned(),
        "aliases: ['/a*b/']".to_owned(),
        "aliases: [\"/a\\\"b/\"]".to_owned(),
        "aliases: [\"/a\\u202eb/\"]".to_owned(),
        "aliases: [\"/a\\u200bb/\"]".to_owned(),
        "aliases: [/_worker.mjs/]".to_owned(),
        "aliases: [/Web.config/]".to_owned(),
        "aliases: [\"/a\\eb/\"]".to_owned(),
        "aliases: [\"/a\\nb/\"]".to_owned(),
    ];
    for line in front {
        let root = site("names", SETTINGS, &talks(&format!("{line}\n"), "x"), &[]);
        let found = check(&root);
        let codes = ["P001", "P003", "D019"];
        let at_the_line = found.iter().all(|error| {
            error.starts_with("content/briefings/talks.md:4:")
                && codes.iter().any(|code| error.ends_with(&format!("error[{code}")))
        });
        assert!(!found.is_empty() && at_the_line, "{}: {found:?}", &line[..line.len().min(40)]);
        assert_eq!(run_dateline(&root, &["build"]).exit, ExitStatus::Errors, "{line}");
    }
    for line in
        ["slug: con-air", "aliases: [/.well-known/desk/]", "aliases: [\"/می\\u200cخواهم/\"]", "topics: [com]"]
    {
        let root = site("names", SETTINGS, &talks(&format!("{line}\n"), "x"), &[]);
        assert_eq!(check(&root), [""; 0], "{line}");
    }
}

#[cfg(unix)]
#[test]
fn names_of_folders_and_files_are_checked() {
    let plain = "---\ntitle: About\n---\nx\n";
    for name in ["x.", "a\"b", "a|b", "a:b", "a\nb", "a\u{1b}b", "a\u{202e}b", "AUX", "_worker.js"] {
        let page = format!("content/{name}/about.md");
        let root = site("folders", SETTINGS, &talks("", "x"), &[(page.as_str(), plain)]);
        let ran = run_dateline(&root, &["check", "--format", "short"]);
        assert_eq!(errors(&ran).len(), 1, "{name:?}: {}", ran.err);
        assert!(!ran.err.contains(['\u{1b}', '\u{202e}']), "{name:?}");
        let file = format!("content/briefings/{name}.png");
        let link = talks("", &format!("![x](<{}.png>)", name.replace('\n', "%0A")));
        let root = site("folders", SETTINGS, &link, &[(file.as_str(), "x")]);
        // These names are valid with an extension; a colon needs `./` before it.
        if !["x.", "_worker.js", "a:b"].contains(&name) {
            assert_eq!(errors(&run_dateline(&root, &["check", "--format", "short"])).len(), 1, "{name:?}");
        }
    }
    let many = (0..20).map(|n| (format!("content/x./page-{n}.md"), plain)).collect::<Vec<_>>();
    let many: Vec<(&str, &str)> = many.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let root = site("folders", SETTINGS, &talks("", "x"), &many);
    assert_eq!(check(&root).len(), 1, "one error for one folder");
}

#[cfg(unix)]
#[test]
fn file_names_are_escaped_for_terminals() {
    let name = "content/briefings/a\u{1b}[31m\u{202e}\nunpublished: b.md";
    let root = site("terminal", SETTINGS, &talks("", "x"), &[(name, &talks("draft: true\n", "x"))]);
    for arguments in
        [&["check"][..], &["build"], &["check", "--format", "json"], &["check", "--format", "short"]]
    {
        let ran = run_dateline(&root, arguments);
        let text = if arguments.contains(&"json") { ran.err } else { ran.out };
        let line = "unpublished: content/briefings/a\\u{1b}[31m\\u{202e}\\u{a}unpublished: b.md (draft)\n";
        assert!(text.contains(line), "{arguments:?}: {text}");
    }
    let ran = run_dateline(&root, &["new", "page", "\u{1b}[31m"]);
    assert!(!(ran.out + &ran.err).contains('\u{1b}'));
}

/// Old URLs, folders and files whose names have a meaning in the file of a server.
const HOSTILE: [&str; 12] =
    ["a;b", "a$uri", "a{b}", "a'b", "a`b", "a^b", "a#b", "a%41b", "a(b)+", "a b", "a=@b", "قديم"];

#[test]
fn server_files_have_no_injected_directives() {
    let plain = "---\ntitle: About\naliases: [/moved/]\n---\nx\n";
    for name in HOSTILE {
        let page = format!("content/{name}/about.md");
        // `#` and `%` are not valid in old URLs.
        let old = if name.contains(['#', '%']) { "/plain/".to_owned() } else { format!("/old/{name}/") };
        let front = format!("aliases: [{}]\n", serde_json::to_string(&old).expect("text"));
        let root = site("hostile", SETTINGS, &talks(&front, "x"), &[(page.as_str(), plain)]);
        let ran = run_dateline(&root, &["build"]);
        assert_eq!(ran.exit, ExitStatus::Success, "{name}: {}", ran.err);
        for file in
            ["servers/nginx.conf", "servers/nginx-map.conf", "servers/Caddyfile", ".htaccess", "_redirects"]
        {
            let text = read(&root, file);
            let controls = text.chars().any(|c| c.is_control() && c != '\n');
            assert!(!controls, "{name}: {file}");
            if name.contains([';', '$', '{', '\'', '`', '^']) {
                assert!(!text.contains(name), "{name}: {file}:\n{text}");
            }
        }
        let apache = read(&root, ".htaccess");
        let known = [
            "AddDefaultCharset",
            "AddType",
            "ErrorDocument",
            "<IfModule",
            "    Header",
            "</IfModule>",
            "RedirectMatch",
        ];
        for line in apache.lines() {
            assert!(known.iter().any(|word| line.starts_with(word)), "{name}: {line}");
            assert_eq!(line.matches('"').count() % 2, 0, "{name}: {line}");
        }
    }
}

#[test]
fn base_urls_that_servers_misread_are_errors() {
    let refused = [
        "https://example.org/x;}server{listen/",
        "https://user:word@example.org/",
        "https://example.org/../",
        "https://example.org/a b/",
        "https://example.org/a\\nb/",
        "https://example.org/%7B%7D/",
    ];
    for address in refused {
        let root =
            site("address", &format!("title = \"Desk\"\nbase_url = \"{address}\"\n"), &talks("", "x"), &[]);
        let found = check(&root);
        assert!(found.len() == 1 && found[0].starts_with("site.toml:2:12: error[D0"), "{address}: {found:?}");
    }
    let settings = "title = \"Desk\"\nbase_url = \"https://example.org/%D9%82%D8%AF/\"\n";
    let root = site("address", settings, &talks("aliases: [/old/]\n", "x"), &[]);
    assert_eq!(run_dateline(&root, &["build"]).exit, ExitStatus::Success);
    assert!(
        read(&root, "servers/nginx-map.conf").contains("\"/قد/old/\" \"/%D9%82%D8%AF/briefings/talks/\";")
    );
    assert!(read(&root, "404.html").contains("href=\"/%D9%82%D8%AF/"));
}

#[test]
fn server_files_sandbox_allowed_images_and_pages() {
    let settings = format!("asset_types = [\"html\", \"glb\", \"js\"]\n{SETTINGS}");
    let body = "[a](map.html) [b](model.GLB) [c](code.js) [d](charts/index.html)";
    let files = [
        ("content/briefings/map.html", "x"),
        ("content/briefings/model.GLB", "x"),
        ("content/briefings/code.js", "x"),
        ("content/briefings/charts/index.html", "x"),
    ];
    let root = site("sandbox", &settings, &talks("", body), &files);
    let ran = run_dateline(&root, &["build"]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    let map = "/desk/briefings/map.html";
    let folder = "/desk/briefings/charts/";
    let expected = [
        (
            "servers/nginx-map.conf",
            vec![
                format!("\"~*\\.(GLB|svg)$\" \"default-src"),
                format!("\"{map}\" \"default-src"),
                format!("\"{folder}index.html\" \"default-src"),
            ],
        ),
        (
            "servers/Caddyfile",
            vec![format!("@dateline_sandboxed path *.GLB *.svg {folder}index.html {folder} {map}\n")],
        ),
        (
            ".htaccess",
            vec![
                "\"expr=%{REQUEST_URI} =~ m#\\.(GLB|svg)$#i\"".to_owned(),
                "\"expr=%{REQUEST_URI} =~ m#^/+desk/+briefings/+map\\.html$#i\"".to_owned(),
            ],
        ),
        (
            "_headers",
            vec![
                "/*.GLB\n  Content-Security-Policy: default-src".to_owned(),
                "/*.svg\n  Content-Security-Policy: default-src".to_owned(),
                format!("{map}\n  Content-Security-Policy: default-src"),
                "/desk/briefings/map\n  Content-Security-Policy: default-src".to_owned(),
                format!("{folder}\n  Content-Security-Policy: default-src"),
            ],
        ),
    ];
    for (file, parts) in expected {
        let text = read(&root, file);
        for part in parts {
            let after = text.split(&part).nth(1).unwrap_or_else(|| panic!("{file} lacks {part}:\n{text}"));
            assert!(
                file == "servers/Caddyfile"
                    || file == ".htaccess"
                    || after.lines().next().is_some_and(|line| line.contains(SANDBOX)),
                "{file}: {part}"
            );
        }
        assert!(text.contains(SANDBOX) && !text.contains("code.js"), "{file}");
    }
    assert_eq!(read_tree(&root.join("public/briefings/charts")).len(), 1);
}

#[test]
fn other_files_in_template_folders_are_not_published() {
    let own = [
        ("templates/base.html.bak", "x"),
        ("templates/style.css.orig", "x"),
        ("templates/notes.txt", "x"),
        ("templates/TODO", "x"),
        ("templates/old/logo.psd", "x"),
        ("templates/logo.SVG", "<svg/>"),
        ("templates/fonts/a.woff2", "x"),
        ("templates/robots.txt", "x"),
    ];
    let root = site("look", SETTINGS, &talks("", "x"), &own);
    let ran = run_dateline(&root, &["build", "--format", "short"]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    let warned: Vec<&str> = ran
        .err
        .lines()
        .filter(|line| line.contains("warning[T005]"))
        .filter_map(|line| line.split(':').next())
        .collect();
    let files = read_tree(&root.join("public"));
    for (path, _) in own {
        let name = path.strip_prefix("templates/").expect("a name");
        assert_ne!(warned.contains(&path), files.contains_key(name), "{path}");
    }
    assert_eq!(warned.len(), 5);
    let root = site("look", &format!("asset_types = [\"psd\"]\n{SETTINGS}"), &talks("", "x"), &own);
    assert_eq!(run_dateline(&root, &["build"]).exit, ExitStatus::Success);
    assert!(root.join("public/old/logo.psd").exists());
}
