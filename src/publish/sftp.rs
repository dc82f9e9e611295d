//! A folder on a server, through the program `sftp` of the system, which has the keys, hosts and agents of the user.
//!
//! Everything is sent into a hidden folder first and then renamed into place, so no visitor meets half a file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{MANIFEST, MAX_BYTES, Place, PublishManifest, PublishPlan};
use crate::world::World;

/// Folder at the place for files on their way.
const PARTS: &str = ".dateline-parts";

/// A folder on a server.
#[derive(Clone, Debug)]
pub struct SftpPlace {
    /// Host with an optional user, as `sftp` takes it.
    host: String,
    port: Option<String>,
    /// Path of the folder on the server.
    folder: String,
    /// Local folder for the manifest.
    scratch: PathBuf,
}

/// Returns `host/path` for `host:path`, where the path is relative to the home folder unless it begins with `/`.
fn as_url(text: &str) -> String {
    match text.split_once(':') {
        Some((host, path)) if path.starts_with('/') => format!("{host}{path}"),
        Some((host, path)) if path.starts_with(|c: char| !c.is_ascii_digit()) && !host.contains('/') => {
            format!("{host}/~/{}", path.trim_start_matches("~/"))
        }
        _ => text.to_owned(),
    }
}

/// Returns the lines of an error on one line, without those that only name the host.
fn reasons(errors: &str) -> String {
    let lines =
        errors.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("Connected to"));
    lines.collect::<Vec<_>>().join("; ")
}

impl SftpPlace {
    /// Reads `[user@]host[:port]/path` after an optional `sftp://`, or `[user@]host:path` as `scp` takes it. A path that begins
    /// with `~/` is relative to the home folder.
    pub fn parse(text: &str, scratch: &Path) -> Result<Self, String> {
        const SHAPE: &str = "write the place as `sftp://user@host/path`";
        let rest = text.strip_prefix("sftp://").map_or_else(|| as_url(text), str::to_owned);
        let (server, path) = rest.split_once('/').ok_or(SHAPE)?;
        let (host, port) = match server.rsplit_once(':') {
            Some((host, "")) => (host, None),
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => {
                (host, Some(port.to_owned()))
            }
            _ => (server, None),
        };
        let path = path.trim_end_matches('/');
        // A host that begins with a hyphen would be an option.
        if host.is_empty() || host.starts_with('-') || path.is_empty() || text.contains(['\n', '\r']) {
            return Err(SHAPE.to_owned());
        }
        let folder = path.strip_prefix("~/").map_or_else(|| format!("/{path}"), str::to_owned);
        Ok(Self { host: host.to_owned(), port, folder, scratch: scratch.to_path_buf() })
    }

    /// Runs commands and returns what they print.
    fn run(&self, world: &dyn World, commands: &str) -> Result<String, String> {
        let mut arguments = vec!["-b", "-"];
        if let Some(port) = &self.port {
            arguments.extend(["-P", port]);
        }
        arguments.extend(["--", &self.host]);
        let ran = world
            .run_program("sftp", &arguments, commands)
            .map_err(|error| format!("the program `sftp` cannot be started: {error}"))?;
        if ran.success { Ok(ran.output) } else { Err(format!("sftp: {}", reasons(&ran.errors))) }
    }

    fn remote(&self, path: &str) -> String {
        quoted(&format!("{}/{path}", self.folder))
    }

    fn scratch_file(&self, world: &dyn World, name: &str, text: Option<&str>) -> Result<PathBuf, String> {
        let failed = |error: std::io::Error| format!("`{}`: {error}", self.scratch.display());
        world.create_dirs(&self.scratch).map_err(failed)?;
        let file = self.scratch.join(name);
        let _ = world.remove_file(&file);
        if let Some(text) = text {
            world.create_new(&file, text.as_bytes()).map_err(failed)?;
        }
        Ok(file)
    }

    /// Returns the commands that make folders, send the files and rename them.
    fn batch(&self, output: &Path, plan: &PublishPlan, manifests: [&Path; 2]) -> Result<String, String> {
        let mut folders: BTreeSet<&str> = BTreeSet::new();
        for file in &plan.sent {
            let ends = file.path.match_indices('/').map(|(index, _)| &file.path[..index]);
            folders.extend(ends);
        }
        let mut lines = Vec::new();
        // A folder that exists is no error.
        let home = self.folder.match_indices('/').skip(1).map(|(index, _)| &self.folder[..index]);
        lines.extend(home.chain([&*self.folder]).map(|folder| format!("-mkdir {}", quoted(folder))));
        lines.extend(folders.iter().map(|folder| format!("-mkdir {}", self.remote(folder))));
        lines.push(format!("-mkdir {}", self.remote(PARTS)));
        for (index, file) in plan.sent.iter().enumerate() {
            let from = local(&output.join(&file.path))?;
            lines.push(format!("put {from} {}", self.remote(&format!("{PARTS}/{index}"))));
        }
        let [during, after] = manifests;
        let part = self.remote(&format!("{PARTS}/manifest"));
        let manifest = self.remote(MANIFEST);
        lines.push(format!("put {} {part}\nrename {part} {manifest}", local(during)?));
        for (index, file) in plan.sent.iter().enumerate() {
            lines.push(format!(
                "rename {} {}",
                self.remote(&format!("{PARTS}/{index}")),
                self.remote(&file.path)
            ));
        }
        lines.extend(plan.removed.iter().map(|path| format!("-rm {}", self.remote(path))));
        lines.push(format!("put {} {part}\nrename {part} {manifest}", local(after)?));
        lines.push(format!("-rmdir {}\n", self.remote(PARTS)));
        Ok(lines.join("\n"))
    }
}

