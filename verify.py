#!/usr/bin/env python3
"""Second verifier of FoodSpec runs: computes what a run folder or archive says again, from its own rows.

    python3 verify.py [FOLDER|ARCHIVE]          exit code 0: verified, 9: not

Python 3.8 or newer, standard library only, no network. It shares no code with the program: it was written from the contract
(shapes of files, formulas, thresholds). Nothing is taken over from a file that another row of the run can give. A line a check:
`ok`, `NO` or `not checked`, its name, and what; the last line is the verdict.
"""
import functools
import hashlib
import json
import math
import os
import random
import re
import stat
import struct
import sys
import zipfile

TOLERANCE = 1e-9
MAX_JSON = 64 << 20  # bytes of one JSON file or log
MAX_FILES = 20000
MAX_ENTRY = 1 << 30  # bytes of one file


class Refused(Exception):
    """What is looked at cannot be read as a run at all."""


# --- what was found -----------------------------------------------------------------------------------------------------------


class Report:
    """Findings by check, in the order the checks were begun."""

    def __init__(self):
        self.checks = {}

    def begin(self, name, says=""):
        self.checks.setdefault(name, {"says": says, "bad": [], "open": []})
        if says:
            self.checks[name]["says"] = says
        return self.checks[name]

    def no(self, name, what):
        self.begin(name)["bad"].append(what)

    def open(self, name, what):
        """What cannot be told from the folder."""
        found = self.begin(name)["open"]
        if what not in found:
            found.append(what)

    def lines(self):
        for name, check in self.checks.items():
            for what in check["bad"][:20]:
                yield "NO", name, what
            if len(check["bad"]) > 20:
                yield "NO", name, "and %d more" % (len(check["bad"]) - 20)
            if not check["bad"] and check["says"]:
                yield "ok", name, check["says"]
            for what in check["open"]:
                yield "not checked", name, what

    @property
    def refused(self):
        return any(check["bad"] for check in self.checks.values())


# --- where files come from ----------------------------------------------------------------------------------------------------


class Folder:
    """A run folder: regular files only, no links."""

    def __init__(self, path):
        self.path, self.paths = path, []
        self.odd = []
        for here, folders, names in os.walk(path):
            for name in sorted(folders + names):
                full = os.path.join(here, name)
                relative = os.path.relpath(full, path).replace(os.sep, "/")
                mode = os.lstat(full).st_mode
                if stat.S_ISLNK(mode) or not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                    self.odd.append(relative)
                elif stat.S_ISREG(mode):
                    self.paths.append(relative)
            if len(self.paths) > MAX_FILES:
                raise Refused("more than %d files" % MAX_FILES)
        self.paths.sort()

    def read(self, path):
        full = os.path.join(self.path, *path.split("/"))
        if os.path.getsize(full) > MAX_ENTRY:
            raise Refused("%s is larger than %d bytes" % (path, MAX_ENTRY))
        with open(full, "rb") as file:
            return file.read()


class Archive:
    """The `run/` folder of an archive: zip whose entries are stored, plain and in order; anything else is refused."""

    def __init__(self, path):
        self.odd = []
        try:
            self.zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise Refused("no zip: %s" % error)
        entries = self.zip.infolist()
        if len(entries) > MAX_FILES:
            raise Refused("more than %d entries" % MAX_FILES)
        names = [entry.orig_filename for entry in entries]
        for entry, name in zip(entries, names):
            parts = name.split("/")
            kind = stat.S_IFMT(entry.external_attr >> 16)
            why = (
                "compressed" if entry.compress_type != zipfile.ZIP_STORED
                else "encrypted" if entry.flag_bits & 0x1
                else "absolute" if name.startswith("/") or re.match(r"[A-Za-z]:", name)
                else "with a backslash" if "\\" in name
                else "with a NUL" if "\0" in name
                else "outside" if ".." in parts or "." in parts
                else "with an empty part" if "" in parts
                else "a link or device" if kind not in (0, stat.S_IFREG)
                else "too large" if entry.file_size > MAX_ENTRY
                else "of two sizes" if entry.file_size != entry.compress_size
                else None
            )
            if why is not None:
                raise Refused("entry %s is %s" % (json.dumps(name), why))
        if len(set(name.lower() for name in names)) != len(names):
            raise Refused("an entry stands twice")
        if names != sorted(names, key=lambda name: name.encode("utf-16-be")):
            raise Refused("entries are not in order")
        self.entries = dict(zip(names, entries))
        self._contiguous(path, entries)
        self.prefix = "run/" if "run/manifest.json" in self.entries else ""
        self.paths = sorted(name[len(self.prefix):] for name in names if name.startswith(self.prefix))
        self._sums(names)

    def _contiguous(self, path, entries):
        """Local headers follow one another without a gap, and say the same as the directory: nothing hides between them."""
        at = 0
        with open(path, "rb") as file:
            for entry in sorted(entries, key=lambda one: one.header_offset):
                file.seek(at)
                head = file.read(30)
                if entry.header_offset != at or head[:4] != b"PK\3\4":
                    raise Refused("bytes that no entry owns before %s" % json.dumps(entry.orig_filename))
                flags, method = struct.unpack("<HH", head[6:10])
                crc, packed, size, n, extra = struct.unpack("<IIIHH", head[14:30])
                name = file.read(n)
                if name != entry.orig_filename.encode("utf-8") or method != 0 or flags & 0x9 or extra:
                    raise Refused("local header of %s says otherwise" % json.dumps(entry.orig_filename))
                if (crc, packed, size) != (entry.CRC, entry.compress_size, entry.file_size):
                    raise Refused("local header of %s says otherwise" % json.dumps(entry.orig_filename))
                at += 30 + n + size
            if self.zip.start_dir != at or self.zip.comment:
                raise Refused("bytes that no entry owns")

    def _sums(self, names):
        """SHA256SUMS, where it is there, lists every other entry by its digest."""
        if "SHA256SUMS" not in self.entries:
            return
        lines = self.zip.read("SHA256SUMS").decode("utf-8", "replace").splitlines()
        listed = dict(reversed(line.split("  ", 1)) for line in lines if "  " in line)
        for name in names:
            if name != "SHA256SUMS" and listed.get(name) != hashlib.sha256(self.zip.read(name)).hexdigest():
                raise Refused("SHA256SUMS does not hold %s" % json.dumps(name))
        if len(lines) != len(listed) or set(listed) - set(names):
            raise Refused("SHA256SUMS lists what is not there")

    def read(self, path):
        try:
            return self.zip.read(self.entries[self.prefix + path])
        except (zipfile.BadZipFile, OSError) as error:
            raise Refused("%s: %s" % (path, error))


# --- JSON ---------------------------------------------------------------------------------------------------------------------


def es6(x):
    """A number as ECMAScript writes it (Number::toString), which RFC 8785 asks for."""
    x = float(x)
    if x == 0:
        return "0"
    if math.isnan(x) or math.isinf(x):
        raise ValueError("not finite")
    sign, x = ("-", -x) if x < 0 else ("", x)
    mantissa, _, exponent = repr(x).partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = "" if fraction == "0" else fraction
    digits = (whole + fraction).lstrip("0")
    # value = 0.digits · 10^n
    n = len(whole) + int(exponent or 0) if whole != "0" else len(digits) - len(fraction) + int(exponent or 0)
    digits = digits.rstrip("0")
    k = len(digits)
    if k <= n <= 21:
        return sign + digits + "0" * (n - k)
    if 0 < n <= 21:
        return sign + digits[:n] + "." + digits[n:]
    if -6 < n <= 0:
        return sign + "0." + "0" * -n + digits
    e = n - 1
    return sign + digits[0] + ("." + digits[1:] if k > 1 else "") + "e" + ("+" if e > 0 else "-") + str(abs(e))


ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def quoted(text):
    """A string as JSON.stringify and RFC 8785 write it."""
    if not re.search('["\\\\\x00-\x1f\ud800-\udfff]', text):
        return '"' + text + '"'
    return '"' + "".join(
        ESCAPES.get(c) or ("\\u%04x" % ord(c) if c < " " or "\ud800" <= c <= "\udfff" else c) for c in text
    ) + '"'


def scalar(value):
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    return quoted(value) if isinstance(value, str) else es6(value)


def canonical(value):
    """RFC 8785: no blanks, names by UTF-16 code units."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(quoted(name) + ":" + canonical(value[name]) for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return scalar(value)


def compact(value):
    """One line, names in their order: a line of the log."""
    if isinstance(value, dict):
        return "{" + ",".join(quoted(name) + ":" + compact(one) for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(compact, value)) + "]"
    return scalar(value)


def indented(value, pad="\n"):
    """A JSON file: two blanks a level; a list that holds no list or mapping on one line."""
    if isinstance(value, dict) and value:
        inner = ("," + pad + "  ").join(quoted(k) + ": " + indented(v, pad + "  ") for k, v in value.items())
        return "{" + pad + "  " + inner + pad + "}"
    if isinstance(value, list) and any(isinstance(one, (dict, list)) for one in value):
        return "[" + pad + "  " + ("," + pad + "  ").join(indented(one, pad + "  ") for one in value) + pad + "]"
    if isinstance(value, list):
        return "[" + ", ".join(map(scalar, value)) + "]"
    return "{}" if isinstance(value, dict) else scalar(value)


def parse(data):
    """JSON that holds no name twice, no NaN, no number too large for a double."""

    def pairs(found):
        result = {}
        for name, value in found:
            if name in result:
                raise ValueError("key %s stands twice" % json.dumps(name))
            result[name] = value
        return result

    def number(text):
        value = float(text)
        if math.isinf(value):
            raise ValueError("number too large: %s" % text)
        return value

    def whole(text):
        value = number(text)
        return int(value) if abs(value) <= 2 ** 53 and text != "-0" else value

    def never(text):
        raise ValueError("no JSON: %s" % text)

    return json.loads(data.decode("utf-8"), object_pairs_hook=pairs, parse_float=number, parse_int=whole, parse_constant=never)


def sha256(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def digest(value):
    return sha256(canonical(value).encode("utf-8", "surrogatepass"))


# --- CSV ----------------------------------------------------------------------------------------------------------------------


def csv_rows(text):
    """Rows of RFC 4180, LF at the end of each."""
    rows, row, cell, at, n = [], [], [], 0, len(text)
    inside = False
    while at < n:
        c = text[at]
        at += 1
        if inside:
            if c != '"':
                cell.append(c)
            elif at < n and text[at] == '"':
                cell.append('"')
                at += 1
            else:
                inside = False
        elif c == '"' and not cell:
            inside = True
        elif c == "," or c == "\n":
            row.append("".join(cell))
            cell = []
            if c == "\n":
                rows.append(row)
                row = []
        else:
            cell.append(c)
    if inside or cell or row:
        raise ValueError("the last line does not end")
    return rows


def csv_text(rows):
    def cell(text):
        return '"' + text.replace('"', '""') + '"' if re.search('[",\r\n]', text) else text

    return "".join(",".join(map(cell, row)) + "\n" for row in rows)


def number_of(text):
    """A cell that holds a number as ECMAScript writes it."""
    value = float(text)
    if es6(value) != text:
        raise ValueError("%s is not how a number is written" % json.dumps(text))
    return value


# --- distributions ------------------------------------------------------------------------------------------------------------


def beta_cdf(x, a, b):
    """Regularised incomplete beta function, by its continued fraction (modified Lentz)."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_cdf(1 - x, b, a)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)) / a
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d or 1e-300)
    f = d
    for m in range(1, 10000):
        for step in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 / ((1 + step * d) or 1e-300)
            c = (1 + step / c) or 1e-300
            f *= c * d
        if abs(c * d - 1) < 1e-16:
            break
    return front * f


