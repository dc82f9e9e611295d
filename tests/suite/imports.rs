//! Imports between the files of one folder of the sources: no cycles, and the rows of ARCHITECTURE.md.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use syn::visit::{self, Visit};

/// A module as its path below `src`, such as `site::found::dates`.
type Module = Vec<String>;

/// A folder whose files are compared, and imports in it that are not counted because they close known cycles.
struct Folder {
    name: &'static str,
    /// Modules that define what their files share, so that files below them import them.
    shared: &'static [&'static str],
    /// Other imports, with the reason.
    known: &'static [(&'static str, &'static str, &'static str)],
}

const FOLDERS: [Folder; 3] = [
    Folder { name: "site", shared: &[], known: &[] },
    Folder {
        name: "render",
        shared: &["render", "render::prose", "render::templates", "render::view", "render::view_builder"],
        known: &[],
    },
    Folder {
        name: "facts",
        shared: &["facts::date", "facts::names", "facts::timex::resolve", "facts::token"],
        known: &[
            (
                "facts::names::model",
                "facts::names::features",
                "the model has a row of weights for each feature",
            ),
            (
                "facts::timex::table::lexicon",
                "facts::timex::parts",
                "the lexicon gives words the meanings that parts have",
            ),
            (
                "facts::timex::table::value_names",
                "facts::timex::parts",
                "the tables give values the meanings that parts have",
            ),
        ],
    },
];

impl Folder {
    /// Removes the known imports from a graph and returns those that are not in it.
    fn remove_known(&self, graph: &mut ImportGraph) -> Vec<String> {
        let mut stale = Vec::new();
        for (from, to, _) in self.known {
            let imports = graph.imports.get_mut(&module(from));
            if !imports.is_some_and(|imports| imports.remove(&module(to))) {
                stale.push(format!("{from} no longer imports {to}"));
            }
        }
        for shared in self.shared {
            let shared = module(shared);
            let below = graph.imports.iter_mut().filter(|(module, _)| module.starts_with(&shared));
            if below.filter_map(|(_, imports)| imports.remove(&shared).then_some(())).count() == 0 {
                stale.push(format!("no file imports {} from below", shared.join("::")));
            }
        }
        stale
    }
}

fn module(path: &str) -> Module {
    path.split("::").map(str::to_owned).collect()
}

/// The imports of the files of a folder: those of the program, not of its tests.
struct ImportGraph {
    imports: BTreeMap<Module, BTreeSet<Module>>,
}

impl ImportGraph {
    fn of(folder: &str) -> Self {
        let mut files = BTreeMap::new();
        collect(&Path::new("src").join(folder), vec![folder.to_owned()], &mut files);
        assert!(files.len() > 5, "the files of `{folder}`");
        let modules: BTreeSet<Module> = files.keys().cloned().collect();
        let imports = files.into_iter().map(|(module, text)| {
            let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{module:?}: {error}"));
            let mut finder =
                ImportFinder { modules: &modules, current: module.clone(), found: BTreeSet::new() };
            finder.visit_file(&parsed);
            finder.found.remove(&module);
            (module, finder.found)
        });
        let graph = Self { imports: imports.collect() };
        let count: usize = graph.imports.values().map(BTreeSet::len).sum();
        assert!(count > 10, "the imports of `{folder}`");
        graph
    }

    /// Returns all modules that a module imports, directly or through others.
    fn reachable<'g>(&'g self, from: &'g Module) -> BTreeSet<&'g Module> {
        let (mut reached, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(next) = open.pop() {
            open.extend(self.imports[next].iter().filter(|module| reached.insert(*module)));
        }
        reached
    }

    /// Returns the largest groups of modules that import each other, each sorted.
    fn cycles(&self) -> Vec<Vec<String>> {
        let reachable: BTreeMap<&Module, BTreeSet<&Module>> =
            self.imports.keys().map(|module| (module, self.reachable(module))).collect();
        let in_cycle = reachable.iter().filter(|(module, reached)| reached.contains(*module));
        let groups: BTreeSet<Vec<String>> = in_cycle
            .map(|(module, reached)| {
                let mutual = reached.iter().filter(|other| reachable[*other].contains(module));
                mutual.map(|other| other.join("::")).collect()
            })
            .collect();
        groups.into_iter().collect()
    }
}

fn collect(folder: &Path, module: Module, files: &mut BTreeMap<Module, String>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let child: Module = module.iter().cloned().chain([stem.clone()]).collect();
        if path.is_dir() {
            collect(&path, child, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") && stem != "tests" {
            let module = if stem == "mod" { module.clone() } else { child };
            files.insert(module, fs::read_to_string(&path).expect("a source file"));
        }
    }
}

/// Finds the modules that the paths of one file name.
struct ImportFinder<'m> {
    modules: &'m BTreeSet<Module>,
    /// The module that is visited: the file, or a module inside it.
    current: Module,
    found: BTreeSet<Module>,
}

