#!/usr/bin/env python3
"""Serves a built site with nginx, Apache and Caddy, each told by the file Dateline writes for it, and asks each for old
and new addresses and for headers: first a plain site, then one whose names mean something in the files of some server.
Usage: servers.py DATELINE, where DATELINE is the program. Fails where a server is
missing; stops every server it starts. Needs Debian's nginx-light, apache2 and caddy, and nothing but Python's library."""

import http.client
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
BRIEFING = "/desk/briefings/2025/gates-open/"
TOPIC = "/desk/topics/" + urllib.parse.quote("مياه") + "/"

# An old address, and where it leads now.
MOVED = [
    ("/desk/old/gates/", BRIEFING),
    ("/desk/old/gates", BRIEFING),
    ("/desk/old/gates/index.html", BRIEFING),
    ("/desk/old/a%20(first)%20name.html+/", BRIEFING),
    ("/desk/" + urllib.parse.quote("قديم/بوابات") + "/", BRIEFING),
    ("/desk/themes/water/", TOPIC),
]
# A path, its status and the beginning of its media type.
SERVED = [
    ("/desk/", 200, "text/html"),
    (BRIEFING, 200, "text/html"),
    (TOPIC, 200, "text/html"),
    ("/desk/atom.xml", 200, None),
    ("/desk/feed.json", 200, "application/json"),
    ("/desk/site.webmanifest", 200, "application/manifest+json"),
    ("/desk/nowhere/", 404, "text/html"),
    ("/desk/old/", None, None),
]
HEADERS = ["content-security-policy", "x-content-type-options", "referrer-policy"]

# Names of folders and old addresses that mean something in the file of some server.
HOSTILE = ["a;b", "a$uri", "a${x}", "a{b}", "a'b", "a`b", "a^b", "a#b", "a%41b", "a(b)+", "a b", "a=@b", "[a]", "قديم"]
# Names that are refused: no file for a server ever holds them.
REFUSED = ["x\nErrorDocument 404 OWNED\n#", "x\n", "x\r", "x\x1b", "x\"", "x\\", "x<", "x*", "x|", "x?"]
# Addresses of a site that are refused.
ADDRESSES = ["https://example.org/x;}server{listen 1;", "https://example.org/x\\nErrorDocument 404 OWNED", "https://a:b@example.org"]
# Where the hostile site stands, as it says and as it is asked for.
ODD = "قد/c++/~a=b"
GAUGE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>'
# Files that browsers must run nothing of, by their paths in the hostile site.
SANDBOXED = ["briefings/gauge.svg", "briefings/GAUGE2.SVG", "briefings/map.html", "briefings/charts/", "briefings/charts/index.html", "briefings/model.glb"]
FREE = ["", "briefings/talks/", "briefings/note.txt"]


def nginx(root, place, work, port):
    conf = work / "nginx.conf"
    conf.write_text(
        f"""daemon off; pid {work}/pid; error_log stderr; worker_processes 1;
events {{}}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  client_body_temp_path {work}/a; proxy_temp_path {work}/b; fastcgi_temp_path {work}/c;
  uwsgi_temp_path {work}/d; scgi_temp_path {work}/e;
  include "{root}/{place}/servers/nginx-map.conf";
  server {{ listen 127.0.0.1:{port}; root {root}; include "{root}/{place}/servers/nginx.conf"; }}
}}
"""
    )
    return ["nginx", "-e", "stderr", "-p", str(work), "-c", str(conf)]


def apache(root, place, work, port):
    modules = "mpm_event authz_core dir mime alias headers".split()
    loads = "".join(f"LoadModule {m}_module /usr/lib/apache2/modules/mod_{m}.so\n" for m in modules)
    conf = work / "apache.conf"
    conf.write_text(
        f"""{loads}ServerRoot {work}
ServerName localhost
PidFile {work}/apache.pid
ErrorLog /dev/stderr
Listen 127.0.0.1:{port}
TypesConfig /etc/mime.types
DirectoryIndex index.html
DocumentRoot {root}
<Directory {root}>
  AllowOverride FileInfo
  Require all granted
</Directory>
"""
    )
    return ["apache2", "-DFOREGROUND", "-f", str(conf)]