def gamma_cdf(x, a):
    """Regularised lower incomplete gamma function: its series, or the continued fraction of what is left."""
    if x <= 0:
        return 0.0
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        k = a
        while term > total * 1e-17:
            k += 1
            term *= x / k
            total += term
        return front * total
    b = x + 1 - a
    c, d = 1e300, 1 / b
    h = d
    for i in range(1, 10000):
        b += 2
        d = 1 / ((b - i * (i - a) * d) or 1e-300)
        c = (b - i * (i - a) / c) or 1e-300
        h *= c * d
        if abs(c * d - 1) < 1e-16:
            break
    return 1 - front * h


def bisect(cdf, p, low, high):
    """Where a rising function is p."""
    for _ in range(400):
        middle = (low + high) / 2
        if middle <= low or middle >= high:
            break
        if cdf(middle) < p:
            low = middle
        else:
            high = middle
    return (low + high) / 2


@functools.lru_cache(maxsize=4096)
def beta_quantile(p, a, b):
    return bisect(lambda x: beta_cdf(x, a, b), p, 0.0, 1.0)


@functools.lru_cache(maxsize=4096)
def chi2_quantile(p, degrees):
    high = degrees + 10.0
    while gamma_cdf(high / 2, degrees / 2) < p:
        high *= 2
    return bisect(lambda x: gamma_cdf(x / 2, degrees / 2), p, 0.0, high)


def t_tail(t, degrees):
    """P(|T| ≥ |t|)."""
    return beta_cdf(degrees / (degrees + t * t), degrees / 2, 0.5)


@functools.lru_cache(maxsize=4096)
def t_quantile(p, degrees):
    """For p above a half."""
    x = beta_quantile(2 * (1 - p), degrees / 2, 0.5)
    return math.sqrt(degrees * (1 - x) / x)


@functools.lru_cache(maxsize=4096)
def f_quantile(p, d1, d2):
    x = beta_quantile(p, d1 / 2, d2 / 2)
    return d2 * x / (d1 * (1 - x))


def choose(n, k):
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def binomial_tail(k, n, p):
    """P(Bin(n, p) ≤ k)."""
    return 1.0 if k >= n else beta_cdf(1 - p, n - k, k + 1)


def beta_binomial_tail(k, n, a, b):
    """P(X ≤ k), X counts n draws whose chance is Beta(a, b)."""
    logs = (choose(n, i) + math.lgamma(i + a) + math.lgamma(n - i + b) - math.lgamma(n + a + b)
            - (math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)) for i in range(int(k) + 1))
    return min(1.0, math.fsum(map(math.exp, logs)))


def clopper_pearson(x, n, level=0.95):
    tail = (1 - level) / 2
    return [0.0 if x <= 0 else beta_quantile(tail, x, n - x + 1), 1.0 if x >= n else beta_quantile(1 - tail, x + 1, n - x)]


# --- a run --------------------------------------------------------------------------------------------------------------------


class Any:
    """In an expected value: what this verifier does not compute, held to a type only."""

    def __init__(self, test, why):
        self.test, self.why = test, why


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_digest(value):
    return isinstance(value, str) and re.match(r"sha256:[0-9a-f]{64}\Z", value) is not None


number_or_null = lambda value: value is None or is_number(value)  # noqa: E731
text = lambda value: isinstance(value, str)  # noqa: E731


def differences(expected, found, at=""):
    """Pointers at which what was found is not what was expected; numbers within the tolerance."""
    if isinstance(expected, Any):
        if not expected.test(found):
            yield at, "of another kind: %s" % json.dumps(found)[:60]
    elif isinstance(expected, dict):
        if not isinstance(found, dict):
            yield at, "no mapping"
            return
        for name in list(expected) + [name for name in found if name not in expected]:
            here = "%s/%s" % (at, name.replace("~", "~0").replace("/", "~1"))
            if name not in found:
                yield here, "is missing"
            elif name not in expected:
                yield here, "does not belong there"
            else:
                for one in differences(expected[name], found[name], here):
                    yield one
    elif isinstance(expected, (list, tuple)):
        if not isinstance(found, list) or len(found) != len(expected):
            yield at, "no list of %d" % len(expected)
            return
        for i, (a, b) in enumerate(zip(expected, found)):
            for one in differences(a, b, "%s/%d" % (at, i)):
                yield one
    elif is_number(expected):
        if not is_number(found) or not abs(found - expected) <= TOLERANCE * max(1, abs(expected)):
            yield at, "%s, computed %s" % (json.dumps(found)[:40], es6(expected) if math.isfinite(expected) else expected)
    elif expected is not found and (type(expected) is not type(found) or expected != found):
        yield at, "%s, computed %s" % (json.dumps(found)[:60], json.dumps(expected)[:60])


class Run:
    """Files of a run, each read once, strictly."""

    def __init__(self, source, report):
        self.source, self.report = source, report
        self.bytes, self.json, self.tables = {}, {}, {}
        for path in source.paths:
            self.bytes[path] = data = source.read(path)
            if path.endswith((".json", ".jsonl", ".csv")) and len(data) > MAX_JSON:
                report.no("files", "%s is larger than %d bytes" % (path, MAX_JSON))
            elif path.endswith(".json"):
                self._json(path, data)
            elif path.endswith(".csv"):
                self._csv(path, data)
        self.manifest = self.json.get("manifest.json")

    def _json(self, path, data):
        try:
            self.json[path] = parse(data)
        except (ValueError, RecursionError) as error:
            self.report.no("files", "%s: %s" % (path, error))
            return
        if (indented(self.json[path]) + "\n").encode("utf-8", "surrogatepass") != data:
            self.report.no("files", "%s does not stand in the bytes its writer gives" % path)

    def _csv(self, path, data):
        try:
            rows = csv_rows(data.decode("utf-8"))
            if csv_text(rows).encode("utf-8") != data or not rows or any(len(row) != len(rows[0]) for row in rows):
                raise ValueError("not in the bytes its writer gives")
            if len(set(rows[0])) != len(rows[0]):
                raise ValueError("a column stands twice")
            self.tables[path] = (rows[0], [dict(zip(rows[0], row)) for row in rows[1:]])
        except ValueError as error:
            self.report.no("files", "%s: %s" % (path, error))

    def compare(self, check, path, expected, at=""):
        """Holds a JSON file, or what its pointer names, against what was computed."""
        found = self.json.get(path)
        for part in at.split("/")[1:]:
            found = found.get(part) if isinstance(found, dict) else None
        for pointer, what in differences(expected, found):
            self.report.no(check, "%s %s: %s" % (path, at + pointer or "/", what))

    def blocks(self, kind):
        return [block for block in self.manifest["blocks"] if block["kind"] == kind]


# --- files, digests, log ------------------------------------------------------------------------------------------------------

CIRCUMSTANCES = (
    "run_id timestamp duration_seconds foodspec_version node_version packages lock_digest program browser_version os git_hash git_branch"
    " git_dirty command orchestrator_mode tried_in_store circumstances register config browser_sandbox reference_context"
).split()
OUTSIDE = ("report/", "figures/", "seal/", "logs/", "blocks/", "state/")
OUTSIDE_FILES = ("report.md", "report.json", "REGULATORY_COMPLIANCE_STATEMENT.txt", "run_summary.json", "error.json")
REQUIRED = ["logs/run.log", "logs/run.jsonl", "run_summary.json", "state/stage_state.json"]
REQUIRED_REPORT = ["figures/metadata.json", "report/index.html", "report.json", "report.md"]
REQUIRED_REGULATORY = [
    "data_qc_report.json", "spectral_qc_report.json", "model_qc_report.json", "trust/calibration_artifact.json",
    "trust/conformal_artifact.json", "model/approval.json", "report/report_regulatory.pdf", "REGULATORY_COMPLIANCE_STATEMENT.txt",
]
REQUIRED_KIND = {
    "data": ["data/data_summary.json"],
    "preprocess": ["preprocessing/" + one for one in ("preprocessing_pipeline.json", "X_preprocessed.npy", "rows.csv", "axis.json")],
    "features": ["features/X_features.npy", "features/feature_names.json"],
    "model": ["model/" + one for one in ("model.json", "metrics.json", "best_params.json", "predictions.csv")],
    "monitor": ["monitoring/" + one for one in ("drift_report.json", "monitoring_summary.json", "predictions.csv")],
}


def check_files(run, report):
    """Every file is listed with its digest, none lies beside them, and all that the mode requires are there."""
    manifest = run.manifest
    listed = dict(manifest["files"])
    for block in manifest["blocks"]:
        for path, its in block["artifacts"].items():
            if path in listed:
                report.no("files", "%s is listed twice" % path)
            listed[path] = its
    for path, its in sorted(listed.items()):
        if path not in run.bytes:
            report.no("files", "%s is missing" % path)
        elif sha256(run.bytes[path]) != its:
            report.no("files", "%s has another digest than the manifest records" % path)
    seal = [path for path in run.bytes if path.startswith("seal/")]
    for path in sorted(set(run.bytes) - set(listed) - {"manifest.json"} - set(seal)):
        report.no("files", "%s is not listed" % path)
    for path in run.source.odd:
        report.no("files", "%s is no regular file" % path)
    if seal:
        report.open("signatures", "seal/ (%d files)" % len(seal))
    report.begin("files", "%d by their SHA-256, %d JSON and %d CSV as written" % (len(listed), len(run.json), len(run.tables)))
    for path, value in sorted(run.json.items()):
        if not isinstance(value, dict) or value.get("schema_version") != 1 or value.get("schema_version") is True:
            report.no("schemas", "%s has no schema_version 1" % path)
    need = list(REQUIRED)
    if manifest["success"]:
        need += REQUIRED_REPORT if manifest["mode"] != "monitoring" else []
        need += REQUIRED_REGULATORY if manifest["mode"] == "regulatory" else []
        for kind, paths in REQUIRED_KIND.items():
            if run.blocks(kind):
                need += paths
    else:
        need.append("error.json")
        for path in REQUIRED_REGULATORY[-2:]:
            if path in run.bytes:
                report.no("files", "%s stands in a run that did not end with 0" % path)
    for path in need:
        if path not in run.bytes:
            report.no("files", "%s is required and missing" % path)


