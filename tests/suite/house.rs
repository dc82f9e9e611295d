//! The house rules of CONTRIBUTING.md, checked on the sources: names, sizes, parameters and words.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// The longest function, in lines.
const MAX_FUNCTION: usize = 60;
/// The longest file, in lines.
const MAX_FILE: usize = 400;

/// Files over the limit, with the reason.
const LONG_FILES: &[(&str, &str)] = &[(
    "src/render/view/records.rs",
    "one declaration a template record; the template reference is made from it",
)];

/// Type names that stand for two things, with the reason.
const SHARED_NAMES: &[(&str, &str)] = &[];

/// Functions that take a `bool`, with the reason.
const BOOL_PARAMETERS: &[(&str, &str)] =
    &[("src/data/yaml/tree.rs: visit_bool", "a method of a trait of serde")];

/// What one source file defines.
#[derive(Default)]
struct Definitions {
    types: Vec<String>,
    functions: Vec<(String, usize)>,
    bools: Vec<String>,
    identifiers: Vec<String>,
}

impl Definitions {
    fn function(&mut self, signature: &syn::Signature, lines: usize) {
        self.functions.push((signature.ident.to_string(), lines));
        self.identifiers.push(signature.ident.to_string());
        let takes_bool = signature.inputs.iter().any(|input| match input {
            syn::FnArg::Typed(typed) => {
                matches!(&*typed.ty, syn::Type::Path(path) if path.path.is_ident("bool"))
            }
            syn::FnArg::Receiver(_) => false,
        });
        if takes_bool {
            self.bools.push(signature.ident.to_string());
        }
    }

    fn named_type(&mut self, name: &syn::Ident) {
        self.types.push(name.to_string());
        self.identifiers.push(name.to_string());
    }
}

fn lines(node: &impl Spanned) -> usize {
    let span = node.span();
    span.end().line - span.start().line + 1
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        syn::Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        _ => false,
    })
}

impl<'ast> Visit<'ast> for Definitions {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test(&item.attrs) {
            self.identifiers.push(item.ident.to_string());
            visit::visit_item_mod(self, item);
        }
    }
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !is_test(&item.attrs) {
            self.function(&item.sig, lines(item));
            visit::visit_item_fn(self, item);
        }
    }
    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(&item.sig, lines(item));
        visit::visit_impl_item_fn(self, item);
    }
    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        self.function(&item.sig, lines(item));
        visit::visit_trait_item_fn(self, item);
    }
    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.named_type(&item.ident);
        visit::visit_item_struct(self, item);
    }
    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.named_type(&item.ident);
        visit::visit_item_enum(self, item);
    }
    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.named_type(&item.ident);
        visit::visit_item_trait(self, item);
    }
    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        self.named_type(&item.ident);
    }
    fn visit_field(&mut self, field: &'ast syn::Field) {
        self.identifiers.extend(field.ident.as_ref().map(ToString::to_string));
        visit::visit_field(self, field);
    }
    fn visit_variant(&mut self, variant: &'ast syn::Variant) {
        self.identifiers.push(variant.ident.to_string());
        visit::visit_variant(self, variant);
    }
}

struct File {
    path: String,
    text: String,
    definitions: Definitions,
}

/// The program's files, without files of tests.
fn sources() -> Vec<File> {
    let mut paths = Vec::new();
    collect(Path::new("src"), "rs", &mut paths);
    paths.retain(|path| path.file_name().is_none_or(|name| name != "tests.rs"));
    let files: Vec<File> = paths.into_iter().map(|path| parse(&path)).collect();
    assert!(files.len() > 50, "the sources are read from the package's folder");
    files
}

fn parse(path: &Path) -> File {
    let text = fs::read_to_string(path).expect("a source file");
    let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut definitions = Definitions::default();
    definitions.visit_file(&parsed);
    File { path: path.to_string_lossy().replace('\\', "/"), text, definitions }
}

fn collect(folder: &Path, extension: &str, paths: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, extension, paths);
        } else if path.extension().is_some_and(|found| found == extension) {
            paths.push(path);
        }
    }
}

