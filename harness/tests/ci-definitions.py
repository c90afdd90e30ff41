# ci-definitions.py - what is wrong with the definitions for CI services.
# SPDX-License-Identifier: BSD-2-Clause
#
# usage: ci-definitions.py TREE SCHEMAS, for a TREE that has the definitions
# and the scripts that they call.  A line for each fault; status 1 if there
# is any.

import glob
import json
import os
import re
import sys

import jsonschema
import yaml

tree, schemas = sys.argv[1:]
RESULTS = "ipcompat-results.tar.gz"
SYSTEMS = {
    "github": {"Debian", "Ubuntu", "Fedora", "Alpine", "Arch", "macOS",
               "FreeBSD", "NetBSD", "OpenBSD", "DragonFly", "OmniOS"},
    "sourcehut": {"freebsd", "netbsd", "openbsd", "alpine"},
    "cirrus": {"freebsd"},
}
definitions = json.load(open(schemas))["definitions"]
faults = []


def fault(name, text):
    faults.append(f"{name}: {text}")


def load(name, service):
    """The file's content, after it was held against the schema."""
    with open(os.path.join(tree, name)) as text:
        try:
            # YAML 1.1 takes "on" for a boolean; GitHub does not.  All
            # scalars are text then.
            data = yaml.load(text, yaml.BaseLoader if service == "github"
                             else yaml.SafeLoader)
        except yaml.YAMLError as error:
            fault(name, f"no YAML: {error}")
            return None
    schema = {"$ref": f"#/definitions/{service}", "definitions": definitions}
    for error in jsonschema.Draft7Validator(schema).iter_errors(data):
        where = "/".join(str(part) for part in error.absolute_path)
        fault(name, f"{where}: {error.message[:200]}")
    return data


def scripts(name, text):
    """Each script of this project in TEXT is there; whether ci is one."""
    found = re.findall(r"(?<![\w/.-])harness/[\w/.-]+", text)
    for script in found:
        if not os.access(os.path.join(tree, script), os.X_OK):
            fault(name, f"{script} is no script here")
    return "harness/tools/ci" in found


def artifacts(steps):
    return [step["with"]["path"] for step in steps
            if step.get("uses", "").startswith("actions/upload-artifact")]


def github_job(name, job):
    steps = job.get("steps", [])
    texts = [step.get("run", "") for step in steps]
    texts += [step.get("with", {}).get("run", "") for step in steps]
    called = [scripts(name, text) for text in texts]
    if not any(called):
        fault(name, "does not run harness/tools/ci")
    made = any("--tarball" in text for text in texts)
    if artifacts(steps) != (["build/ipcompat-*.tar.xz"] if made
                            else [RESULTS]):
        fault(name, "does not keep what it made")
    got = any(step.get("uses", "").startswith("actions/download-artifact")
              for step in steps)
    if got != (job.get("needs") == "tarball"):
        fault(name, "needs a tarball and does not get it, or the reverse")
    if made:
        return []
    matrix = job.get("strategy", {}).get("matrix", {}).get("include", [])
    return [entry["system"] for entry in matrix] or [job["name"]]


def github(name, data):
    seen = []
    for key, job in data.get("jobs", {}).items():
        seen += github_job(f"{name}: {key}", job)
    if len(seen) != len(set(seen)):
        fault(name, "two artifacts of one name")
    return set(seen)


def sourcehut(name, data):
    text = "\n".join(script for task in data.get("tasks", [])
                     for script in task.values())
    if not scripts(name, text):
        fault(name, "does not run harness/tools/ci")
    if data.get("artifacts") != ["ipcompat/" + RESULTS]:
        fault(name, "does not keep what it made")
    return {data.get("image", "").split("/")[0]}


def cirrus(name, data):
    for task in data.values():
        text = "\n".join(str(value) for key, value in task.items()
                         if key.endswith("_script"))
        if not scripts(name, text):
            fault(name, "does not run harness/tools/ci")
        kept = [value["path"] for value in task.get("always", {}).values()]
        if kept != [RESULTS]:
            fault(name, "does not keep what it made")
    return {key[:-len("_task")] for key in data}


def check(service, names, checker):
    seen = set()
    for name in names:
        data = load(name, service)
        if isinstance(data, dict):
            seen |= checker(name, data)
    if seen != SYSTEMS[service]:
        fault(service, "not just its systems: "
              + " ".join(sorted(seen ^ SYSTEMS[service])))


os.chdir(tree)
tree = "."
check("github", [".github/workflows/ci.yml"], github)
check("sourcehut", sorted(glob.glob(".builds/*.yml")), sourcehut)
check("cirrus", [".cirrus.yml"], cirrus)
print("\n".join(faults), end="\n" if faults else "")
sys.exit(bool(faults))