SHAPES = {
    "manifest.json": {
        "schema_version": is_number, "run_id": text, "timestamp": text, "duration_seconds": is_number, "exit_code": is_number,
        "success": lambda v: isinstance(v, bool), "foodspec_version": text, "mode": lambda v: v in ("research", "regulatory", "monitoring"),
        "protocol_hash": is_digest, "protocol_file": text, "protocol_version": text, "seed": is_number, "policy": lambda v: isinstance(v, dict),
        "inputs": lambda v: isinstance(v, list), "blocks": lambda v: isinstance(v, list), "gates": lambda v: isinstance(v, list),
        "files": lambda v: isinstance(v, dict), "content_digest": is_digest, "circumstances": lambda v: isinstance(v, list),
        "cli_overrides": lambda v: isinstance(v, list), "scheme": lambda v: True,
    },
}
BLOCK = {
    "id": text, "kind": text, "lane": text, "key": lambda v: v is None or is_digest(v), "duration": is_number,
    "execution": lambda v: v in ("ran", "reused", "blocked", "cancelled"), "result": lambda v: v in ("ok", "warn", "na", "failed"),
    "reason": lambda v: v is None or text(v), "results": lambda v: v is None or is_digest(v), "artifacts": lambda v: isinstance(v, dict),
}
GATE = {
    "gate": text, "block": text, "status": lambda v: v in ("pass", "fail"), "blocking": lambda v: isinstance(v, bool), "report": text,
    "digest": is_digest, "checks": is_number,
}
INPUT = {
    "name": text, "path": text, "size_bytes": is_number, "sha256": is_digest, "n_rows": number_or_null, "n_cols": number_or_null,
    "missing_fraction": number_or_null,
}


def shaped(report, where, value, shape, closed=True, optional=()):
    """Names and types of a mapping; closed: no other name."""
    good = isinstance(value, dict)
    for name, test in shape.items() if good else ():
        if name not in value or not test(value[name]):
            report.no("schemas", "%s/%s: %s" % (where, name, "of another kind" if name in value else "is missing"))
            good = False
    for name in set(value) - set(shape) - set(optional) if closed and good else ():
        report.no("schemas", "%s/%s does not belong there" % (where, name))
    return good


def check_manifest(run, report):
    """Shape of the manifest; False where nothing else can be looked at."""
    manifest = run.manifest
    good = shaped(report, "manifest.json", manifest, SHAPES["manifest.json"], closed=False)
    if not good:
        return False
    for name in sorted(set(manifest) - set(SHAPES["manifest.json"]) - set(CIRCUMSTANCES) - {"tried", "sources", "sequel_of"}):
        report.no("schemas", "manifest.json/%s does not belong there" % name)
    for kind, shape in (("blocks", BLOCK), ("gates", GATE), ("inputs", INPUT)):
        for i, one in enumerate(manifest[kind]):
            good = shaped(report, "manifest.json/%s/%d" % (kind, i), one, shape, optional=("added",)) and good
    good = shaped(report, "manifest.json/policy", manifest["policy"], {
        "effective": lambda v: isinstance(v, dict), "digest": is_digest, "loosened": lambda v: isinstance(v, list)}) and good
    if good and len(set(block["id"] for block in manifest["blocks"])) != len(manifest["blocks"]):
        report.no("schemas", "manifest.json: two blocks have one id")
    report.begin("schemas", "manifest, gates, records; other files by what is computed below")
    return good


def check_digest(run, report):
    """Content digest, digest of the policy, and the run's name."""
    manifest = run.manifest
    content = {name: value for name, value in manifest.items() if name not in CIRCUMSTANCES and name != "content_digest"}
    content["blocks"] = [{k: v for k, v in block.items() if k not in ("key", "execution", "duration", "added")} for block in manifest["blocks"]]
    content["files"] = {p: d for p, d in manifest["files"].items() if not p.startswith(OUTSIDE) and p not in OUTSIDE_FILES}
    made = digest(content)
    if made != manifest["content_digest"]:
        report.no("digest", "content_digest: %s, computed %s" % (manifest["content_digest"], made))
    if digest(manifest["policy"]["effective"]) != manifest["policy"]["digest"]:
        report.no("digest", "policy.digest is not that of policy.effective")
    extra = [name for name in manifest["circumstances"] if name not in CIRCUMSTANCES]
    if extra:
        report.no("digest", "circumstances take out %s" % ", ".join(map(str, extra)))
    if not re.match(r"\d{8}_\d{6}_%s(-\d+)?\Z" % made[7:13], manifest["run_id"]):
        report.no("digest", "run_id %s does not end in %s" % (manifest["run_id"], made[7:13]))
    stamp = re.sub(r"\D", "", manifest["timestamp"])[:14]
    if manifest["run_id"][:15].replace("_", "") != stamp:
        report.no("digest", "run_id does not begin with the time %s" % manifest["timestamp"])
    report.begin("digest", made[7:])
    report.open("digest", "protocol.md and inputs by their digests where they are not in the folder; results of the blocks")


def check_record(run, report):
    """Log chain and clock; run summary, states and done.json against the manifest."""
    manifest, previous, last, n, messages = run.manifest, None, "", 0, []
    try:
        lines = run.bytes.get("logs/run.jsonl", b"").decode("utf-8").split("\n")
        if lines.pop() != "":
            raise ValueError("does not end with a line")
        for n, line in enumerate(lines, 1):
            entry = parse(line.encode("utf-8"))
            if not isinstance(entry, dict) or compact(entry) != line:
                raise ValueError("line %d is not in the bytes its writer gives" % n)
            if list(entry) != ["timestamp", "level", "stage", "block", "event", "message", "params", "result", "previous"]:
                raise ValueError("line %d has other names" % n)
            if entry["previous"] != previous:
                raise ValueError("line %d does not carry the digest of the line before" % n)
            if entry["timestamp"] < last:
                report.no("record", "the log's clock runs back at line %d" % n)
            previous, last = sha256(line.encode("utf-8")), entry["timestamp"]
            messages.append(entry)
    except (ValueError, TypeError, KeyError) as error:
        report.no("record", "logs/run.jsonl: %s" % error)
    told = run.bytes.get("logs/run.log", b"").decode("utf-8", "replace")
    for entry in messages:
        line = "%s [%s] %s: %s\n" % (entry["timestamp"], entry["level"], entry["stage"], entry["message"])
        if not told.startswith(line):
            report.no("record", "logs/run.log differs from logs/run.jsonl at %s" % json.dumps(entry["message"])[:80])
            break
        told = told[len(line):]
    if told and messages:
        report.no("record", "logs/run.log holds more than logs/run.jsonl")
    check_log_results(run, report, messages)
    blocks = {block["id"]: block for block in manifest["blocks"]}
    summary, state = run.json.get("run_summary.json"), run.json.get("state/stage_state.json")
    if isinstance(summary, dict):
        check_summary(run, report, summary, blocks)
    if isinstance(state, dict):
        same = {i: [b["execution"], b["result"], b["reason"]] for i, b in blocks.items()}
        found = {i: [b.get("execution"), b.get("result"), b.get("reason")] for i, b in state.get("blocks", {}).items()}
        if same != found:
            report.no("record", "state/stage_state.json tells otherwise of the blocks")
    for name, block in blocks.items():
        done = run.json.get("blocks/%s/done.json" % name)
        if done is None and block["execution"] in ("ran", "reused"):
            report.no("record", "blocks/%s/done.json is missing" % name)
        if isinstance(done, dict):
            for field in ("key", "execution", "result", "reason"):
                if done.get(field) != block[field]:
                    report.no("record", "blocks/%s/done.json /%s: the manifest says %s" % (name, field, json.dumps(block[field])))
            if sorted(done.get("outputs_list", [])) != sorted(block["artifacts"]):
                report.no("record", "blocks/%s/done.json lists other files than the manifest" % name)
            if done.get("key_preimage") is not None and digest(done["key_preimage"]) != block["key"]:
                report.no("record", "blocks/%s/done.json: the key is not the digest of its preimage" % name)
    report.begin("record", "%d lines of the log, %d blocks" % (n, len(blocks)))


def check_summary(run, report, summary, blocks):
    manifest = run.manifest
    status = "success" if manifest["exit_code"] == 0 else "cancelled" if manifest["exit_code"] in (129, 130, 143) else "failed"
    for field, value in (("run_id", manifest["run_id"]), ("exit_code", manifest["exit_code"]), ("mode", manifest["mode"]),
                         ("status", status), ("duration_seconds", manifest["duration_seconds"])):
        if summary.get(field) != value:
            report.no("record", "run_summary.json /%s: %s, the manifest says %s" % (field, json.dumps(summary.get(field)), json.dumps(value)))
    if manifest["success"] is not (manifest["exit_code"] == 0):
        report.no("record", "manifest.json: success and exit_code do not go together")
    listed = sorted(path for stage in summary.get("stages", []) for path in stage.get("artifacts", []))
    if listed != sorted(path for block in blocks.values() for path in block["artifacts"]):
        report.no("record", "run_summary.json: its stages list other files than the manifest")
    counters = summary.get("silent_failure_checks", {})
    if counters != {"blocks_without_end": [], "na_without_reason": [], "artifacts_missing": []}:
        report.no("record", "run_summary.json /silent_failure_checks are not empty")
    lanes = {}
    for block in blocks.values():
        lanes.setdefault(block["lane"], []).append(block["id"])
    for name, lane in summary.get("lanes", {}).items():
        if lane.get("blocks") != lanes.get(name, []):
            report.no("record", "run_summary.json /lanes/%s/blocks: the manifest has others" % name)
    models = [path for path in sorted(run.json) if re.match(r"model/([^/]+/)*metrics\.json\Z", path)]
    told = run.json.get("model/metrics.json") if models else None
    for field in ("cv_score", "cv_std"):
        if isinstance(told, dict) and summary.get(field) is not None and summary.get(field) not in [run.json[p].get(field) for p in models]:
            report.no("record", "run_summary.json /%s is of no model" % field)
    error = run.json.get("error.json")
    if isinstance(error, dict) and (error.get("exit_code") != manifest["exit_code"] or error.get("run_id") != manifest["run_id"]):
        report.no("record", "error.json tells of another end than the manifest")