/// Asserts that the violations of a rule are exactly its listed exceptions.
fn assert_only_exceptions(rule: &str, found: Vec<String>, exceptions: &[(&str, &str)]) {
    let new: Vec<&String> =
        found.iter().filter(|name| !exceptions.iter().any(|(known, _)| known == name)).collect();
    let stale: Vec<&str> = exceptions
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| !found.iter().any(|known| known == name))
        .collect();
    assert!(new.is_empty(), "{rule}:\n{new:#?}");
    assert!(stale.is_empty(), "{rule}: remove these from the list of exceptions: {stale:#?}");
}

#[test]
fn no_type_name_means_two_things() {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for name in sources().into_iter().flat_map(|file| file.definitions.types) {
        *names.entry(name).or_default() += 1;
    }
    let shared = names.into_iter().filter(|(_, count)| *count > 1).map(|(name, _)| name).collect();
    assert_only_exceptions("type names that are defined twice", shared, SHARED_NAMES);
}

#[test]
fn no_function_is_too_long() {
    let mut long = Vec::new();
    for file in sources() {
        for (name, lines) in file.definitions.functions.iter().filter(|(_, lines)| *lines > MAX_FUNCTION) {
            long.push(format!("{}: `{name}` has {lines} lines", file.path));
        }
    }
    assert_only_exceptions("functions that are too long", long, &[]);
}

#[test]
fn no_file_is_too_long() {
    let long = sources()
        .into_iter()
        .filter(|file| file.text.lines().count() > MAX_FILE)
        .map(|file| file.path)
        .collect();
    assert_only_exceptions("files that are too long", long, LONG_FILES);
}

#[test]
fn no_function_takes_a_bool() {
    let mut found = Vec::new();
    for file in sources() {
        found.extend(file.definitions.bools.iter().map(|name| format!("{}: {name}", file.path)));
    }
    assert_only_exceptions("functions with a `bool` parameter", found, BOOL_PARAMETERS);
}

/// Returns the words that are used nowhere: those marked with `!` in the last column of GLOSSARY.md, and their forms.
fn forbidden_words() -> Vec<String> {
    let glossary = fs::read_to_string("GLOSSARY.md").expect("the glossary");
    let rows = glossary.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix('|'));
    let last_cells = rows.filter_map(|row| row.rsplit('|').next());
    let marked: Vec<&str> = last_cells.flat_map(|cell| cell.split(',')).filter_map(marked_word).collect();
    assert!(marked.len() > 15, "the glossary marks words: {marked:?}");
    marked.iter().flat_map(|word| ["", "s", "es", "ed"].map(|ending| format!(" {word}{ending} "))).collect()
}

fn marked_word(word: &str) -> Option<&str> {
    word.trim().strip_suffix('!')
}

fn words_of(text: &str) -> String {
    let mut words = String::from(" ");
    let mut previous_is_lower = false;
    for c in text.chars() {
        if c.is_uppercase() && previous_is_lower {
            words.push(' ');
        }
        previous_is_lower = c.is_lowercase();
        words.extend(if c.is_alphanumeric() { c.to_lowercase().collect::<Vec<_>>() } else { vec![' '] });
    }
    words.push(' ');
    words
}

#[test]
fn no_text_uses_a_forbidden_word() {
    let mut paths = Vec::new();
    collect(Path::new("src"), "rs", &mut paths);
    collect(Path::new("docs"), "md", &mut paths);
    for extension in ["html", "js", "css"] {
        collect(Path::new("templates"), extension, &mut paths);
    }
    collect(Path::new("src/cli/starter"), "md", &mut paths);
    paths.extend(["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"].map(PathBuf::from));
    let forbidden = forbidden_words();
    let mut found = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).expect("a text");
        for (number, line) in text.lines().enumerate() {
            let words = words_of(line);
            let used = forbidden.iter().filter(|word| words.contains(*word));
            found.extend(used.map(|word| format!("{}:{}: {}", path.display(), number + 1, word.trim())));
        }
    }
    assert_only_exceptions("forbidden words", found, &[]);
}

#[test]
fn words_are_split_at_capitals_and_underscores() {
    assert_eq!(words_of("fn told_by(FactTeller)"), " fn told by fact teller  ");
}
