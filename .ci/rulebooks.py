#!/usr/bin/env python3
"""Every rulebook as an editor sees it: each file of the repository where it stands, and each template as `init` writes it,
held to the schema beside it by Python's `jsonschema` and by `yaml-language-server`. What is not installed is skipped."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

program = pathlib.Path(sys.argv[1]).resolve()
home = pathlib.Path(__file__).resolve().parent.parent


def rule_files(folder):
    return sorted(path for path in folder.rglob("*.yaml") if path.is_file())


def rulebooks(work):
    """Folders of rules with the schema that lies beside them."""
    yield home / "rules", home / "rules" / "rulebook.schema.json"
    for rules in sorted(home.glob("examples/*/rules")):
        yield rules, home / "examples" / "rulebook.schema.json"
    listed = subprocess.run([program, "init", "--templates"], check=True, capture_output=True, text=True).stdout
    for name in (line.split()[0] for line in listed.splitlines() if line.strip()):
        folder = work / name
        subprocess.run([program, "init", folder, "--template", name], check=True, capture_output=True)
        yield folder / "rules", folder / "rules" / "rulebook.schema.json"


def by_jsonschema(all_rulebooks):
    try:
        import jsonschema
        import yaml
    except ImportError as why:
        print(f"skipped: {why}")
        return []

    class Core(yaml.SafeLoader):
        """YAML 1.2: days stay words, and `yes` is one."""

    tags = {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"}
    Core.yaml_implicit_resolvers = {
        first: [one for one in resolvers if one[0] not in tags]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
    wrong, files = [], 0
    for rules, schema in all_rulebooks:
        schema = json.loads(schema.read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        held = jsonschema.Draft202012Validator(schema)
        for path in rule_files(rules):
            files += 1
            content = yaml.load(path.read_text(encoding="utf-8"), Loader=Core)
            wrong += [f"{path}: {list(one.absolute_path)}: {one.message[:200]}" for one in held.iter_errors(content)]
    print(f"jsonschema: {files} files, {len(wrong)} complaints")
    return wrong


class Server:
    """yaml-language-server, spoken to as an editor speaks to it."""

    def __init__(self, command):
        self.process = subprocess.Popen([command, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.send("initialize", {"processId": os.getpid(), "rootUri": None, "capabilities": {
            "workspace": {"configuration": True}, "textDocument": {"publishDiagnostics": {}}}}, 1)
        while self.receive().get("id") != 1:
            pass
        self.send("initialized", {})

    def send(self, method, params, number=None):
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        self.write(message if number is None else message | {"id": number})

    def write(self, message):
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self):
        length = 0
        while (line := self.process.stdout.readline().strip()):
            name, value = line.split(b":", 1)
            length = int(value) if name.lower() == b"content-length" else length
        if not length:
            sys.exit("yaml-language-server ended")
        message = json.loads(self.process.stdout.read(length))
        if "id" in message and "method" in message:
            settings = {"yaml": {"validate": True, "schemaStore": {"enable": False}, "maxItemsComputed": 100000}}
            asked = message.get("params", {}).get("items", []) if message["method"] == "workspace/configuration" else []
            result = [settings.get(one.get("section")) for one in asked] if asked else None
            self.write({"jsonrpc": "2.0", "id": message["id"], "result": result})
        return message

    def complaints(self, path):
        uri = path.resolve().as_uri()
        text = path.read_text(encoding="utf-8")
        self.send("textDocument/didOpen", {"textDocument": {
            "uri": uri, "languageId": "yaml", "version": 1, "text": text}})
        while True:
            message = self.receive()
            params = message.get("params") or {}
            if message.get("method") == "textDocument/publishDiagnostics" and params["uri"] == uri:
                self.send("textDocument/didClose", {"textDocument": {"uri": uri}})
                return params["diagnostics"]


def by_language_server(all_rulebooks, work):
    command = os.environ.get("YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server")
    if not command:
        print("skipped: no yaml-language-server")
        return []
    server = Server(command)
    # that it reads the schema at all: a slip is underlined
    slip = work / "slip.yaml"
    shutil.copy(home / "rules" / "rulebook.schema.json", work)
    slip.write_text("# yaml-language-server: $schema=./rulebook.schema.json\nfloors: [{floor: a, strand: achievment}]\n")
    if not server.complaints(slip):
        return ["yaml-language-server underlines no slip: it does not read the schema"]
    wrong, files = [], 0
    for rules, _ in all_rulebooks:
        for path in rule_files(rules):
            files += 1
            wrong += [f"{path}:{one['range']['start']['line'] + 1}: {one['message'][:200]}"
                      for one in server.complaints(path)]
    server.process.kill()
    print(f"yaml-language-server: {files} files, {len(wrong)} complaints")
    return wrong


with tempfile.TemporaryDirectory() as folder:
    work = pathlib.Path(folder)
    every = list(rulebooks(work))
    complaints = by_jsonschema(every) + by_language_server(every, work)
print("\n".join(complaints[:40]))
sys.exit(1 if complaints else 0)