impl ImportFinder<'_> {
    fn add(&mut self, path: &[String]) {
        let Some(mut target) = self.absolute(path) else { return };
        while !target.is_empty() && !self.modules.contains(&target) {
            target.pop();
        }
        if !target.is_empty() {
            self.found.insert(target);
        }
    }

    /// Returns a path as one from the root of the crate, or `None` if it leads to another crate or a local name.
    fn absolute(&self, path: &[String]) -> Option<Module> {
        let mut base = self.current.clone();
        let mut rest = path;
        match path.first()?.as_str() {
            "crate" => (base, rest) = (Vec::new(), &path[1..]),
            "self" => rest = &path[1..],
            "super" => {
                while rest.first().is_some_and(|part| part == "super") {
                    base.pop();
                    rest = &rest[1..];
                }
            }
            first => {
                base.push(first.to_owned());
                return self.modules.contains(&base).then(|| [&base[..], &path[1..]].concat());
            }
        }
        base.extend(rest.iter().cloned());
        Some(base)
    }

    fn add_tree(&mut self, before: &mut Vec<String>, tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.add_tree(before, &path.tree);
                before.pop();
            }
            syn::UseTree::Group(group) => group.items.iter().for_each(|item| self.add_tree(before, item)),
            syn::UseTree::Name(syn::UseName { ident })
            | syn::UseTree::Rename(syn::UseRename { ident, .. }) => {
                let ident = Some(ident.to_string()).filter(|ident| ident != "self");
                self.add(&before.iter().cloned().chain(ident).collect::<Vec<_>>());
            }
            syn::UseTree::Glob(_) => self.add(before),
        }
    }
}

fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        syn::Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        _ => false,
    })
}

impl<'ast> Visit<'ast> for ImportFinder<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_for_tests(&item.attrs) && item.content.is_some() {
            self.current.push(item.ident.to_string());
            visit::visit_item_mod(self, item);
            self.current.pop();
        }
    }
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.add_tree(&mut Vec::new(), &item.tree);
    }
    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {}
    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if segments.len() > 1 && path.leading_colon.is_none() {
            self.add(&segments);
        }
        visit::visit_path(self, path);
    }
}

#[test]
fn files_of_a_folder_do_not_import_each_other() {
    let mut wrong = Vec::new();
    for folder in &FOLDERS {
        let mut graph = ImportGraph::of(folder.name);
        wrong.extend(folder.remove_known(&mut graph));
        let cycles = graph.cycles().into_iter();
        wrong.extend(cycles.map(|group| format!("these import each other: {}", group.join(", "))));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_cycle_is_found() {
    let imports = [("a", "b"), ("b", "c"), ("c", "b"), ("d", "a")]
        .map(|(from, to)| (module(from), [module(to)].into()));
    let graph = ImportGraph { imports: imports.into() };
    assert_eq!(graph.cycles(), [["b", "c"]]);
}

/// Returns the modules of each row of the table of `site` in ARCHITECTURE.md.
fn rows_of_site() -> Vec<Vec<String>> {
    let page = fs::read_to_string("ARCHITECTURE.md").expect("ARCHITECTURE.md");
    let (_, section) = page.split_once("### Inside `site`\n").expect("the section about `site`");
    let section = section.split("\n#").next().expect("a section");
    let rows = section.lines().filter(|line| line.starts_with("| ")).skip(1);
    rows.map(|row| {
        let modules = row.split('|').nth(2).expect("a column");
        modules.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    })
    .collect()
}

#[test]
fn modules_of_site_import_only_rows_above() {
    let mut rank = BTreeMap::new();
    for (index, row) in rows_of_site().into_iter().enumerate() {
        for module in row {
            assert_eq!(rank.insert(module.clone(), index), None, "`{module}` is listed twice");
        }
    }
    let graph = ImportGraph::of("site");
    let children: BTreeSet<&String> = graph.imports.keys().filter_map(|module| module.get(1)).collect();
    assert!(
        children.iter().copied().eq(rank.keys()),
        "ARCHITECTURE.md lists {rank:?}, the folder has {children:?}"
    );
    let mut wrong = Vec::new();
    for (module, imports) in graph.imports.iter().filter(|(module, _)| module.len() > 1) {
        for import in imports {
            if import.get(1).is_none_or(|child| rank[child] > rank[&module[1]]) {
                wrong.push(format!("{} imports {}", module.join("::"), import.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
