#![allow(clippy::all, clippy::disallowed_methods, clippy::print_stdout)]
use dateline::render::view::View;
use dateline::{
    briefing::brief,
    document::parse,
    page::plan,
    render::Show,
    settings,
    site::{Audience, index},
    text::Source,
};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tera::{Context, Tera};
fn walk(dir: &Path, out: &mut Vec<PathBuf>) {
    for e in std::fs::read_dir(dir).unwrap() {
        let p = e.unwrap().path();
        if p.is_dir() { walk(&p, out) } else { out.push(p) }
    }
    out.sort();
}
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let root = Path::new(&args[1]);
    let out = Path::new(&args[2]);
    let toml = std::fs::read_to_string(root.join("site.toml")).unwrap();
    let set = settings::read(&Source::new("site.toml", toml));
    for d in &set.diagnostics {
        println!("{:?}", d.message)
    }
    let set = Arc::new(set.value.unwrap());
    let mut files = vec![];
    walk(&root.join("content"), &mut files);
    let mut pieces = vec![];
    let mut assets: Vec<Arc<str>> = vec![];
    for f in files {
        let rel = f.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        if rel.ends_with(".md") {
            let o = brief(parse(Source::new(rel, std::fs::read_to_string(&f).unwrap())).value);
            for d in &o.diagnostics {
                println!("{} {:?}", d.message, d.place.as_ref().map(|p| p.path.to_string()))
            }
            pieces.extend(o.value);
        } else {
            assets.push(rel.into())
        }
    }
    let audience = Audience { as_of: set.as_of.unwrap(), drafts: true, zone: set.time_zone.clone() };
    let ix = index(pieces, &assets, set, &audience);
    for d in &ix.diagnostics {
        println!("{} {:?}", d.message, d.place.as_ref().map(|p| p.path.to_string()))
    }
    let site = ix.value.site;
    let pages = plan(&site, &[]).value;
    let mut tera = Tera::new();
    let tdir = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut ts = vec![];
    walk(&tdir, &mut ts);
    let named: Vec<(String, String)> = ts
        .iter()
        .filter(|t| t.extension().is_some_and(|e| e == "html"))
        .map(|t| (t.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(t).unwrap()))
        .collect();
    tera.add_raw_templates(named.iter().map(|(a, b)| (a.as_str(), b.as_str()))).unwrap_or_else(|e| {
        println!("{e}");
        std::process::exit(1)
    });
    let t0 = std::time::Instant::now();
    let show = Show::new(&site, &dateline::render::Pictures::default());
    tera.global_context().insert_value("site", show.site_view().value());
    let (mut shown_t, mut render_t, mut n) = (0.0, 0.0, 0);
    for page in &pages {
        let a = std::time::Instant::now();
        let Some(shown) = show.page(page) else { continue };
        let b = std::time::Instant::now();
        let mut c = Context::new();
        for (k, v) in shown.names {
            c.insert_value(k, v)
        }
        let mut bytes = Vec::with_capacity(16384);
        if let Err(e) = tera.render_to(shown.template, &c, &mut bytes) {
            println!("{}: {e}", page.file);
            continue;
        }
        shown_t += (b - a).as_secs_f64();
        render_t += b.elapsed().as_secs_f64();
        n += 1;
        if args.len() > 3 {
            continue;
        }
        let p = out.join(&page.file);
        std::fs::create_dir_all(p.parent().unwrap()).unwrap();
        std::fs::write(p, bytes).unwrap();
    }
    for a in &assets {
        let p = out.join(a.strip_prefix("content/").unwrap());
        std::fs::create_dir_all(p.parent().unwrap()).unwrap();
        std::fs::copy(root.join(&**a), p).unwrap();
    }
    for t in ["style.css", "favicon.svg", "redirect.js"] {
        if tdir.join(t).exists() {
            std::fs::copy(tdir.join(t), out.join(t)).unwrap();
        }
    }
    println!("{n} pages; show {shown_t:.3} s, render {render_t:.3} s, all {:?}", t0.elapsed());
}
