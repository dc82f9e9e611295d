//! Runs the Liquid of a page, as far as it does not depend on other pages, within fixed limits.

mod expression;
mod filters;
mod lexer;
mod markdownify;
mod tags;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use super::report::{FileLog, ReportKind};
use super::shortcode;
use super::tree::normalized;
use expression::{as_text, holds};
use filters::evaluate;
use lexer::{Piece, pieces};

/// Maximum number of pieces that one page runs.
const MAX_STEPS: usize = 200_000;
/// Maximum length of a page after its templates are run, in bytes.
const MAX_OUTPUT: usize = 4 << 20;
/// Maximum depth of includes and blocks.
const MAX_DEPTH: usize = 24;

/// The variables of a template: those it assigns, then those of the page and the site.
pub(super) struct Scopes<'a> {
    assigned: BTreeMap<String, Value>,
    shared: &'a Map<String, Value>,
}

impl Scopes<'_> {
    fn get(&self, name: &str) -> Option<&Value> {
        self.assigned.get(name).or_else(|| self.shared.get(name))
    }
}

/// What is shared by all pages.
pub(super) struct LiquidSite<'a> {
    /// The texts of the source by path, for includes.
    pub(super) texts: FxHashMap<&'a str, &'a str>,
    /// The folders of includes, each with a final `/`.
    pub(super) include_folders: Vec<String>,
    /// The variables of all pages: `site` and others.
    pub(super) values: Map<String, Value>,
}

/// Runs the Liquid of a page and logs what cannot be run.
pub(super) fn run(
    template: &str,
    path: &str,
    page: &Map<String, Value>,
    site: &LiquidSite<'_>,
    log: &mut FileLog,
) -> String {
    if !template.contains("{{") && !template.contains("{%") {
        return template.to_owned();
    }
    let assigned = page.iter().map(|(key, value)| (key.clone(), value.clone()));
    let mut scopes = Scopes { assigned: assigned.collect(), shared: &site.values };
    scopes.assigned.insert("page".to_owned(), Value::Object(page.clone()));
    let mut runner = LiquidRunner { site, scopes, path, log, output: String::new(), steps: 0, stop: None };
    runner.run_pieces(&pieces(template), 0);
    if runner.steps > MAX_STEPS || runner.output.len() > MAX_OUTPUT {
        runner.log.push((ReportKind::UnknownLiquid, "a template that does not end".to_owned()));
    }
    runner.output
}

/// Why a loop ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LoopStop {
    Break,
    Continue,
}

/// One run of a page's templates.
struct LiquidRunner<'a, 'l> {
    site: &'a LiquidSite<'a>,
    scopes: Scopes<'a>,
    path: &'a str,
    log: &'l mut FileLog,
    output: String,
    steps: usize,
    stop: Option<LoopStop>,
}

