#!/usr/bin/env python3
"""Serves a built site with nginx, Apache and Caddy, each told by the file Dateline writes for it, and asks each for old
and new addresses and for headers. Usage: servers.py DATELINE, where DATELINE is the program. Fails where a server is
missing; stops every server it starts. Needs Debian's nginx-light, apache2 and caddy, and nothing but Python's library."""

import http.client
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


def nginx(root, work, port):
    conf = work / "nginx.conf"
    conf.write_text(
        f"""daemon off; pid {work}/pid; error_log stderr; worker_processes 1;
events {{}}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  client_body_temp_path {work}/a; proxy_temp_path {work}/b; fastcgi_temp_path {work}/c;
  uwsgi_temp_path {work}/d; scgi_temp_path {work}/e;
  include {root}/desk/servers/nginx-map.conf;
  server {{ listen 127.0.0.1:{port}; root {root}; include {root}/desk/servers/nginx.conf; }}
}}
"""
    )
    return ["nginx", "-e", "stderr", "-p", str(work), "-c", str(conf)]


def apache(root, work, port):
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


def caddy(root, work, port):
    conf = work / "Caddyfile"
    conf.write_text(
        f"""{{
  admin off
  auto_https off
}}
http://127.0.0.1:{port} {{
  root * {root}
  import {root}/desk/servers/Caddyfile
  file_server
}}
"""
    )
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(conf)]


def ask(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    headers = {name.lower(): value for name, value in answer.getheaders()}
    connection.close()
    return answer.status, headers


def wait_for(port, process):
    for _ in range(200):
        if process.poll() is not None:
            return False
        try:
            ask(port, "/desk/")
            return True
        except OSError:
            time.sleep(0.1)
    return False


def policy(root):
    """The headers as `_headers` has them: every server must send the same."""
    lines = (root / "desk" / "_headers").read_text().split("\n/")[0].splitlines()[1:]
    return {name.strip().lower(): value.strip() for name, value in (line.split(":", 1) for line in lines)}


def wrong(name, root, port):
    expected = policy(root)
    assert set(expected) == set(HEADERS), expected
    for path, to in MOVED:
        status, headers = ask(port, path)
        led = urllib.parse.urlsplit(headers.get("location", "")).path
        # Some write %d8 and some %D8, which are the same.
        if status != 301 or urllib.parse.unquote(led) != urllib.parse.unquote(to):
            yield f"{name}: {path} gives {status} to {led!r}, not 301 to {to!r}"
    for path, status, kind in SERVED:
        got, headers = ask(port, path)
        if status is None:
            if got not in (403, 404):
                yield f"{name}: {path} gives {got}, and there is nothing"
            continue
        if got != status or (kind and not headers.get("content-type", "").startswith(kind)):
            yield f"{name}: {path} gives {got} {headers.get('content-type')}, not {status} {kind}"
        for header, value in expected.items():
            if headers.get(header) != value:
                yield f"{name}: {path} says {header}: {headers.get(header)!r}, not {value!r}"
    status, _ = ask(port, "/desk/old/gatesx/")
    if status != 404:
        yield f"{name}: an address that only begins like an old one gives {status}"


def serve(name, command, root, work, port):
    # Caddy keeps things in the home folder.
    environment = dict(os.environ, HOME=str(work), XDG_CONFIG_HOME=str(work), XDG_DATA_HOME=str(work))
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment
    )
    try:
        if not wait_for(port, process):
            process.kill()
            return [f"{name} does not serve: {process.stderr.read().decode(errors='replace')[-2000:]}"]
        return list(wrong(name, root, port))
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
        root = folder / "www"
        root.mkdir()
        build = [str(program), "build", "--root", str(HERE / "site"), "--output", str(root / "desk")]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
        for name, command in servers.items():
            work = folder / name
            work.mkdir()
            port = free_port()
            found += serve(name, command(root, work, port), root, work, port)
    print("\n".join(found) or f"{', '.join(servers)}: old addresses, new ones and headers are right")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