def check_log_results(run, report, messages):
    """What the log says of results is what their files say."""
    for entry in messages:
        result, event = entry["result"] if isinstance(entry["result"], dict) else {}, entry["event"]
        if not event.startswith("qc_check_"):
            continue
        for name, one in run.json.items():
            if name.endswith("_qc_report.json") and isinstance(one, dict) and one.get("of") == result.get("of"):
                check = one.get("checks", {}).get(event[9:]) or one.get("advice", {}).get(event[9:])
                for field in ("value", "threshold", "limit", "pass", "na"):
                    if isinstance(check, dict) and field in result and result[field] != check.get(field):
                        report.no("record", "logs/run.jsonl: %s /%s is not what %s says" % (event, field, name))


# --- rows of a model ----------------------------------------------------------------------------------------------------------

ROW = ["id", "sample", "group", "batch"]
DISTANCE = ["t2", "q", "leverage", "nearest", "outside"]


class Rows:
    """predictions.csv of a model, by repeat and sample.

    samples: a list of {name, observed, units, spectra}; repeats: a list of {sample: (predicted, scores)}.
    """

    def __init__(self, table, task, classes, estimator):
        self.head, rows = table
        self.task, self.classes, self.estimator = task, classes, estimator
        self.has_p = task == "classification" and all("p:" + c in self.head for c in classes)
        self.has_score = task == "classification" and all("score:" + c in self.head for c in classes)
        self.rows = []
        for row in rows:
            one = dict(row)
            if task == "classification":
                one["p"] = [number_of(row["p:" + c]) for c in classes] if self.has_p and row["p:" + classes[0]] else None
                one["score"] = [number_of(row["score:" + c]) for c in classes] if self.has_score and row["score:" + classes[0]] else None
                if row["observed"] not in classes:
                    raise ValueError("observed %s is no class" % json.dumps(row["observed"]))
            else:
                one["observed"] = number_of(row["observed"])
                one["predicted"] = number_of(row["predicted"]) if row["predicted"] else None
                if row["predicted"] and abs(number_of(row["residual"]) - (one["predicted"] - one["observed"])) > 1e-9:
                    raise ValueError("residual of %s is not predicted less observed" % json.dumps(row["id"]))
            self.rows.append(one)

    def probabilities(self, score):
        if self.estimator == "pls-da":
            clipped = [min(1.0, max(1e-6, s)) for s in score]
            return [one / sum(clipped) for one in clipped]
        return score if self.has_p else None

    def spectrum_faults(self):
        """`predicted` is the class of the largest score, `p:` what the scores give."""
        for row in self.rows if self.task == "classification" else ():
            score = row["score"] or row["p"]
            if score is None:
                continue
            if row["predicted"] != self.classes[score.index(max(score))]:
                yield "%s: predicted is not the class of the largest score" % json.dumps(row["id"])
            if row["score"] and row["p"] and any(abs(a - b) > 1e-12 for a, b in zip(self.probabilities(row["score"]), row["p"])):
                yield "%s: probabilities are not those of its scores" % json.dumps(row["id"])

    def samples(self, keep=lambda row: True):
        """[sample], [[prediction of each sample] by repeat]: of a sample its mean score over its spectra."""
        by_repeat = {}
        for row in self.rows:
            if keep(row) and row["predicted"] not in (None, ""):
                by_repeat.setdefault(row.get("repeat", ""), {}).setdefault(row["sample"], []).append(row)
        repeats, names = [], sorted(set(name for one in by_repeat.values() for name in one), key=lambda s: s.encode("utf-16-be"))
        first = next(iter(by_repeat.values()), {})
        facts = []
        for name in names:
            rows = next(one[name] for one in by_repeat.values() if name in one)
            if self.task == "classification":
                counts = [sum(row["observed"] == c for row in rows) for c in self.classes]
                observed = counts.index(max(counts))
            else:
                observed = math.fsum(row["observed"] for row in rows) / len(rows)
            facts.append({"name": name, "observed": observed, "spectra": len(rows), "batch": rows[0]["batch"], "group": rows[0]["group"],
                          "fold": rows[0].get("fold", ""), "batches": set(row["batch"] for row in rows)})
        for one in by_repeat.values():
            told = []
            for name in names:
                rows = one.get(name)
                if rows is None:
                    told.append(None)
                elif self.task == "classification":
                    scores = [row["score"] or row["p"] for row in rows]
                    mean = [math.fsum(column) / len(rows) for column in zip(*scores)]
                    told.append((mean.index(max(mean)), mean))
                else:
                    told.append(math.fsum(row["predicted"] for row in rows) / len(rows))
            repeats.append(told)
        return facts, repeats, sum(len(rows) for rows in first.values())


# --- estimates of a classification --------------------------------------------------------------------------------------------


def by_confusion(m, K):
    """Every metric that a confusion matrix gives, None where undefined."""
    n = math.fsum(map(math.fsum, m))
    there = [math.fsum(m[c]) for c in range(K)]
    called = [math.fsum(m[i][c] for i in range(K)) for c in range(K)]
    right = [m[c][c] for c in range(K)]
    good = math.fsum(right)
    ratio = lambda a, b: a / b if b > 0 else None  # noqa: E731
    recall = [ratio(right[c], there[c]) for c in range(K)]
    precision = [(ratio(right[c], called[c]) if called[c] > 0 else (0.0 if there[c] > 0 else None)) for c in range(K)]
    specificity = [ratio(n - there[c] - (called[c] - right[c]), n - there[c]) for c in range(K)]
    f1 = [ratio(2 * right[c], there[c] + called[c]) for c in range(K)]
    mean = lambda values: (lambda v: math.fsum(v) / len(v) if v else None)([x for x in values if x is not None])  # noqa: E731
    chance = math.fsum(a * b for a, b in zip(there, called))
    spread = (n * n - math.fsum(c * c for c in called)) * (n * n - math.fsum(t * t for t in there))
    return {
        "accuracy": ratio(good, n), "balanced_accuracy": mean(recall), "precision": mean(precision), "recall": mean(recall),
        "specificity": mean(specificity), "f1": mean(f1), "mcc": (good * n - chance) / math.sqrt(spread) if spread > 0 else 0.0 if n else None,
        "kappa": ratio(good * n - chance, n * n - chance),
        "by_class": [dict(recall=recall[c], precision=precision[c], specificity=specificity[c], f1=f1[c]) for c in range(K)],
    }


def areas(scores, observed, K):
    """Area under the curve of each class against the rest."""
    result = []
    for c in range(K):
        pairs = sorted((s[c], o == c) for s, o in zip(scores, observed))
        positive = sum(is_it for _, is_it in pairs)
        negative = len(pairs) - positive
        if not positive or not negative:
            result.append(None)
            continue
        total, i, below = 0.0, 0, 0
        while i < len(pairs):
            j = i
            while j < len(pairs) and pairs[j][0] == pairs[i][0]:
                j += 1
            p = sum(is_it for _, is_it in pairs[i:j])
            q = j - i - p
            total += p * (below + q / 2)
            below += q
            i = j
        result.append(total / (positive * negative))
    return result


def mean_of(values):
    values = [v for v in values if v is not None]
    return math.fsum(values) / len(values) if values else None


class Classified:
    """Estimates and intervals of classified samples."""

    def __init__(self, rows, facts, repeats):
        self.rows, self.facts, self.repeats, self.K = rows, facts, repeats, len(rows.classes)
        self.observed = [one["observed"] for one in facts]
        self.n = len(facts)
        self.confusions = [self._confusion(range(self.n), r) for r in range(len(repeats))]
        self.losses = {}

    def _confusion(self, which, r):
        m = [[0] * self.K for _ in range(self.K)]
        for i in which:
            if self.repeats[r][i] is not None:
                m[self.observed[i]][self.repeats[r][i][0]] += 1
        return m

    def probability_losses(self, r):
        """(log loss, Brier) of each sample, None where there are no probabilities."""
        if r not in self.losses:
            told = []
            for i in range(self.n):
                p = self.rows.probabilities(self.repeats[r][i][1])
                if p is None:
                    told = None
                    break
                told.append((-math.log(max(p[self.observed[i]], sys.float_info.epsilon)),
                             math.fsum((q - (c == self.observed[i])) ** 2 for c, q in enumerate(p))))
            self.losses[r] = told
        return self.losses[r]

    def in_repeat(self, r, without=()):
        """Every metric of a repeat, of the samples not left out."""
        without = set(without)
        m = self.confusions[r]
        if without:
            gone = self._confusion(without, r)
            m = [[a - b for a, b in zip(x, y)] for x, y in zip(m, gone)]
        return by_confusion(m, self.K)

    def areas_in(self, r, without=()):
        without = set(without)
        keep = [i for i in range(self.n) if i not in without]
        return areas([self.repeats[r][i][1] for i in keep], [self.observed[i] for i in keep], self.K)

    def estimates(self):
        """{metric: [by repeat]} of the whole, and the same by class."""
        whole, classes = {}, [{} for _ in range(self.K)]
        for r in range(len(self.repeats)):
            told, area = self.in_repeat(r), self.areas_in(r)
            told["roc_auc"] = mean_of(area)
            losses = self.probability_losses(r)
            for at, name in enumerate(("log_loss", "brier")):
                told[name] = math.fsum(loss[at] for loss in losses) / self.n if losses and self.n else None
            for name, value in told.items():
                if name != "by_class":
                    whole.setdefault(name, []).append(value)
            for c in range(self.K):
                for name, value in list(told["by_class"][c].items()) + [("roc_auc", area[c])]:
                    classes[c].setdefault(name, []).append(value)
        return whole, classes


# --- intervals ----------------------------------------------------------------------------------------------------------------


def logit(x):
    return math.log(x / (1 - x))


def on_scale(scale, value, error, degrees, level):
    """t on a scale: the error is carried over by the derivative; None where the value lies at its end."""
    if error is None or not error > 1e-14 or degrees < 1:
        return None
    t = t_quantile(1 - (1 - level) / 2, degrees)
    if scale == "logit":
        if not 0 < value < 1:
            return None
        at, d = logit(value), error / (value * (1 - value))
        return [1 / (1 + math.exp(-(at - t * d))), 1 / (1 + math.exp(-(at + t * d)))]
    if scale == "log":
        if not value > 0:
            return None
        return [value * math.exp(-t * error / value), value * math.exp(t * error / value)]
    return [value - t * error, value + t * error]


def jackknife_error(values):
    """Of the estimates with each unit left out."""
    if len(values) < 2 or any(v is None for v in values):
        return None
    mean = math.fsum(values) / len(values)
    return math.sqrt((len(values) - 1) / len(values) * math.fsum((v - mean) ** 2 for v in values))