impl<'a> LiquidRunner<'a, '_> {
    /// Runs pieces until they end or a limit is reached.
    fn run_pieces(&mut self, pieces: &[Piece<'_>], depth: usize) {
        let mut index = 0;
        while index < pieces.len() && self.stop.is_none() {
            self.steps += 1;
            if self.steps > MAX_STEPS || self.output.len() > MAX_OUTPUT || depth > MAX_DEPTH {
                return;
            }
            match pieces[index] {
                Piece::Text(text) => self.output.push_str(text),
                Piece::Output(expression) => self.print(expression),
                Piece::Tag(name, arguments, _) => {
                    let end = tags::block_end(pieces, index);
                    let inner = end.map_or(&[][..], |end| &pieces[index + 1..end]);
                    self.run_tag(name, arguments, inner, depth);
                    index = end.unwrap_or(index);
                }
            }
            index += 1;
        }
    }

    fn print(&mut self, expression: &str) {
        let (value, unknown) = evaluate(expression, &self.scopes);
        let unknown = unknown.into_iter().map(|name| (ReportKind::UnknownLiquid, format!("filter {name}")));
        self.log.extend(unknown);
        if value.is_null() && !expression.is_empty() {
            self.log.push((ReportKind::UnknownVariable, format!("{{{{ {expression} }}}}")));
        }
        self.output.push_str(&as_text(&value));
    }

    fn run_tag(&mut self, name: &str, arguments: &str, inner: &[Piece<'_>], depth: usize) {
        match name {
            "comment" | "endraw" | "endhighlight" | "endcomment" | "" => {}
            "raw" => inner.iter().for_each(|piece| self.push_verbatim(*piece)),
            "highlight" | "prism" => {
                let language = arguments.split_whitespace().next().unwrap_or_default();
                self.output.push_str(&format!("\n```{language}\n"));
                let start = self.output.len();
                inner.iter().for_each(|piece| self.push_verbatim(*piece));
                let code = self.output.split_off(start);
                self.output.push_str(&format!("{}\n```\n", code.trim_matches('\n')));
            }
            "assign" | "set" => self.assign(arguments),
            "capture" => {
                let outer = std::mem::take(&mut self.output);
                self.run_pieces(inner, depth + 1);
                let captured = std::mem::replace(&mut self.output, outer);
                self.scopes.assigned.insert(arguments.trim_matches(['"', '\'']).to_owned(), captured.into());
            }
            "if" | "unless" => self.run_branches(name, arguments, inner, depth),
            "case" => self.run_case(arguments, inner, depth),
            "for" => self.run_loop(arguments, inner, depth),
            "break" => self.stop = Some(LoopStop::Break),
            "continue" => self.stop = Some(LoopStop::Continue),
            "include" | "include_relative" | "include-markdown" | "include_cached" | "render" => {
                self.include(name, arguments, depth)
            }
            "post_url" | "link" => self.page_path(name, arguments),
            "image" | "image_with_class" | "img" => self.image(arguments),
            "css" | "js" | "style" | "javascript" if !inner.is_empty() => {
                self.log.push((ReportKind::RemovedHtml, name.to_owned()));
            }
            _ => match shortcode::embedded(name, arguments).filter(|_| inner.is_empty()) {
                Some(link) => {
                    self.log.push((ReportKind::Shortcode, name.to_owned()));
                    self.output.push_str(&link);
                }
                None => {
                    self.log.push((ReportKind::UnknownLiquid, format!("{{% {name} %}}")));
                    self.run_pieces(inner, depth + 1);
                }
            },
        }
    }

    fn push_verbatim(&mut self, piece: Piece<'_>) {
        if let Piece::Text(text) = piece {
            self.output.push_str(text);
        }
    }

    fn assign(&mut self, arguments: &str) {
        let Some((name, expression)) = arguments.split_once('=') else { return };
        let (value, unknown) = evaluate(expression, &self.scopes);
        let unknown = unknown.into_iter().map(|name| (ReportKind::UnknownLiquid, format!("filter {name}")));
        self.log.extend(unknown);
        self.scopes.assigned.insert(name.trim().to_owned(), value);
    }

    /// Runs the first branch of `if` or `unless` whose condition holds.
    fn run_branches(&mut self, name: &str, condition: &str, inner: &[Piece<'_>], depth: usize) {
        let branches = tags::branches(inner, &["elsif", "else"]);
        let first = holds(condition, &self.scopes) == (name == "if");
        let chosen = if first {
            branches.first()
        } else {
            branches
                .iter()
                .skip(1)
                .find(|branch| branch.name == "else" || holds(branch.arguments, &self.scopes))
        };
        if let Some(branch) = chosen {
            self.run_pieces(branch.pieces, depth + 1);
        }
    }

    fn run_case(&mut self, subject: &str, inner: &[Piece<'_>], depth: usize) {
        let branches = tags::branches(inner, &["when", "else"]);
        let matches = |branch: &&tags::Branch<'_, '_>| {
            branch.name == "else"
                || branch
                    .arguments
                    .split([','])
                    .flat_map(|part| part.split(" or "))
                    .any(|value| holds(&format!("{subject} == {value}"), &self.scopes))
        };
        if let Some(branch) = branches.iter().skip(1).find(matches) {
            self.run_pieces(branch.pieces, depth + 1);
        }
    }

    fn run_loop(&mut self, arguments: &str, inner: &[Piece<'_>], depth: usize) {
        let Some((name, list)) = arguments.split_once(" in ") else { return };
        let expression = list.split_whitespace().next().unwrap_or_default();
        let (value, _) = evaluate(expression, &self.scopes);
        let items = match value {
            Value::Array(items) => items,
            Value::Object(map) => {
                map.into_iter().map(|(key, value)| Value::from(vec![key.into(), value])).collect()
            }
            Value::Null => {
                self.log.push((ReportKind::UnknownVariable, format!("{{% for {name} in {expression} %}}")));
                Vec::new()
            }
            value => vec![value],
        };
        let count = items.len();
        for (index, item) in items.into_iter().enumerate() {
            if self.steps > MAX_STEPS {
                return;
            }
            let position = serde_json::json!({
                "index": index + 1, "index0": index, "first": index == 0, "last": index + 1 == count, "length": count,
            });
            self.scopes.assigned.insert("forloop".to_owned(), position);
            self.scopes.assigned.insert(name.trim().to_owned(), item);
            self.run_pieces(inner, depth + 1);
            if self.stop.take() == Some(LoopStop::Break) {
                break;
            }
        }
    }

    /// Runs another file at this point, with its parameters under `include`.
    fn include(&mut self, tag: &str, arguments: &str, depth: usize) {
        let call = tags::include_call(arguments, &self.scopes);
        let Some((path, template)) = self.included_file(tag, &call.file).filter(|_| depth < MAX_DEPTH) else {
            self.log.push((ReportKind::BrokenInclude, call.file));
            return;
        };
        self.log.push((ReportKind::Include, path));
        // Eleventy has the parameters as variables, Jekyll under `include`.
        let variables = call.parameters.iter().map(|(key, value)| (key.clone(), value.clone()));
        self.scopes.assigned.extend(variables);
        let outer = self.scopes.assigned.insert("include".to_owned(), Value::Object(call.parameters));
        self.run_pieces(&pieces(template), depth + 1);
        match outer {
            Some(outer) => self.scopes.assigned.insert("include".to_owned(), outer),
            None => self.scopes.assigned.remove("include"),
        };
    }

    fn included_file(&self, tag: &str, name: &str) -> Option<(String, &'a str)> {
        let beside = [super::tree::folder(self.path).to_owned()];
        let folders = if matches!(tag, "include_relative" | "include-markdown") {
            &beside[..]
        } else {
            &self.site.include_folders
        };
        let mut paths = folders.iter().filter_map(|folder| normalized(&format!("{folder}{name}")));
        paths.find_map(|mut path| {
            let length = path.len();
            ["", ".html", ".md", ".liquid", ".njk"].into_iter().find_map(|ending| {
                path.truncate(length);
                path.push_str(ending);
                self.site.texts.get(&*path).map(|text| (path.clone(), *text))
            })
        })
    }

    /// Prints the path of another page, which the links are resolved by.
    fn page_path(&mut self, tag: &str, arguments: &str) {
        let name = arguments.trim_matches(['"', '\'', ' ']);
        let path = if tag == "link" { format!("/{name}") } else { format!("/_posts/{name}.md") };
        self.output.push_str(&path.replace(' ', "%20"));
    }

    /// Prints `{% image "file" "text" %}` of Eleventy as a Markdown image.
    fn image(&mut self, arguments: &str) {
        let texts: Vec<String> = expression::terms(arguments)
            .iter()
            .filter(|term| !matches!(term, expression::LiquidTerm::Mark(_)))
            .map(|term| as_text(&expression::value_of(term, &self.scopes)))
            .collect();
        let (Some(file), alt) = (texts.first(), texts.get(1)) else { return };
        let alt = alt.map(|alt| alt.replace(['[', ']'], "")).unwrap_or_default();
        let file = if file.contains("://") || file.starts_with('.') {
            file.clone()
        } else {
            format!("/{}", file.trim_start_matches('/'))
        };
        self.log.push((ReportKind::Shortcode, "image".to_owned()));
        self.output.push_str(&format!("![{}]({})", crate::text::on_one_line(&alt), file.replace(' ', "%20")));
    }
}
