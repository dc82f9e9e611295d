//! File and folder names: portability, server configuration files, and safe printing.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Maximum length of a file or folder name in bytes on Linux, macOS and Windows.
pub const LONGEST_NAME: usize = 255;

/// Names that Windows reserves for devices, with any extension and in any case.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Names of files that configure web servers and hosts, in lower case.
const SERVER_FILES: [&str; 29] = [
    ".user.ini",
    "_headers",
    "_redirects",
    "_routes.json",
    "_worker.js",
    "_worker.mjs",
    "_middleware.js",
    "_middleware.ts",
    "_config.yml",
    "cname",
    "caddyfile",
    "nginx.conf",
    "httpd.conf",
    "php.ini",
    "web.config",
    "global.asax",
    "app.yaml",
    "firebase.json",
    "host.json",
    "netlify.toml",
    "now.json",
    "render.yaml",
    "serve.json",
    "staticwebapp.config.json",
    "vercel.json",
    "wrangler.json",
    "wrangler.jsonc",
    "wrangler.toml",
    "amplify.yml",
];

/// Returns why some operating system does not allow this file or folder name, as the predicate of a sentence; `None` if
/// the name is portable.
pub fn name_problem(name: &str) -> Option<Cow<'static, str>> {
    if name.len() > LONGEST_NAME {
        let message = format!("has {} bytes, but the maximum is {LONGEST_NAME}", name.len());
        return Some(message.into());
    }
    if let Some((_, c)) = name.char_indices().find(|(offset, c)| is_invalid(name, *offset, *c)) {
        return Some(invalid_char_reason(c).into());
    }
    if name.ends_with(['.', ' ']) {
        return Some("ends with a dot or a space, which Windows removes".into());
    }
    is_device(name).then_some("is a device name on Windows".into())
}

/// Returns the form in which two paths are equal if some file system takes them for one file: lower case, normal
/// form C.
pub fn collision_key(path: &str) -> Cow<'_, str> {
    if path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(path);
    }
    path.nfc().flat_map(char::to_lowercase).nfc().collect()
}

fn invalid_char_reason(c: char) -> String {
    match c {
        c if is_hidden(c) || is_joiner(c) => {
            format!("contains the invisible character U+{:04X}", u32::from(c))
        }
        c => format!("contains `{c}`, which Windows does not allow"),
    }
}

fn is_invalid(name: &str, offset: usize, c: char) -> bool {
    matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\' | '/')
        || is_hidden(c)
        || (is_joiner(c) && !joins(name, offset))
}

/// Returns whether a char is a zero-width joiner or non-joiner. Persian and Indic languages use them within words.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Returns whether the joiner at `offset` is between two letters of a word.
fn joins(name: &str, offset: usize) -> bool {
    let is_letter =
        |c: char| !c.is_ascii() && (c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c));
    let after = name[offset..].chars().nth(1);
    name[..offset].chars().next_back().is_some_and(is_letter) && after.is_some_and(is_letter)
}

/// Returns whether a char is a control character, invisible, or changes the direction of text.
fn is_hidden(c: char) -> bool {
    if c.is_ascii() {
        return c.is_control();
    }
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e007f}')
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end_matches(' ');
    // No device has a longer name; most names end here.
    if stem.len() > 7 {
        return false;
    }
    let stem = stem.to_ascii_lowercase();
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    let numbered = port.is_some_and(|port| {
        matches!(port, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³")
    });
    numbered || DEVICES.contains(&stem.as_str())
}

/// Returns whether a file or folder of this name configures a web server or host.
pub fn is_server_file(name: &str) -> bool {
    let is_apache = name.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(".ht"));
    is_apache || SERVER_FILES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Escapes control, invisible and direction characters; keeps line ends.
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, |c| is_hidden(c) && c != '\n')
}

/// Escapes like [`visible`], and line ends too, for one-line text such as file names.
pub fn visible_line(text: &str) -> Cow<'_, str> {
    escaped(text, is_hidden)
}

fn escaped(text: &str, hidden: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&hidden) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            c if hidden(c) => escaped.extend(c.escape_unicode()),
            c => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn unportable_names_are_detected() {
        let invalid = [
            "CON",
            "aux",
            "Nul.txt",
            "com1",
            "LPT9.tar.gz",
            "com².csv",
            "prn .txt",
            "CONIN$",
            "a.",
            "a ",
            "...",
            "a<b",
            "a>b",
            "a:b",
            "a\"b",
            "a|b",
            "a?b",
            "a*b",
            "a\\b",
            "a\nb",
            "a\u{1b}b",
            "a\u{7f}b",
            "a\u{85}b",
            "a\u{200b}b",
            "a\u{202e}b",
            "\u{feff}a",
            "a\u{2066}b",
            "a\u{ad}b",
            "a\u{2028}b",
            "a\u{e0041}b",
            "a\u{200c}b",
            "می\u{200c}",
            "\u{200d}می",
        ];
        for name in invalid {
            let reason = name_problem(name);
            assert!(reason.is_some(), "{name:?}");
            assert!(!reason.unwrap_or_default().contains(is_hidden), "{name:?}");
        }
        let valid = [
            "con-air",
            "console",
            "com",
            "com10",
            "lpt",
            "auxiliary.txt",
            "a.b",
            "می\u{200c}خواهم.jpg",
            "क्\u{200d}ष",
            "日本　語.png",
            "❤\u{fe0f}.png",
            "a b",
            "é",
            "index.html",
            ".well-known",
        ];
        for name in valid {
            assert_eq!(name_problem(name), None, "{name:?}");
        }
        assert_eq!(name_problem(&"n".repeat(LONGEST_NAME)), None);
        assert!(name_problem(&"語".repeat(86)).is_some());
    }

    #[test]
    fn server_files_are_detected_in_any_case() {
        for name in
            [".htaccess", ".HTPASSWD", ".user.ini", "Web.config", "_headers", "_Worker.js", "vercel.json"]
        {
            assert!(is_server_file(name), "{name}");
        }
        for name in ["headers", "web.config.txt", "worker.js", "map.svg", "_routes.csv"] {
            assert!(!is_server_file(name), "{name}");
        }
    }

    proptest! {
        #[test]
        fn escaped_text_has_no_hidden_chars(text in "(\\PC|[\\x00-\\x1f\u{7f}-\u{9f}\u{200b}-\u{206f}\u{feff}]){0,24}") {
            prop_assert!(!visible_line(&text).contains(is_hidden));
            prop_assert!(!visible(&text).replace('\n', "").contains(is_hidden));
            prop_assert_eq!(visible_line(&text).len() > text.len(), text.contains(is_hidden));
        }
    }

    #[test]
    fn paths_that_differ_in_case_or_unicode_form_collide() {
        assert_eq!(collision_key("Rome/É"), collision_key("rome/e\u{301}"));
        assert_ne!(collision_key("rome"), collision_key("roma"));
    }
}