def ratio_error(x, n, units):
    """s of θ = Σx/Σn over whole units: s² = u/(u−1) Σ(x_b − θ n_b)²/N²."""
    total, N = math.fsum(x), math.fsum(n)
    sums = {}
    for xi, ni, unit in zip(x, n, units):
        a, b = sums.get(unit, (0.0, 0.0))
        sums[unit] = (a + xi, b + ni)
    sums = [(a, b) for a, b in sums.values() if b > 0]
    u = len(sums)
    if u < 2 or N == 0:
        return None, u
    theta = total / N
    return math.sqrt(u / (u - 1) * math.fsum((a - theta * b) ** 2 for a, b in sums)) / N, u


class Unit:
    """What a new measurement would be one of, and how many there are."""

    def __init__(self, facts, unit):
        self.unit = unit
        self.names = [one[unit] for one in facts] if unit != "sample" else None
        self.n = len(set(self.names)) if self.names is not None else len(facts)

    def members(self):
        result = {}
        for i, name in enumerate(self.names):
            result.setdefault(name, []).append(i)
        return list(result.values())


def outer(estimate, parts):
    """At each end the outer one; the estimate is always within."""
    parts = [part for part in parts if part is not None]
    if not parts or estimate is None:
        return None
    if any(isinstance(part, Any) for part in parts):
        return OUTER
    return [min([part[0] for part in parts] + [estimate]), max([part[1] for part in parts] + [estimate])]


FEW = {"batch": "few_batches", "group": "few_groups"}.values()


class Interval:
    """Both parts of an interval, the way they were made, and why there is none."""

    def __init__(self, sample=None, unit=None, by_sample="", by_unit="", na=None):
        if na in FEW:  # the one by sample stands, but is no claim about new batches or groups
            unit = None
        elif na is not None:
            sample = unit = None
        self.sample, self.unit, self.na = sample, unit, na or ("no_spread" if sample is None and unit is None else None)
        both = ([by_sample] if sample is not None else []) + ([by_unit] if unit is not None else [])
        self.method = "+".join(dict.fromkeys(both)) or None


def too_few(n, unit, units=None):
    """Why there is no interval: fewer than 8 samples, or 5 batches or groups."""
    if n < 8:
        return "few_samples"
    if unit.unit != "sample" and (unit.n if units is None else units) < 5:
        return {"batch": "few_batches", "group": "few_groups"}[unit.unit]
    return None


def fields(name, estimate, interval, unit, n, repeats=None):
    """A metric as metrics.json has it, with what stands beside it."""
    if estimate is None:
        interval = Interval(na="undefined")
    result = {
        name: estimate, name + "_ci": None if interval.na else outer(estimate, [interval.sample, interval.unit]),
        name + "_ci_sample": interval.sample, name + "_ci_unit": interval.unit,
        name + "_method": interval.method, name + "_unit": unit, name + "_na": interval.na,
        name + "_n": n, name + "_over": "samples",
    }
    if repeats is not None and len(repeats) > 1:
        result[name + "_repeats"] = repeats
        good = [v for v in repeats if v is not None]
        mean = math.fsum(good) / len(good) if good else 0
        result[name + "_sd"] = math.sqrt(math.fsum((v - mean) ** 2 for v in good) / (len(good) - 1)) if len(good) > 1 else None
    return result


def share_interval(x, n, names, unit, level=0.95):
    """Of a share Σx/Σn of samples that each weigh n: Clopper–Pearson, and over whole units t on the logit scale."""
    total, N = math.fsum(x), math.fsum(n)
    if N <= 0:
        return Interval(na="undefined")
    error, u = ratio_error(x, n, names) if names is not None else (None, None)
    by_unit = on_scale("logit", total / N, error, u - 1, level) if names is not None else None
    return Interval(clopper_pearson(total, N, level), by_unit, "clopper-pearson", "ratio-logit-t", too_few(N, unit, u))


@functools.lru_cache(maxsize=64)
def drawn(shapes):
    """By-sample interval of a mean of Beta(a, b): made of other draws than the program's, so held to a fifth of a standard deviation."""
    chance = random.Random(1)
    means = sorted(math.fsum(chance.betavariate(a, b) for a, b in shapes) / len(shapes) for _ in range(9999))
    ends = [means[249], means[-250]]
    far = 0.2 * math.sqrt(math.fsum(a * b / ((a + b) ** 2 * (a + b + 1)) for a, b in shapes)) / len(shapes)
    near = lambda v: isinstance(v, list) and len(v) == 2 and all(is_number(x) and abs(x - y) <= far for x, y in zip(v, ends))  # noqa: E731
    return Any(near, "random draws")


OUTER = Any(lambda v: isinstance(v, list) and len(v) == 2 and all(map(is_number, v)), "outer of what is drawn")


class ClassMetrics:
    """metrics.json of a classification, worked out from rows."""

    def __init__(self, rows, unit_name, keep=lambda row: True):
        facts, repeats, self.spectra = rows.samples(keep)
        self.rows, self.facts, self.told = rows, facts, Classified(rows, facts, repeats)
        self.unit = Unit(facts, unit_name)
        self.classes, self.K, self.n, self.R = rows.classes, len(rows.classes), len(facts), len(repeats)

    def mean_over_repeats(self, of):
        return [math.fsum(of(i, self.told.repeats[r][i]) for r in range(self.R)) / self.R for i in range(self.n)]

    def right(self):
        return self.mean_over_repeats(lambda i, told: float(told[0] == self.told.observed[i]))

    def shares(self, name, c=None):
        """(x, n) of each sample for a metric that is a share."""
        o, one = self.told.observed, [1.0] * self.n
        if name == "accuracy":
            return self.right(), one
        if name == "recall":
            return [r if o[i] == c else 0.0 for i, r in enumerate(self.right())], [float(o[i] == c) for i in range(self.n)]
        if name == "specificity":
            return (self.mean_over_repeats(lambda i, told: float(o[i] != c and told[0] != c)), [float(o[i] != c) for i in range(self.n)])
        return (self.mean_over_repeats(lambda i, told: float(o[i] == c and told[0] == c)), self.mean_over_repeats(lambda i, told: float(told[0] == c)))

    def share(self, name, c=None, level=0.95):
        x, n = self.shares(name, c)
        return share_interval(x, n, self.unit.names, self.unit, level), math.fsum(n)

    def holding(self, c):
        """Units that hold a class."""
        return len(set(name for name, o in zip(self.unit.names, self.told.observed) if o == c)) if self.unit.names is not None else None

    def least(self, classes):
        """Why nothing is said of these classes."""
        if self.n < 8:
            return "few_samples"
        if self.unit.names is not None and min([self.unit.n] + [self.holding(c) for c in classes]) < 5:
            return too_few(self.n, self.unit, 0)
        return None

    def jackknife(self, name, scale, c=None, na=None):
        """By sample and by unit, of a metric of the confusion matrix."""
        value = lambda told: told[name] if c is None else told["by_class"][c][name]  # noqa: E731
        estimate = mean_of(value(self.told.in_repeat(r)) for r in range(self.R))
        cache = {}

        def without(which):
            result = []
            for r in range(self.R):
                key = (r, tuple(sorted((self.told.observed[i], self.told.repeats[r][i][0]) for i in which)))
                if key not in cache:
                    cache[key] = value(self.told.in_repeat(r, which))
                result.append(cache[key])
            return mean_of(result)

        return self._jackknifed(estimate, scale, without, na)

    def _jackknifed(self, estimate, scale, without, na=None):
        method = "jackknife-t" if scale is None else "jackknife-%s-t" % scale
        if estimate is None:
            return Interval(na="undefined")
        sample = on_scale(scale, estimate, jackknife_error([without([i]) for i in range(self.n)]), self.n - 1, 0.95)
        unit = None
        if self.unit.names is not None and self.unit.n > 1:
            members = self.unit.members()
            unit = on_scale(scale, estimate, jackknife_error([without(which) for which in members]), len(members) - 1, 0.95)
        return Interval(sample, unit, method, method, na)

    def loss(self, at, estimate, na):
        """Log loss or Brier: a mean, so that leaving out is a subtraction."""
        per_repeat = [self.told.probability_losses(r) for r in range(self.R)]
        values = [math.fsum(told[i][at] for told in per_repeat) / self.R for i in range(self.n)]
        total = math.fsum(values)
        without = lambda which: (total - math.fsum(values[i] for i in which)) / (self.n - len(which))  # noqa: E731
        return self._jackknifed(estimate, "log", without, na)

    def area(self, estimate, c=None, na=None):
        """DeLong by sample, jackknife by unit, both on the logit scale."""
        if estimate is None:
            return Interval(na="undefined")
        pick = (lambda told: mean_of(told)) if c is None else (lambda told: told[c])
        error = math.sqrt(self.delong(c))
        sizes = [self.told.observed.count(k) for k in range(self.K)]
        sizes = [s for s in sizes if s] if c is None else [sizes[c], self.n - sizes[c]]
        sample = on_scale("logit", estimate, error, min(sizes) - 1, 0.95)
        unit = None
        if self.unit.names is not None and self.unit.n > 1:
            members = self.unit.members()
            values = [mean_of(pick(self.told.areas_in(r, which)) for r in range(self.R)) for which in members]
            unit = on_scale("logit", estimate, jackknife_error(values), len(members) - 1, 0.95)
        return Interval(sample, unit, "delong-logit-t", "jackknife-logit-t", na)

    def delong(self, c=None):
        """Variance: influences of each sample on the (mean) area, within classes as strata."""
        o, influence = self.told.observed, [0.0] * self.n
        which = [c] if c is not None else [k for k in range(self.K) if 0 < o.count(k) < self.n]
        for r in range(self.R):
            for k in which:
                positive = [i for i in range(self.n) if o[i] == k]
                negative = [i for i in range(self.n) if o[i] != k]
                score = lambda i: self.told.repeats[r][i][1][k]  # noqa: E731
                wins = lambda a, b: 1.0 if score(a) > score(b) else 0.5 if score(a) == score(b) else 0.0  # noqa: E731
                for i in positive:
                    influence[i] += math.fsum(wins(i, j) for j in negative) / len(negative) / len(positive) / len(which) / self.R
                for j in negative:
                    influence[j] += math.fsum(wins(i, j) for i in positive) / len(positive) / len(negative) / len(which) / self.R
        variance = 0.0
        strata = {}
        for i in range(self.n):
            strata.setdefault(o[i] if c is None else o[i] == c, []).append(influence[i])
        for values in strata.values():
            if len(values) > 1:
                mean = math.fsum(values) / len(values)
                variance += len(values) / (len(values) - 1) * math.fsum((v - mean) ** 2 for v in values)
        return variance

    def balanced(self, na):
        """By unit z_b = Σ_c (x_bc − r_c n_bc)/(K N_c); by sample 9,999 draws, which are not made here."""
        there = [c for c in range(self.K) if self.told.observed.count(c)]
        estimate = mean_of(self.told.in_repeat(r)["recall"] for r in range(self.R))
        right, sizes, unit = self.right(), [self.told.observed.count(c) for c in range(self.K)], None
        good = [math.fsum(r for r, o in zip(right, self.told.observed) if o == c) for c in range(self.K)]
        recalls = [good[c] / sizes[c] if sizes[c] else 0 for c in range(self.K)]
        if self.unit.names is not None:
            z = {}
            for i, o in enumerate(self.told.observed):
                name = self.unit.names[i]
                z[name] = z.get(name, 0.0) + (right[i] - recalls[o]) / (len(there) * sizes[o])
            u = len(z)
            error = math.sqrt(u / (u - 1) * math.fsum(v * v for v in z.values())) if u > 1 else None
            unit = on_scale("logit", estimate, error, u - 1, 0.95)
        return Interval(drawn(tuple((good[c] + 0.5, sizes[c] - good[c] + 0.5) for c in there)), unit, "beta-draws", "ratio-logit-t", na)

    def icc(self):
        """Intraclass correlation of the samples' losses, by analysis of variance, at least 0."""
        return intraclass([1 - r for r in self.right()], self.unit.names)

    def pooled(self, level=0.95):
        """The whole of `pooled` or `external`."""
        whole, classes = self.told.estimates()
        everything = range(self.K)
        why = self.least([c for c in everything if self.told.observed.count(c)])
        result = {"n_samples": self.n, "n_spectra": self.spectra, "units": units_of(self.unit, self.facts, self.icc())}
        for name in "accuracy balanced_accuracy precision recall specificity f1 mcc kappa roc_auc log_loss brier".split():
            estimate, n = mean_of(whole[name]), self.n
            if estimate is None or self.n < 8:
                made = Interval(na="few_samples")
            elif name == "accuracy":
                made = self.share(name)[0]
            elif name in ("log_loss", "brier"):
                made = self.loss(name == "brier", estimate, too_few(self.n, self.unit))
            elif name in ("balanced_accuracy", "recall") or name == "specificity" and self.K == 2:
                made = self.balanced(why)
            elif name == "roc_auc":
                made = self.area(estimate, None, why)
            else:
                made = self.jackknife(name, None if name in ("mcc", "kappa") else "logit", None, why)
            result.update(fields(name, estimate, made, self.unit.unit, n, whole[name]))
        result["by_class"] = {self.classes[c]: self.of_class(c, classes[c]) for c in everything}
        return result

    def of_class(self, c, told):
        result = {"n": self.told.observed.count(c)}
        for name in ("recall", "precision", "specificity", "f1", "roc_auc"):
            estimate, n = mean_of(told[name]), self.n
            why = self.least([c])
            if name in ("recall", "precision", "specificity"):
                made, n = self.share(name, c)
                n = int(n) if n == int(n) else n
            elif self.n < 8 or estimate is None:
                made = Interval(na="few_samples")
            else:
                made = self.jackknife(name, "logit", c, why) if name == "f1" else self.area(estimate, c, why)
            result.update(fields(name, estimate, made, self.unit.unit, n, told[name]))
        return result