impl Place for SftpPlace {
    fn manifest(&mut self, world: &dyn World) -> Result<Option<PublishManifest>, String> {
        let file = self.scratch_file(world, "manifest", None)?;
        self.run(world, &format!("-get {} {}\n", self.remote(MANIFEST), local(&file)?))?;
        let bytes = world.read(&file, MAX_BYTES).ok();
        let _ = world.remove_file(&file);
        bytes.map(|bytes| PublishManifest::parse(&bytes)).transpose()
    }

    fn existing(&mut self, world: &dyn World, paths: &[&str]) -> Result<BTreeSet<String>, String> {
        let commands: String = paths.iter().map(|path| format!("-ls -1 {}\n", self.remote(path))).collect();
        let printed = self.run(world, &commands)?;
        let listed: BTreeSet<&str> = printed.lines().filter(|line| !line.starts_with("sftp> ")).collect();
        let exists = |path: &&&str| listed.contains(&*format!("{}/{path}", self.folder));
        Ok(paths.iter().filter(exists).map(|path| (*path).to_owned()).collect())
    }

    fn publish(&mut self, world: &dyn World, output: &Path, plan: &PublishPlan) -> Result<(), String> {
        let during = self.scratch_file(world, "during", Some(&plan.during.to_json()))?;
        let after = self.scratch_file(world, "after", Some(&plan.after.to_json()))?;
        let sent = self.batch(output, plan, [&during, &after]).and_then(|batch| self.run(world, &batch));
        [&during, &after].into_iter().for_each(|file| drop(world.remove_file(file)));
        let _ = world.remove_dir(&self.scratch);
        sent.map(drop)
    }
}

fn local(path: &Path) -> Result<String, String> {
    let text = path.to_str().ok_or_else(|| format!("`{}` is not UTF-8", path.display()))?;
    Ok(quoted(text))
}

/// Quotes a path for `sftp`, which reads wildcards also within quotes.
fn quoted(path: &str) -> String {
    let mut quoted = String::from("\"");
    for c in path.chars() {
        if matches!(c, '"' | '\\' | '*' | '?' | '[') {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::{LocalFile, plan};

    #[test]
    fn places_are_read() {
        let scratch = Path::new("scratch");
        let cases = [
            ("sftp://desk@example.org/srv/site/", Ok(("desk@example.org", None, "/srv/site"))),
            ("example.org:2222/~/site", Ok(("example.org", Some("2222"), "site"))),
            ("desk@example.org:/srv/site", Ok(("desk@example.org", None, "/srv/site"))),
            ("desk@example.org:sites/desk", Ok(("desk@example.org", None, "sites/desk"))),
            ("sftp://example.org:/srv/site", Ok(("example.org", None, "/srv/site"))),
            ("example.org:", Err(())),
            ("sftp://example.org", Err(())),
            ("sftp://-oProxyCommand=x/site", Err(())),
            ("example.org/", Err(())),
        ];
        for (text, expected) in cases {
            let place = SftpPlace::parse(text, scratch);
            let read = place.as_ref().map(|it| (&*it.host, it.port.as_deref(), &*it.folder)).map_err(|_| ());
            assert_eq!(read, expected, "{text}");
        }
    }

    #[test]
    fn errors_keep_the_reason() {
        let errors =
            "Connected to h.\nssh: connect to host h port 22: Connection refused\r\nConnection closed.  \r\n";
        assert_eq!(reasons(errors), "ssh: connect to host h port 22: Connection refused; Connection closed.");
    }

    #[test]
    fn files_are_renamed_after_all_were_sent() {
        let place = SftpPlace::parse("h/srv", Path::new("s")).expect("a place");
        let file = |path: &str| LocalFile { path: path.to_owned(), hash: String::new(), bytes: 0 };
        let plan = plan(vec![file("a/\"b\".html"), file("a/x[1].png")], None);
        let batch =
            place.batch(Path::new("public"), &plan, [Path::new("d"), Path::new("e")]).expect("commands");
        let expected = "-mkdir \"/srv\"\n-mkdir \"/srv/a\"\n-mkdir \"/srv/.dateline-parts\"\n\
            put \"public/a/x\\[1].png\" \"/srv/.dateline-parts/0\"\n\
            put \"public/a/\\\"b\\\".html\" \"/srv/.dateline-parts/1\"\n\
            put \"d\" \"/srv/.dateline-parts/manifest\"\n\
            rename \"/srv/.dateline-parts/manifest\" \"/srv/.dateline-manifest.json\"\n\
            rename \"/srv/.dateline-parts/0\" \"/srv/a/x\\[1].png\"\n\
            rename \"/srv/.dateline-parts/1\" \"/srv/a/\\\"b\\\".html\"\n\
            put \"e\" \"/srv/.dateline-parts/manifest\"\n\
            rename \"/srv/.dateline-parts/manifest\" \"/srv/.dateline-manifest.json\"\n\
            -rmdir \"/srv/.dateline-parts\"\n";
        assert_eq!(batch, expected);
    }
}
