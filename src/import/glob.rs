//! Patterns of paths in the settings of other programs.

/// Returns whether a pattern matches a whole path. `*` and `?` match within a folder, `**` across folders.
pub(super) fn glob_matches(pattern: &str, path: &str) -> bool {
    let pattern = pattern.as_bytes();
    let path = path.as_bytes();
    let (mut at, mut index) = (0, 0);
    // Where to go on after a mismatch: behind the last `*` and the last `**`, each with the place in the path.
    let (mut star, mut stars) = (None::<(usize, usize)>, None::<(usize, usize, &[u8])>);
    loop {
        let rest = &pattern[at..];
        if rest.starts_with(b"**") {
            let wide: &[u8] = if rest.starts_with(b"**/") { b"**/" } else { b"**" };
            at += wide.len();
            (star, stars) = (None, Some((at, index, wide)));
            continue;
        }
        let is_inner = path.get(index).is_some_and(|byte| *byte != b'/');
        match (rest.first(), path.get(index)) {
            (None, None) => return true,
            (Some(b'*'), _) => {
                at += 1;
                star = Some((at, index));
                continue;
            }
            (Some(b'?'), Some(_)) if is_inner => (at, index) = (at + 1, index + 1),
            (Some(want), Some(byte)) if want == byte => (at, index) = (at + 1, index + 1),
            _ => match (star, stars) {
                (Some((after, from)), _) if path.get(from).is_some_and(|byte| *byte != b'/') => {
                    star = Some((after, from + 1));
                    (at, index) = (after, from + 1);
                }
                (_, Some((after, from, wide))) => {
                    // Folders are skipped as a whole.
                    let step = match wide.len() {
                        3 => path[from..].iter().position(|byte| *byte == b'/').map(|slash| slash + 1),
                        _ => (from < path.len()).then_some(1),
                    };
                    let Some(step) = step else { return false };
                    (star, stars) = (None, Some((after, from + step, wide)));
                    (at, index) = (after, from + step);
                }
                (_, None) => return false,
            },
        }
    }
}

/// Returns whether a path or one of its folders matches a pattern from the root.
pub(super) fn is_below(pattern: &str, path: &str) -> bool {
    let pattern = pattern.trim_start_matches("./").trim_matches('/');
    let ends = path.match_indices('/').map(|(at, _)| at).take(32).chain([path.len()]);
    !pattern.is_empty() && ends.into_iter().any(|end| glob_matches(pattern, &path[..end]))
}

/// Returns whether lines in the notation of `.gitignore` name a path; the last line that matches counts.
pub(super) fn is_ignored(lines: &str, path: &str) -> bool {
    let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.fold(false, |ignored, line| {
        let (pattern, value) = line.strip_prefix('!').map_or((line, true), |pattern| (pattern, false));
        let inner = pattern.trim_end_matches('/');
        let matches = if inner.contains('/') {
            is_below(inner, path)
        } else {
            is_below(inner, path) || is_below(&format!("**/{inner}"), path)
        };
        let folder = path.rfind('/').map_or("", |slash| &path[..slash]);
        let matches = matches
            && (!pattern.ends_with('/')
                || is_below(inner, folder)
                || is_below(&format!("**/{inner}"), folder));
        if matches { value } else { ignored }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_whole_paths() {
        let cases = [
            ("a.md", "a.md", true),
            ("*.md", "a.md", true),
            ("*.md", "b/a.md", false),
            ("**/*.md", "b/c/a.md", true),
            ("**/*.md", "a.md", true),
            ("**/x.md", "b/ax.md", false),
            ("**/x.md", "b/c/x.md", true),
            ("b/**", "b/c/a.md", true),
            ("b/*/a.md", "b/c/a.md", true),
            ("b/?/a.md", "b/cc/a.md", false),
            ("**a*b", &format!("{}x", "a".repeat(5_000)), false),
        ];
        for (pattern, path, expected) in cases {
            assert_eq!(glob_matches(pattern, path), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn lines_ignore_paths() {
        let lines = "# comment\n/todo.md\nwork/\n*.tmp.md\n!keep.tmp.md\nb/c.md\n";
        let cases = [
            ("todo.md", true),
            ("a/todo.md", false),
            ("a/work/x.md", true),
            ("a/work", false),
            ("a/x.tmp.md", true),
            ("a/keep.tmp.md", false),
            ("b/c.md", true),
            ("a/b/c.md", false),
        ];
        for (path, expected) in cases {
            assert_eq!(is_ignored(lines, path), expected, "{path}");
        }
        assert!(is_below("drafts/", "drafts/x.md") && !is_below("draft", "drafts/x.md"));
    }
}