def intraclass(losses, names):
    if names is None:
        return None
    groups = {}
    for loss, name in zip(losses, names):
        groups.setdefault(name, []).append(loss)
    N, B = len(losses), len(groups)
    if B < 2 or N == B:
        return None
    mean = math.fsum(losses) / N
    means = {name: math.fsum(v) / len(v) for name, v in groups.items()}
    between = math.fsum(len(v) * (means[name] - mean) ** 2 for name, v in groups.items()) / (B - 1)
    within = math.fsum((x - means[name]) ** 2 for name, v in groups.items() for x in v) / (N - B)
    n0 = (N - math.fsum(len(v) ** 2 for v in groups.values()) / N) / (B - 1)
    below = between + (n0 - 1) * within
    return max(0.0, (between - within) / below) if below > 0 else 0.0


def units_of(unit, facts, icc):
    batches = set(name for one in facts for name in one["batches"]) - {""}
    return {"unit": unit.unit, "n": unit.n, "icc": icc, "batches": len(batches) or None}


# --- estimates of a regression ------------------------------------------------------------------------------------------------


def line(x, y):
    """Slope and offset of y on x, None where x does not vary."""
    mx, my = math.fsum(x) / len(x), math.fsum(y) / len(y)
    square = math.fsum((a - mx) ** 2 for a in x)
    if square <= 0:
        return None, None
    slope = math.fsum((a - mx) * (b - my) for a, b in zip(x, y)) / square
    return slope, my - slope * mx


def quartiles(values):
    """Type 7 of Hyndman and Fan."""
    v = sorted(values)

    def at(p):
        h = (len(v) - 1) * p
        i = int(h)
        return v[i] + (h - i) * (v[min(i + 1, len(v) - 1)] - v[i])

    return at(0.75) - at(0.25)


def variance(values):
    mean = math.fsum(values) / len(values)
    return math.fsum((v - mean) ** 2 for v in values) / (len(values) - 1) if len(values) > 1 else None


def estimates_of(y, predicted, rmse):
    """Every figure of a regression that has no interval-free companion, by name."""
    n = len(y)
    e = [p - o for p, o in zip(predicted, y)]
    mse = math.fsum(one * one for one in e) / n
    sep = math.sqrt(variance(e)) if n > 1 else None
    my = math.fsum(y) / n
    total = math.fsum((o - my) ** 2 for o in y)
    slope, offset = line(predicted, y)
    over = lambda a, b: a / b if a and b else None  # noqa: E731
    return {
        rmse: math.sqrt(mse), "r2": 1 - n * mse / total if total > 0 else None, "bias": math.fsum(e) / n, "sep": sep,
        "rpd": over(math.sqrt(total / (n - 1)) if n > 1 else None, sep), "slope": slope, "offset": offset,
        "rpiq": over(quartiles(y), math.sqrt(mse)), "rer": over(max(y) - min(y), sep),
    }


class TargetMetrics:
    """metrics.json of a regression, worked out from rows."""

    def __init__(self, rows, unit_name, rmse, keep=lambda row: True):
        self.facts, self.repeats, self.spectra = rows.samples(keep)
        self.unit, self.n, self.R, self.rmse = Unit(self.facts, unit_name), len(self.facts), len(self.repeats), rmse
        self.y = [one["observed"] for one in self.facts]

    def residuals(self, r):
        return [p - y for p, y in zip(self.repeats[r], self.y)]

    def losses(self, of):
        """Means over repeats of what each sample lost."""
        told = [of(self.residuals(r)) for r in range(self.R)]
        return [math.fsum(one[i] for one in told) / self.R for i in range(self.n)]

    def root(self, value, losses, degrees, level=0.95):
        """√(Σ loss/χ²) by sample, and the loss as a ratio over whole units on the log scale."""
        total, tail = math.fsum(losses), (1 - level) / 2
        if not total > 0:
            return None, None
        scale = value / math.sqrt(total / degrees)
        sample = [scale * math.sqrt(total / chi2_quantile(1 - p, degrees)) for p in (tail, 1 - tail)]
        unit = None
        if self.unit.names is not None:
            error, u = ratio_error(losses, [1.0] * self.n, self.unit.names)
            theta = total / self.n
            made = on_scale("log", theta, error, u - 1, level)
            # relative to the estimate that is reported
            unit = [value * math.sqrt(end / theta) for end in made] if made else None
        return sample, unit

    def clustered(self, value, scores, square, degrees, sample_error):
        """t by sample; by unit cluster-robust: the sums of the scores over whole units."""
        unit = None
        if self.unit.names is not None:
            sums = {}
            for one, name in zip(scores, self.unit.names):
                sums[name] = sums.get(name, 0.0) + one
            u = len(sums)
            error = math.sqrt(u / (u - 1) * math.fsum(v * v for v in sums.values())) / square if u > 1 else None
            unit = on_scale(None, value, error, u - 1, 0.95)
        return on_scale(None, value, sample_error, degrees, 0.95), unit

    def line_scores(self, which):
        """Influences of a slope or an offset, mean over repeats, and its error by sample."""
        scores, square = [0.0] * self.n, 0.0
        for r in range(self.R):
            x = self.repeats[r]
            slope, offset = line(x, self.y)
            mx = math.fsum(x) / self.n
            sxx = math.fsum((a - mx) ** 2 for a in x)
            rest = [b - offset - slope * a for a, b in zip(x, self.y)]
            weigh = [(a - mx) / sxx if which == "slope" else 1 / self.n - mx * (a - mx) / sxx for a in x]
            for i in range(self.n):
                scores[i] += weigh[i] * rest[i] / self.R
            square += math.fsum(one * one for one in rest) / (self.n - 2) * math.fsum(w * w for w in weigh) / self.R
        return scores, math.sqrt(square)

    def pooled(self, sec=None, components=None, fitted_n=None, sel=None):
        by_repeat = [estimates_of(self.y, told, self.rmse) for told in self.repeats]
        every = {name: [one[name] for one in by_repeat] for name in by_repeat[0]}
        at = {name: mean_of(values) for name, values in every.items()}
        square = self.losses(lambda e: [one * one for one in e])
        about = self.losses(lambda e: [(one - math.fsum(e) / self.n) ** 2 for one in e])
        root = self.root(at[self.rmse], square, self.n)
        sep = self.root(at["sep"], about, self.n - 1) if self.n > 1 and at["sep"] else (None, None)
        e = self.losses(lambda one: one)
        parts, why = {}, too_few(self.n, self.unit)
        parts[self.rmse] = root
        parts["sep"] = sep
        total = math.fsum((o - math.fsum(self.y) / self.n) ** 2 for o in self.y)
        turned = lambda part, f: [f(part[1]), f(part[0])] if part is not None else None  # noqa: E731
        if total > 0:
            parts["r2"] = [turned(p, lambda x: 1 - self.n * x * x / total) for p in root]
            parts["rpiq"] = [turned(p, lambda x: quartiles(self.y) / x) for p in root]
            parts["rpd"] = [turned(p, lambda x: math.sqrt(total / (self.n - 1)) / x) for p in sep]
            parts["rer"] = [turned(p, lambda x: (max(self.y) - min(self.y)) / x) for p in sep]
        if self.n > 2:
            mean = at["bias"]
            parts["bias"] = self.clustered(mean, [one - mean for one in e], self.n, self.n - 1, math.sqrt(variance(e) / self.n))
            if at["slope"] is not None:
                for name in ("slope", "offset"):
                    scores, error = self.line_scores(name)
                    parts[name] = self.clustered(at[name], scores, 1, self.n - 2, error)
        result = {"n_samples": self.n, "n_spectra": self.spectra, "units": units_of(self.unit, self.facts, intraclass(square, self.unit.names))}
        for name in (self.rmse, "r2", "bias", "sep", "rpd", "slope", "offset", "rpiq", "rer"):
            first, second = ("t", "cluster-t") if name in ("bias", "slope", "offset") else ("chi-square", "ratio-log-t")
            made = Interval(*(list(parts.get(name, (None, None))) + [first, second, "few_samples" if self.n < 8 else why]))
            result.update(fields(name, at[name], made, self.unit.unit, self.n, every[name]))
        if is_number(sel) and sel > 0 and at["sep"]:
            made = Interval(*([[x / sel for x in p] if p else None for p in sep] + ["chi-square", "ratio-log-t", "few_samples" if self.n < 8 else why]))
            result.update(fields("sep_sel", at["sep"] / sel, made, self.unit.unit, self.n, [v / sel for v in every["sep"]]))
        else:
            result.update(fields("sep_sel", None, Interval(na="undefined"), self.unit.unit, self.n))
            result["sep_sel_na"] = "no_reference_replicates"
        result.update(self.tests(by_repeat, at, sec, components, fitted_n))
        return result

    def tests(self, by_repeat, at, sec, components, fitted_n):
        n, sep = self.n, at["sep"]
        bias_t = mean_of(abs(one["bias"]) * math.sqrt(n) / one["sep"] if one["sep"] else None for one in by_repeat)
        slopes = []
        for r, one in enumerate(by_repeat):
            rest = [y - one["offset"] - one["slope"] * x for x, y in zip(self.repeats[r], self.y)] if one["slope"] is not None else []
            left = math.fsum(v * v for v in rest) / (n - 2) if n > 2 else 0
            slopes.append(abs(one["slope"] - 1) * math.sqrt(variance(self.repeats[r]) * (n - 1) / left) if left > 0 else None)
        slope_t = mean_of(slopes)
        result = {
            "bias_limit": t_quantile(0.975, n - 1) * sep / math.sqrt(n) if sep else None, "bias_t": bias_t,
            "bias_p": t_tail(bias_t, n - 1) if bias_t is not None else None,
            "slope_t": slope_t, "slope_p": t_tail(slope_t, n - 2) if slope_t is not None else None,
        }
        degrees = fitted_n - components - 1 if sec is not None else 0
        result["sep_limit"] = sec * math.sqrt(f_quantile(0.95, n - 1, degrees)) if degrees > 0 and n > 1 else None
        result["rmsep_sec"] = at[self.rmse] / sec if sec else None
        return result