def caddy(root, place, work, port):
    conf = work / "Caddyfile"
    conf.write_text(
        f"""{{
  admin off
  auto_https off
}}
http://127.0.0.1:{port} {{
  root * {root}
  import {root}/{place}/servers/Caddyfile
  file_server
}}
"""
    )
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(conf)]


def ask(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    headers = {name.lower(): value for name, value in answer.getheaders()}
    connection.close()
    return answer.status, headers, body


def wait_for(port, path, process):
    for _ in range(200):
        if process.poll() is not None:
            return False
        try:
            ask(port, path)
            return True
        except OSError:
            time.sleep(0.1)
    return False


def policy(root, place, rule=0):
    """The headers of a rule as `_headers` has them: every server must send the same."""
    lines = (root / place / "_headers").read_text().split("\n/")[rule].splitlines()[1:]
    return {name.strip().lower(): value.strip() for name, value in (line.split(":", 1) for line in lines)}


def wrong(name, root, port):
    expected = policy(root, "desk")
    assert set(expected) == set(HEADERS), expected
    for path, to in MOVED:
        status, headers, _ = ask(port, path)
        led = urllib.parse.urlsplit(headers.get("location", "")).path
        # Some write %d8 and some %D8, which are the same.
        if status != 301 or urllib.parse.unquote(led) != urllib.parse.unquote(to):
            yield f"{name}: {path} gives {status} to {led!r}, not 301 to {to!r}"
    for path, status, kind in SERVED:
        got, headers, _ = ask(port, path)
        if status is None:
            if got not in (403, 404):
                yield f"{name}: {path} gives {got}, and there is nothing"
            continue
        if got != status or (kind and not headers.get("content-type", "").startswith(kind)):
            yield f"{name}: {path} gives {got} {headers.get('content-type')}, not {status} {kind}"
        for header, value in expected.items():
            if headers.get(header) != value:
                yield f"{name}: {path} says {header}: {headers.get(header)!r}, not {value!r}"
    status, _, _ = ask(port, "/desk/old/gatesx/")
    if status != 404:
        yield f"{name}: an address that only begins like an old one gives {status}"


def hostile(name, root, port):
    """A server that was told of hostile names serves the pages, leads on, and says nothing of its own."""
    base = "/" + urllib.parse.quote(ODD, safe="/+~=") + "/"
    free, sandboxed = policy(root, ODD), policy(root, ODD, 1)
    assert sandboxed["content-security-policy"].endswith("; sandbox"), sandboxed
    for path in FREE + SANDBOXED:
        status, headers, _ = ask(port, base + path)
        expected = dict(free, **(sandboxed if path in SANDBOXED else {}))
        if status != 200:
            yield f"{name}: {path} gives {status}"
        for header, value in expected.items():
            if headers.get(header) != value:
                yield f"{name}: {path} says {header}: {headers.get(header)!r}, not {value!r}"
    # However a file is asked for, it runs nothing.
    for path in SANDBOXED:
        asked = ["/" + path, "./" + path, "x/../" + path, path.replace("/", "//"), path.replace("a", "%61")]
        for way in [base + way for way in asked] + ["/" + base + path]:
            status, headers, _ = ask(port, way)
            if status == 200 and headers.get("content-security-policy") != sandboxed["content-security-policy"]:
                yield f"{name}: {way} says {headers.get('content-security-policy')!r}"
    for number, folder in enumerate(HOSTILE):
        new = base + urllib.parse.quote(folder) + "/about/"
        status, _, _ = ask(port, new)
        if status != 200:
            yield f"{name}: {new} gives {status}"
        olds = [f"old/{number}/"] if any(sign in folder for sign in "#%") else [f"old/{number}/", f"old/{folder}/"]
        for old in olds:
            status, headers, body = ask(port, base + urllib.parse.quote(old))
            led = urllib.parse.urlsplit(headers.get("location", "")).path
            # A page at the old address leads on where the server cannot be told.
            right = b'http-equiv="refresh"' in body if status == 200 else urllib.parse.unquote(led) == urllib.parse.unquote(new)
            if status not in (200, 301) or not right:
                yield f"{name}: {old} gives {status} to {led!r}, not to {new!r}"
    status, headers, body = ask(port, base + "nowhere/")
    if status != 404 or b"OWNED" in body or b"<html" not in body:
        yield f"{name}: a missing address gives {status} and {body[:40]!r}"


def write(root, files):
    for path, text in files.items():
        path = root / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def plain(title, *old):
    listed = ", ".join(json.dumps(address) for address in old)
    return f"---\ntitle: {title}\naliases: [{listed}]\n---\nWords.\n"


def hostile_site(root):
    links = " ".join(f"[x]({path[10:]})" for path in SANDBOXED + FREE if path.startswith("briefings/") and "." in path)
    files = {
        "site.toml": f'title = "Odd"\nbase_url = "https://example.org/{ODD}"\nasset_types = ["html", "glb"]\nas_of = 2025-04-20T18:00:00Z\n',
        "content/briefings/talks.md": f"---\ntitle: Talks\npublished: 2025-04-19\n---\n{links}\n",
        "content/briefings/gauge.svg": GAUGE,
        "content/briefings/GAUGE2.SVG": GAUGE,
        "content/briefings/map.html": "<script>1</script>",
        "content/briefings/charts/index.html": "<script>1</script>",
        "content/briefings/model.glb": "x",
        "content/briefings/note.txt": "x",
    }
    for number, folder in enumerate(HOSTILE):
        olds = [f"/old/{number}/"] if any(sign in folder for sign in "#%") else [f"/old/{number}/", f"/old/{folder}/"]
        files[f"content/{folder}/about.md"] = plain("About", *olds)
    write(root, files)


def refused(program, folder):
    """Names and addresses that no file for a server may hold stop a build before anything is written."""
    settings = 'title = "Odd"\nbase_url = "https://example.org/"\n'
    sites = [{"site.toml": settings, f"content/{name}/about.md": plain("About", "/old/")} for name in REFUSED]
    sites += [{"site.toml": f'title = "Odd"\nbase_url = "{address}"\n', "content/about.md": plain("About", "/old/")} for address in ADDRESSES]
    for number, files in enumerate(sites):
        root = folder / f"refused-{number}"
        write(root, files)
        ran = subprocess.run([program, "build", "--root", root], capture_output=True, text=True)
        if ran.returncode != 1 or (root / "public").exists():
            yield f"{list(files)} is built: {ran.stderr}"


def serve(name, command, root, place, checks, work, port):

    # Caddy keeps things in the home folder.
    environment = dict(os.environ, HOME=str(work), XDG_CONFIG_HOME=str(work), XDG_DATA_HOME=str(work))
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment
    )
    try:
        if not wait_for(port, "/" + urllib.parse.quote(place) + "/", process):
            process.kill()
            return [f"{name} does not serve: {process.stderr.read().decode(errors='replace')[-2000:]}"]
        return list(checks(name, root, port))
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stderr.close()


def free_port():
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    servers = {"nginx": nginx, "apache2": apache, "caddy": caddy}
    missing = [name for name in servers if not shutil.which(name, path="/usr/sbin:/usr/bin:/usr/local/bin:/sbin")]
    if missing:
        sys.exit(f"missing: {', '.join(missing)}; install Debian's nginx-light, apache2 and caddy")
    found = []
    with tempfile.TemporaryDirectory(prefix="dateline-servers-") as folder:
        folder = pathlib.Path(folder)
        folder.chmod(0o755)
        hostile_site(folder / "odd")
        sites = [("desk", HERE / "site", wrong), (ODD, folder / "odd", hostile)]
        found += refused(str(program), folder)
        for number, (place, source, checks) in enumerate(sites):
            root = folder / f"www{number}"
            (root / place).parent.mkdir(parents=True)
            build = [str(program), "build", "--root", str(source), "--output", str(root / place)]
            subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
            for name, command in servers.items():
                work = folder / f"{name}{number}"
                work.mkdir()
                port = free_port()
                found += serve(name, command(root, place, work, port), root, place, checks, work, port)
    print("\n".join(found) or f"{', '.join(servers)}: old addresses, new ones and headers are right")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