# --- models -------------------------------------------------------------------------------------------------------------------

VALIDATION_NA = "not_requested not_validated too_many_samples not_finite nothing_left not_fitted no_spectra too_few_points resampled_late too_many_spectra".split()
LEFT_OUT = {"lobo": ("batch", "group"), "loso": ("sample",), "nested": ("batch", "group", "sample"), "group_kfold": ("group", "sample"),
            "stratified_group_kfold": ("group", "sample"), "holdout": ("group", "sample"), "kfold": ("spectrum",), "walk_forward": ("segment", "batch")}


def folder_of(block, name):
    """Folder of a block's files: where its file of this name lies."""
    return next((path[:-len(name)] for path in sorted(block["artifacts"]) if path.endswith("/" + name)), None)


def check_models(run, report):
    """Rows, folds, confusion, metrics and the p of the validation of every model; what the gates need of them."""
    told = {}
    for block in run.blocks("model"):
        folder = folder_of(block, "metrics.json")
        if folder is None or block["result"] == "failed":
            continue
        try:
            told[block["id"]] = check_model(run, report, folder)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError, ZeroDivisionError) as error:
            report.no("metrics", "%s cannot be worked out again: %s %s" % (folder, type(error).__name__, error))
    if told:
        report.begin("predictions", "rows, folds and counts of %d models" % len(told))
        report.begin("metrics", "confusion, metrics and intervals of %d models, by sample, class, fold" % len(told))
        report.open("metrics", "intervals by random draws (balanced accuracy), held within a fifth of their standard deviation")
        report.open("metrics", "fitted rows (rmsec, sec, sel), tuning, applicability and refits of validation.json: they need a fit")
    return told


def check_model(run, report, folder):
    metrics, model = run.json[folder + "metrics.json"], run.json[folder + "model.json"]
    task, classes = metrics["task"], metrics.get("classes")
    if task != ("classification" if classes is not None else "regression") or model.get("classes") != classes and task == "classification":
        report.no("metrics", "%s: task and classes do not go together" % folder)
    rows = Rows(run.tables[folder + "predictions.csv"], task, classes, model["estimator"])
    for fault in list(rows.spectrum_faults())[:20]:
        report.no("predictions", "%spredictions.csv %s" % (folder, fault))
    folds = sorted((path for path in run.json if re.match(re.escape(folder) + r"folds_\d+\.json\Z", path)), key=lambda p: int(re.findall(r"\d+", p)[-1]))
    unit = check_folds(run, report, folder, rows, [run.json[path] for path in folds])
    external = None
    if folder + "test_predictions.csv" in run.tables:
        external = Rows(run.tables[folder + "test_predictions.csv"], task, classes, model["estimator"])
        for fault in list(external.spectrum_faults())[:20]:
            report.no("predictions", "%stest_predictions.csv %s" % (folder, fault))
    check_identities(run, report, folder, rows, external)
    check_counts(run, report, folder, rows, external)
    pooled = hold_metrics(run, report, folder, metrics, model, rows, external, unit, [run.json[path] for path in folds])
    check_validation(run, report, folder, metrics, pooled)
    return {"folder": folder, "task": task, "rows": rows, "metrics": metrics, "unit": unit, "pooled": pooled, "external": external}


def check_folds(run, report, folder, rows, folds):
    """Each row once a repeat, folds as their scheme separates; gives the unit that is left out."""
    where, every = folder + "predictions.csv", [row["id"] for row in rows.rows]
    repeats = {}
    for row in rows.rows:
        repeats.setdefault(row.get("repeat", ""), []).append(row)
    first = [row["id"] for row in next(iter(repeats.values()), [])]
    if len(set(first)) != len(first) or any([row["id"] for row in one] != first for one in repeats.values()):
        report.no("predictions", "%s does not hold each row once a repeat, in one order" % where)
    if "repeat" in rows.head and list(repeats) != [str(i + 1) for i in range(len(repeats))]:
        report.no("predictions", "%s: repeats are not numbered from 1" % where)
    if not folds:
        if any(row.get("fold") for row in rows.rows):
            report.no("predictions", "%s names folds that have no file" % where)
        return "sample"
    about = {row["id"]: row for row in rows.rows}
    if len(set(fold["fold"] for fold in folds)) != len(folds):
        report.no("predictions", "%s: two folds have one name" % folder)
    of = {(row.get("fold"), row["id"]) for row in rows.rows if row.get("fold")}
    told = {(fold["fold"], name) for fold in folds for name in fold["test_ids"]}
    for fold, name in sorted(of ^ told)[:5]:
        report.no("predictions", "%s: fold %s and row %s do not go together" % (where, json.dumps(fold), json.dumps(name)))
    if len(every) != sum(len(fold["test_ids"]) for fold in folds) and folds[0]["scheme"] not in ("holdout", "walk_forward"):
        report.no("predictions", "%s: rows and test rows of the folds are not equally many" % where)
    unit = folds[0]["unit"]
    scheme = folds[0]["scheme"]
    if any(fold["scheme"] != scheme or fold["unit"] != unit for fold in folds) or unit not in LEFT_OUT.get(scheme, ()):
        report.no("predictions", "%s: the folds are of no one scheme and unit" % folder)
    if run.manifest["mode"] == "regulatory" and scheme in ("kfold", "none"):
        report.no("predictions", "%s: scheme %s in regulatory mode" % (folder, scheme))
    column = {"spectrum": "id", "segment": "batch"}.get(unit, unit)
    if column == "sample" and scheme.endswith("group_kfold") and any(row["group"] not in ("", row["sample"]) for row in rows.rows):
        report.no("predictions", "%s: a group is declared and the folds leave out samples" % folder)
    for fold in folds:
        test, training = set(fold["test_ids"]), set(fold["training_ids"])
        if test & training or len(test) != len(fold["test_ids"]) or len(training) != len(fold["training_ids"]):
            report.no("predictions", "%s fold %s: a row stands twice or on both sides" % (folder, fold["fold"]))
        rest = set(about) - test - training
        if (test | training) - set(about) or rest and scheme not in ("walk_forward",):
            report.no("predictions", "%s fold %s: test and training rows are not all rows" % (folder, fold["fold"]))
        left = set(about[name][column] for name in test if name in about)
        if unit != "segment" and left != set(fold["left_out"]):
            report.no("predictions", "%s fold %s: left_out is not what its test rows are of" % (folder, fold["fold"]))
        both = left & set(about[name][column] for name in training if name in about)
        if both and unit != "segment":
            report.no("predictions", "%s fold %s: %s on both sides" % (folder, fold["fold"], json.dumps(sorted(both)[0])))
    if scheme == "lobo" and len(folds) != len(set(row[column] for row in rows.rows)):
        report.no("predictions", "%s: not a fold for each %s" % (folder, column))
    return unit if unit in ("batch", "group") else "sample"


def check_identities(run, report, folder, rows, external):
    """Rows are those of preprocessing/rows.csv: id, sample, group, batch, in one order."""
    sources = [table for path, table in run.tables.items() if re.match(r"preprocessing/([^/]+/)?rows\.csv\Z", path)]
    first = rows.rows[0].get("repeat", "") if rows.rows else ""
    for kind, told in (("false", [row for row in rows.rows if row.get("repeat", "") == first]), ("true", external.rows if external else [])):
        mine = [[row[name] for name in ROW] for row in told]
        theirs = [[[row[name] for name in ROW] for row in table[1] if row["external"] == kind] for table in sources]
        if sources and mine not in theirs:
            report.no("predictions", "%s%s: other rows than preprocessing/rows.csv" % (folder, "predictions.csv" if kind == "false" else "test_predictions.csv"))
    if not sources:
        report.open("predictions", "rows.csv: the document has no preprocess block")


def check_counts(run, report, folder, rows, external):
    """n_samples, n_spectra, counts by class and by group of data_summary.json."""
    first = rows.rows[0].get("repeat", "") if rows.rows else ""
    once = [row for row in rows.rows if row.get("repeat", "") == first]
    once += external.rows if external else []
    told = {"n_samples": len(set(row["sample"] for row in once)), "n_spectra": len(once),
            "n_external": len(external.rows) if external else 0, "n_external_samples": len(set(row["sample"] for row in external.rows)) if external else 0}
    groups = {}
    for row in once:
        groups.setdefault(row["group"], set()).add(row["sample"])
    told["group_counts"] = {name: len(samples) for name, samples in groups.items()}
    if rows.task == "classification":
        spectra = {}
        for row in once:
            spectra.setdefault(row["sample"], [0] * len(rows.classes))[rows.classes.index(row["observed"])] += 1
        most = [counts.index(max(counts)) for counts in spectra.values()]
        told["class_distribution"] = {c: most.count(i) for i, c in enumerate(rows.classes)}
        told["class_spectra"] = {c: sum(row["observed"] == c for row in once) for c in rows.classes}
        told["n_classes"] = len(rows.classes)
    faults = []
    for path, summary in run.json.items():
        if re.match(r"data/([^/]+/)?data_summary\.json\Z", path) and isinstance(summary, dict):
            faults.append([(path + at, what) for at, what in differences(told, {k: summary.get(k) for k in told})])
    if faults and [] not in faults:
        for at, what in faults[0]:
            report.no("predictions", "%s, by %spredictions.csv: %s" % (at, folder, what))


def confusion_of(told):
    K, R = told.K, told.R
    return [[math.fsum(told.told.confusions[r][i][j] for r in range(R)) / R for j in range(K)] for i in range(K)]


FOLD_CLASS = "accuracy balanced_accuracy precision recall specificity f1 mcc kappa roc_auc log_loss brier".split()
FOLD_TARGET = "rmsecv r2 bias sep rpd".split()


def of_fold(full, names, by_class=()):
    """A metric of a fold: estimate, _n, _over."""
    result = {"n_samples": full["n_samples"], "n_spectra": full["n_spectra"]}
    for name in names:
        for end in ("", "_n", "_over"):
            result[name + end] = full[name + end]
    if by_class:
        result["by_class"] = {c: dict({"n": one["n"]}, **{name + end: one[name + end] for name in by_class for end in ("", "_n", "_over")}) for c, one in full["by_class"].items()}
    return result


def hold_metrics(run, report, folder, metrics, model, rows, external, unit, folds):
    """metrics.json and confusion_matrix.json against the rows; gives the pooled estimates."""
    path, regression = folder + "metrics.json", rows.task == "regression"
    found = metrics.get("pooled") or {}
    sec, sel, fitted = found.get("sec"), found.get("sel"), (metrics.get("fitted") or {}).get("n_samples", 0)
    components = model.get("state", {}).get("used", 0) if isinstance(model.get("state"), dict) else 0
    everything = lambda told, rmse: (  # noqa: E731
        told.pooled(sec, components, fitted, sel) if regression else told.pooled())
    make = lambda one, unit, rmse, keep=lambda row: True: (  # noqa: E731
        TargetMetrics(one, unit, rmse, keep) if regression else ClassMetrics(one, unit, keep))
    taken = {name: Any(test, "fitted") for name, test in
             (("sec", number_or_null), ("sec_na", lambda v: v is None or text(v)), ("sel", number_or_null), ("sel_na", lambda v: v is None or text(v)))}
    expected = {"schema_version": 1, "over": "samples", "task": rows.task, "pooled": None, "folds": [], "external": None,
                "cv_metric": "rmsecv" if regression else "accuracy", "cv_score": None, "cv_std": None,
                "fitted": Any(lambda v: v is None or isinstance(v, dict), "needs a fit")}
    if not regression:
        expected.update(classes=rows.classes, average="macro")
    told = pooled = None
    if folds:
        told = make(rows, unit, "rmsecv")
        expected["pooled"] = pooled = everything(told, "rmsecv")
        if regression:
            pooled.update(taken)
            for end in ("", "_ci", "_ci_sample", "_ci_unit", "_method", "_unit", "_na", "_n", "_over"):
                if "rmsec" + end in found:
                    pooled["rmsec" + end] = Any(lambda v: True, "fitted")
        scores = []
        for fold in folds:
            one = make(rows, "sample", "rmsecv", lambda row, name=fold["fold"]: row["fold"] == name)
            full = fold_estimates(one, regression)
            expected["folds"].append(dict(full, fold=fold["fold"]))
            scores.append(full["rmsecv" if regression else "accuracy"])
            if fold["metric"] != expected["cv_metric"] or list(differences(scores[-1], fold["score"])):
                report.no("metrics", "%s fold %s: score is %s, computed %s" % (folder, fold["fold"], fold["score"], scores[-1]))
        expected["cv_score"] = mean_of(scores)
        good = [score for score in scores if score is not None]
        expected["cv_std"] = math.sqrt(variance(good)) if len(good) > 1 else None
    if external is not None:
        facts = external.samples()[0]
        own = next((name for name in ("batch", "group") if unit == name and Unit(facts, name).n >= 5), "sample")
        expected["external"] = everything(make(external, own, "rmsep"), "rmsep")
        if regression:
            expected["external"].update(taken)
    run.compare("metrics", path, expected)
    hold_ends(report, path, metrics)
    if told is not None and not regression:
        run.compare("metrics", folder + "confusion_matrix.json", {
            "schema_version": 1, "over": "samples", "classes": rows.classes, "counts": confusion_of(told), "n": told.n})
    return told


def fold_estimates(told, regression):
    """Estimates of one fold, without intervals."""
    result = {"n_samples": len(told.facts), "n_spectra": told.spectra}
    if regression:
        values = estimates_of(told.y, told.repeats[0], "rmsecv")
        counted = {name: (values[name], len(told.facts)) for name in FOLD_TARGET}
    else:
        whole, classes = told.told.estimates()
        counted = {name: (whole[name][0], told.n) for name in FOLD_CLASS}
        result["by_class"] = {}
        for c, name in enumerate(told.classes):
            of = {"recall": sum(told.shares("recall", c)[1]), "precision": sum(told.shares("precision", c)[1]), "specificity": sum(told.shares("specificity", c)[1])}
            one = {"n": told.told.observed.count(c)}
            for metric in ("recall", "precision", "specificity", "f1", "roc_auc"):
                one.update({metric: classes[c][metric][0], metric + "_n": int(of.get(metric, told.n)), metric + "_over": "samples"})
            result["by_class"][name] = one
    for name, (value, n) in counted.items():
        result.update({name: value, name + "_n": n, name + "_over": "samples"})
    return result


def hold_ends(report, path, value, at=""):
    """Each `x_ci` is at each end the outer of its parts, also where a part is drawn."""
    if isinstance(value, dict):
        for name, one in value.items():
            if name.endswith("_ci") and name + "_sample" in value and one is not None and is_number(value[name[:-3]]):
                made = outer(value[name[:-3]], [value[name + "_sample"], value[name + "_unit"]])
                if list(differences(made, one)):
                    report.no("metrics", "%s %s/%s is not the outer of its parts" % (path, at, name))
            hold_ends(report, path, one, "%s/%s" % (at, name))


def check_validation(run, report, folder, metrics, told):
    """validation.json: figures of the ordinary folds, p from lost and won and from the permutations."""
    path = folder + "validation.json"
    found = run.json.get(path)
    if not isinstance(found, dict):
        return
    if list(found) != ["schema_version", "similarity", "channel", "permutation", "learning_curve"]:
        report.no("metrics", "%s has other names" % path)
    regression = metrics["task"] == "regression"
    for kind, other in (("similarity", "blocked"), ("channel", "patched")):
        one = found[kind]
        if "na" in one:
            if list(one) != ["na"] or one["na"] not in VALIDATION_NA:
                report.no("metrics", "%s /%s: na is no reason" % (path, kind))
            continue
        ordinary = mean_of([told.told.in_repeat(0)["accuracy"]]) if not regression else estimates_of(told.y, told.repeats[0], "rmsecv")["rmsecv"]
        expected = dict(one, ordinary=ordinary)
        if not regression:
            n = told.n
            expected.update({other: ordinary - (one["lost"] - one["won"]) / n, "p": 1 - binomial_tail(one["lost"] - 1, one["lost"] + one["won"], 0.5) if one["lost"] else 1})
        run.compare("metrics", path, expected, "/" + kind)
        if kind == "similarity":
            sizes = [len(names) for names in one["lists"]]
            names = [name for names in one["lists"] for name in names]
            known = set(fact["name"] for fact in told.facts)
            if one["samples"] != told.n or one["cut"] != 0.2 or len(set(names)) != len(names) or set(names) - known or max(sizes + [1]) != one["largest"]:
                report.no("metrics", "%s /similarity: lists and counts do not go together" % path)
            if len(sizes) < 50 and told.n - sum(sizes) + len(sizes) != one["clusters"]:
                report.no("metrics", "%s /similarity/clusters: not as many as the lists say" % path)
    one = found["permutation"]
    if "na" in one:
        if list(one) != ["na"] or one["na"] not in VALIDATION_NA:
            report.no("metrics", "%s /permutation: na is no reason" % path)
        return
    n, values, observed = one["n"], one["values"], one["observed"]
    as_good = sum(v <= observed if regression else v >= observed for v in values)
    expected = dict(one, metric="rmsecv" if regression else "balanced_accuracy", n=len(values), p=10 / n if as_good >= 10 else (1 + as_good) / (1 + n))
    if len(metrics["folds"]) <= 20:
        expected["observed"] = metrics["pooled"]["rmsecv" if regression else "balanced_accuracy"] if "repeat" not in told_head(run, folder) else observed
    run.compare("metrics", path, expected, "/permutation")


def told_head(run, folder):
    return run.tables[folder + "predictions.csv"][0]


# --- the whole ----------------------------------------------------------------------------------------------------------------


def verify(path, report):
    """Looks at a folder or an archive; gives the manifest, None where there is none that can be read."""
    source = Folder(path) if os.path.isdir(path) else Archive(path)
    run = Run(source, report)
    if not isinstance(run.manifest, dict):
        raise Refused("no manifest.json that can be read" + "".join("; " + one for one in report.begin("files")["bad"][:3]))
    if not check_manifest(run, report):
        return run.manifest
    check_files(run, report)
    check_digest(run, report)
    models = check_models(run, report)
    check_record(run, report)
    return run.manifest


def main(arguments):
    if len(arguments) > 1 or arguments and arguments[0] in ("-h", "--help"):
        print(__doc__.strip())
        return 0 if arguments and arguments[0] in ("-h", "--help") else 9
    here = os.path.dirname(os.path.abspath(__file__))
    path = arguments[0] if arguments else os.path.join(here, "run") if os.path.isdir(os.path.join(here, "run")) else "."
    report, manifest, why = Report(), None, None
    try:
        manifest = verify(path, report)
    except (Refused, OSError) as error:
        report.no("files", str(error))
    for status, name, what in report.lines():
        print(("%-12s %-12s %s" % (status, name, what)).encode("ascii", "backslashreplace").decode("ascii"))
    name = manifest.get("run_id") if manifest else os.path.basename(os.path.abspath(path))
    if report.refused:
        print("NOT VERIFIED  %s" % json.dumps(name)[1:-1])
        return 9
    said = "%s run, ended with %d" % (manifest["mode"], manifest["exit_code"])
    print("verified  %s  %s%s" % (name, said, ": NOT APPROVED" if manifest["mode"] == "regulatory" and manifest["exit_code"] else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
