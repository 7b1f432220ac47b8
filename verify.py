#!/usr/bin/env python3
"""Second verifier of FoodSpec runs: computes what a run folder or archive says again, from its own rows.

    python3 verify.py [FOLDER|ARCHIVE]          exit code 0: verified, 9: not

Python 3.8 or newer, standard library only, no network. It shares no code with the program: it was written from the contract
(shapes of files, formulas, thresholds). Nothing is taken over from a file that another row of the run can give. A line a check:
`ok`, `NO` or `not checked`, its name, and what; the last line is the verdict.
"""
import datetime
import decimal
import functools
import hashlib
import html.parser
import itertools
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
MAX_REGISTER = 16 << 20  # bytes of a register

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

    def ledger(self):
        """The ledger of lockboxes in the nearest folder above the run that has one; None without."""
        here = os.path.abspath(self.path)
        while os.path.dirname(here) != here:
            here = os.path.dirname(here)
            place = os.path.join(here, "foodspec.lockbox.jsonl")
            if os.path.isfile(place) and not os.path.islink(place) and os.path.getsize(place) <= MAX_REGISTER:
                with open(place, "rb") as file:
                    return file.read()
        return None

    def register(self, name):
        """Register of the document: beside the run in an unpacked archive, else in a folder above it; None where it is not found."""
        if os.path.isabs(name) or ".." in re.split(r"[\\/]", name) or not name.endswith(".register.jsonl"):
            return None
        here = os.path.abspath(self.path)
        places = [os.path.join(os.path.dirname(here), "register.jsonl")] if os.path.basename(here) == "run" else []
        while os.path.dirname(here) != here:
            here = os.path.dirname(here)
            places += [os.path.join(here, "registers", *name.split("/")), os.path.join(here, *name.split("/"))]
        for place in places:
            if os.path.isfile(place) and not os.path.islink(place) and os.path.getsize(place) <= MAX_REGISTER:
                with open(place, "rb") as file:
                    return file.read()
        return None

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

    def ledger(self):
        return self.zip.read("foodspec.lockbox.jsonl") if "foodspec.lockbox.jsonl" in self.entries else None

    def register(self, name):
        return self.zip.read("register.jsonl") if "register.jsonl" in self.entries else None

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
    if "e" not in repr(x):  # from 1e-4 on below 1e16 both write the same
        return repr(x)[:-2] if repr(x).endswith(".0") else repr(x)
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
            elif path.startswith("sources/"):
                continue  # others wrote them: what counts is their digest
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

    def columns(self, path, name):
        return [row[name] for row in self.tables[path][1] if name in row]

    def blocks(self, kind):
        return [block for block in self.manifest["blocks"] if block["kind"] == kind]

# --- files, digests, log ------------------------------------------------------------------------------------------------------

CIRCUMSTANCES = (
    "run_id timestamp duration_seconds foodspec_version node_version packages lock_digest program browser_version os git_hash git_branch"
    " git_dirty command orchestrator_mode tried_in_store circumstances register config browser_sandbox reference_context lockbox"
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
    check_sources(run, report)
    report.begin("files", "%d by their SHA-256, %d JSON and %d CSV as written" % (len(listed), len(run.json), len(run.tables)))
    for path, value in sorted(run.json.items()):
        if path not in seal and (not isinstance(value, dict) or value.get("schema_version") != 1 or value.get("schema_version") is True):
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
        # Of several targets each has the files of its kind in a folder of its own: model/fat/metrics.json.
        start, _, end = path.partition("/")
        if path not in run.bytes and not (end and any(one.startswith(start + "/") and one.endswith("/" + end) for one in run.bytes)):
            report.no("files", "%s is required and missing" % path)

def check_sources(run, report):
    """Files that the document's text takes in: each as the manifest lists it, and none besides."""
    sources = run.manifest.get("sources", [])
    if "sources" in run.manifest and not (isinstance(sources, list) and sources):
        report.no("schemas", "manifest.json/sources is no list of files")
        return
    for i, one in enumerate(sources):
        if not shaped(report, "manifest.json/sources/%d" % i, one, SOURCE):
            continue
        data = run.bytes.get("sources/" + one["path"])
        if data is None or len(data) != one["size_bytes"] or sha256(data) != one["sha256"]:
            report.no("files", "sources/%s is not the one that the manifest's sources list" % one["path"])
    known = set("sources/%s" % one.get("path") for one in sources if isinstance(one, dict))
    for path in sorted(run.bytes):
        if path.startswith("sources/") and path not in known:
            report.no("files", "%s is not among the manifest's sources" % path)

SOURCE = {
    "path": text, "role": lambda v: v in ("image", "logo", "include", "bibliography"), "size_bytes": is_number, "sha256": is_digest,
}
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
    "name": text, "path": text, "size_bytes": number_or_null, "sha256": is_digest, "n_rows": number_or_null, "n_cols": number_or_null,
    "missing_fraction": number_or_null,
}

KINDS = ("data", "preprocess", "features", "pca", "model", "targets", "qc", "trust", "monitor", "figure", "table")
OWNERS = ((r"data/", ("data",)), (r"preprocessing/", ("preprocess", "qc")), (r"features/", ("features",)), (r"pca/", ("pca",)),
          (r"model/", ("model", "targets")), (r"trust/", ("trust", "targets")), (r"monitoring/", ("monitor",)), (r"(.*/)?[a-z]+_qc_report\.json\Z", ("qc",)))

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
            good = shaped(report, "manifest.json/%s/%d" % (kind, i), one, shape, optional=("added", "affects")) and good
    good = shaped(report, "manifest.json/policy", manifest["policy"], {
        "effective": lambda v: isinstance(v, dict), "digest": is_digest, "loosened": lambda v: isinstance(v, list)}) and good
    if good and len(set(block["id"] for block in manifest["blocks"])) != len(manifest["blocks"]):
        report.no("schemas", "manifest.json: two blocks have one id")
    for block in manifest["blocks"] if good else ():
        for path in block["artifacts"]:
            kinds = [kinds for prefix, kinds in OWNERS if re.match(prefix, path)]
            if block["kind"] not in KINDS or not kinds or block["kind"] not in kinds[0]:
                report.no("schemas", "manifest.json: a block of kind %s has the file %s" % (json.dumps(block["kind"]), path))
        if block["lane"] not in ("decision", "explanation") or block["kind"] not in KINDS:
            report.no("schemas", "manifest.json: block %s has no lane or kind that is known" % json.dumps(block["id"]))
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
                if done.get("key_preimage") is not None and done["key_preimage"].get("kind") != block["kind"]:
                    report.no("record", "blocks/%s/done.json is of another kind than the manifest says" % name)
                if done.get(field) != block[field]:
                    report.no("record", "blocks/%s/done.json /%s: the manifest says %s" % (name, field, json.dumps(block[field])))
            if done.get("reference_context_id") != digest(manifest["reference_context"]):
                report.no("record", "blocks/%s/done.json: reference_context_id is not the digest of the manifest's" % name)
            if sorted(done.get("outputs_list", [])) != sorted(block["artifacts"]):
                report.no("record", "blocks/%s/done.json lists other files than the manifest" % name)
            if done.get("key_preimage") is not None and digest(done["key_preimage"]) != block["key"]:
                report.no("record", "blocks/%s/done.json: the key is not the digest of its preimage" % name)
    report.begin("record", "%d lines of the log, %d blocks" % (n, len(blocks)))

STAGES = "cli protocol validation preprocessing features modeling trust qc reporting artifact".split()
STATES = "success warning failed blocked cancelled not_reached not_requested".split()
EXPLAINED = {"data": "n_samples n_spectra n_features", "preprocess": "steps", "features": "n_features_output", "pca": "components",
             "model": "estimator task scheme cv_metric cv_score", "monitor": "status drift_p n_samples", "table": "models differences",
             "qc": "gate status checks failed_checks", "trust": "coverage mean_set_size", "targets": "rows"}

def check_silent(run, report, told, blocks):
    """Counts again what ended well and gave nothing, or says nothing."""
    shown = run.json.get("report.json")
    if not isinstance(shown, dict) or not isinstance(told, dict):
        return
    said = shown.get("results", {})
    good = [one for one in blocks.values() if one["result"] in ("ok", "warn")]
    values = {one["id"]: (said.get(one["id"]) or {}).get("values") for one in good}
    whole = lambda one: text(one.get("code")) and text(one.get("message")) and any(text(h) for h in one.get("help", []))  # noqa: E731
    ended = lambda one: one["result"] == "na" if one["execution"] in ("blocked", "cancelled") else True  # noqa: E731
    has = lambda one: text(one["reason"]) and isinstance(one.get("affects"), list)  # noqa: E731
    counts = {
        "analysis_ok_without_findings_count": [b for b in good if not values[b["id"]] and not b["artifacts"] and b["kind"] not in ("figure", "table")],
        "unexplained_block_count": [b for b in good if any(f not in (values[b["id"]] or {}) for f in EXPLAINED.get(b["kind"], "").split())],
        "blank_kind_findings_count": [one for one in shown.get("findings", []) if not whole(one)],
        "skipped_count": [b for b in blocks.values() if not ended(b) or b["result"] == "na" and not has(b)],
        "artifacts_missing_count": [p for b in blocks.values() for p, d in b["artifacts"].items() if sha256(run.bytes.get(p, b"")) != d],
    }
    for name, found in counts.items():
        if told.get(name) != len(found):
            report.no("record", "run_summary.json /silent_failure_checks/%s: %s, counted again %d" % (name, json.dumps(told.get(name)), len(found)))
        elif found and run.manifest["exit_code"] == 0:
            report.no("record", "the run ended with 0 and %s is %d" % (name, len(found)))

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
    check_silent(run, report, summary.get("silent_failure_checks", {}), blocks)
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
    state = run.json.get("state/stage_state.json") or {}
    for stage in summary.get("stages", []):
        fine = stage.get("status") in ("success", "warning", "not_requested") and stage.get("exit_code") == 0 and stage.get("error") is None
        if manifest["exit_code"] == 0 and not fine or stage.get("stage") not in STAGES:
            report.no("record", "run_summary.json: stage %s of a run that ended with %d" % (json.dumps(stage.get("stage")), manifest["exit_code"]))
        if state.get("stages", {}).get(stage.get("stage")) != stage.get("status"):
            report.no("record", "state/stage_state.json: stage %s ended otherwise in run_summary.json" % json.dumps(stage.get("stage")))
    if sorted(state.get("stages", {})) != sorted(STAGES) or any(one not in STATES for one in state.get("stages", {}).values()):
        report.no("record", "state/stage_state.json: stages are not those of a run")
    if state.get("qc_override") is not None and (manifest["mode"] != "research" or not text(state["qc_override"])):
        report.no("record", "state/stage_state.json: gates overridden")
    if any(lane.get("status") not in STATES for lane in summary.get("lanes", {}).values()):
        report.no("record", "run_summary.json: the status of a lane is none")
    found = lambda end, field: [v.get(field) for p, v in run.json.items() if p.endswith(end) and isinstance(v, dict)]  # noqa: E731
    tuned = [one for best in found("best_params.json", "final") if isinstance(best, dict) for one in [best.get("tuning")] if one]
    each = [bool((best or {}).get("tuning")) for best in found("best_params.json", "final")] or [False]
    told = {"model_name": found("/model.json", "estimator") + found("monitoring_summary.json", "estimator") or [None],
            "tuning_enabled": each, "calibration_enabled": ["success" in found("calibration_artifact.json", "status")]}
    for field, values in told.items():
        if summary.get(field) not in values and manifest["exit_code"] == 0:
            report.no("record", "run_summary.json /%s is %s" % (field, json.dumps(summary.get(field))))
    tried = manifest.get("tried")
    if isinstance(tried, dict):
        counts = [len(one["candidates"]) for one in tuned] + [0, None]
        if tried.get("tuning_values") not in counts or not 1 <= tried.get("models", 0) <= len(run.blocks("model")) + len(run.blocks("monitor")):
            report.no("record", "manifest.json /tried is not what the models tell")
    error = run.json.get("error.json")
    if isinstance(error, dict) and (error.get("exit_code") != manifest["exit_code"] or error.get("run_id") != manifest["run_id"]):
        report.no("record", "error.json tells of another end than the manifest")

def check_log_results(run, report, messages):
    """What the log says of results is what their files say."""
    blocks = {block["id"]: block for block in run.manifest["blocks"]}

    def of(block, name):
        folder = folder_of(blocks[block], name) if block in blocks else None
        found = run.json.get(folder + name) if folder is not None else None
        return found if isinstance(found, dict) else {}

    def hold(entry, expected, path):
        for at, what in differences(expected, {name: entry["result"].get(name) for name in expected}):
            report.no("record", "logs/run.jsonl: %s of %s %s, by %s: %s" % (entry["event"], entry["block"], at, path, what))

    gates = {gate["block"]: run.json.get(gate["report"], {}) for gate in run.manifest["gates"]}
    for entry in messages:
        result, event, block = entry["result"] if isinstance(entry["result"], dict) else {}, entry["event"], entry["block"]
        found = gates.get(block) or {}
        if event.startswith("qc_check_") and found:
            parts = [found] + list(found.get("by_block", {}).values())
            checks = [part.get(kind, {}).get(event[9:]) for part in parts for kind in ("checks", "advice")]
            told = {name: result.get(name) for name in ("value", "threshold", "limit", "pass", "na")}
            if told not in [{name: check.get(name) for name in told} for check in checks if isinstance(check, dict)]:
                report.no("record", "logs/run.jsonl: %s of %s is in no report of the gate" % (event, block))
        elif re.match(r"qc_gate_\d+_", event) and found:
            hold(entry, {"gate": found.get("gate"), "of": found.get("of"), "failed_checks": found.get("failed_checks")}, "its report")
            if event.endswith("_passed") is not (found.get("status") == "pass"):
                report.no("record", "logs/run.jsonl: %s of %s, its report says %s" % (event, block, found.get("status")))
        elif event == "qc_complete" and found:
            failed = found.get("failed_checks", [])
            hold(entry, {"checks_failed": failed, "checks_passed": [n for n, c in found.get("checks", {}).items() if c.get("pass") is True]}, "its report")
        elif event == "validation_complete" and of(block, "data_summary.json"):
            its = of(block, "data_summary.json")
            hold(entry, {name: its.get(name) for name in ("n_samples", "n_spectra", "n_features", "group_counts")}, "data_summary.json")
        elif event == "modeling_complete" and of(block, "metrics.json").get("pooled"):
            its = of(block, "metrics.json")["pooled"]
            hold(entry, {name: its[name] for name in ("accuracy", "accuracy_ci", "balanced_accuracy", "rmsecv", "rmsecv_ci", "r2") if name in result}, "metrics.json")
        elif event == "trust_complete" and of(block, "conformal_artifact.json").get("splits"):
            its = of(block, "conformal_artifact.json")
            hold(entry, {"coverage_achieved": its["coverage_achieved"], "mean_set_size": its["mean_set_size"], "conformal_alpha": its["alpha"]}, "conformal_artifact.json")

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

def ratio_error(x, n, units, theta=None):
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
    theta = total / N if theta is None else theta
    return math.sqrt(u / (u - 1) * math.fsum((a - theta * b) ** 2 for a, b in sums)) / N, u

class Unit:
    """What a new measurement would be one of, and how many there are."""

    def __init__(self, facts, unit):
        self.unit = unit
        self.names = [one["fold" if unit == "segment" else unit] for one in facts] if unit != "sample" else None
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

FEW_OF = {"batch": "few_batches", "group": "few_groups", "segment": "few_segments"}
FEW = FEW_OF.values()

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
        return FEW_OF[unit.unit]
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

def share_interval(x, n, names, unit, estimate, level=0.95):
    """Of a share, Σx/Σn of samples that each weigh n, over repeats the mean: Clopper–Pearson, and over whole units t on the logit scale."""
    N = math.fsum(n)
    if estimate is None:
        return Interval(na="undefined")
    if N <= 0:  # a precision of nobody is 0 where the class has samples
        return Interval(na="few_samples")
    error, u = ratio_error(x, n, names, estimate) if names is not None else (None, None)
    by_unit = on_scale("logit", estimate, error, u - 1, level) if names is not None else None
    return Interval(clopper_pearson(estimate * N, N, level), by_unit, "clopper-pearson", "ratio-logit-t", too_few(N, unit, u))

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

    def share(self, name, estimate, c=None, level=0.95):
        x, n = self.shares(name, c)
        if self.R == 1:
            estimate = math.fsum(x) / math.fsum(n) if math.fsum(n) else estimate
        return share_interval(x, n, self.unit.names, self.unit, estimate, level), math.fsum(n)

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
                made = self.share(name, estimate)[0]
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
            # Both sides of f1 and of an area hold the other classes, too.
            why = self.least([k for k in range(self.K) if self.told.observed.count(k)])
            if name in ("recall", "precision", "specificity"):
                made, n = self.share(name, estimate, c)
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
    return max(0.0, (between - within) / below) if below > 0 else None

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

def root_interval(value, losses, degrees, names):
    """√(Σ loss/χ²) by sample, and the loss as a ratio over whole units on the log scale; both relative to the value reported."""
    total, n = math.fsum(losses), len(losses)
    if not total > 0:
        return None, None
    sample = [value * math.sqrt(degrees / chi2_quantile(p, degrees)) for p in (0.975, 0.025)]
    if names is None:
        return sample, None
    error, u = ratio_error(losses, [1.0] * n, names)
    made = on_scale("log", total / n, error, u - 1, 0.95)
    return sample, [value * math.sqrt(end / (total / n)) for end in made] if made else None

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

    def root(self, value, losses, degrees):
        return root_interval(value, losses, degrees, self.unit.names)

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
            result.update(fields("sep_sel", None, Interval(na="undefined"), self.unit.unit, self.n, [None] * self.R))
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

MODEL_FILES = "model.json metrics.json best_params.json predictions.csv validation.json applicability.json expectations.json".split()

def folder_of(block, name):
    """Folder of a block's files: where its file of this name lies."""
    return next((path[:-len(name)] for path in sorted(block["artifacts"]) if path.endswith("/" + name)), None)

def check_models(run, report):
    """Rows, folds, confusion, metrics and the p of the validation of every model; what the gates need of them."""
    told = {}
    for block in run.blocks("model"):
        lacking = [name for name in MODEL_FILES if folder_of(block, name) is None and block["result"] in ("ok", "warn")]
        if lacking:
            report.no("metrics", "manifest.json lists no %s of the block %s" % (", ".join(lacking), block["id"]))
        folder = folder_of(block, "metrics.json")
        if folder is None or block["result"] == "failed":
            continue
        state = run.json.get(folder + "model.json", {}).get("state")
        if isinstance(state, dict) and is_number(state.get("used")):
            lacking = [name for name in ("latent_variables.json", "scores.csv") if folder + name not in block["artifacts"]]
            if lacking:
                report.no("metrics", "manifest.json lists no %s of the block %s" % (", ".join(lacking), block["id"]))
        try:
            told[block["id"]] = check_model(run, report, folder)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError, ZeroDivisionError) as error:
            report.no("metrics", "%s cannot be worked out again: %s %s" % (folder, type(error).__name__, error))
    if told:
        report.begin("predictions", "rows, folds and counts of %d models" % len(told))
        report.begin("metrics", "confusion, metrics and intervals of %d models, by sample, class, fold" % len(told))
        report.open("metrics", "intervals by random draws (balanced accuracy), held within a fifth of their standard deviation")
        report.open("metrics", "fitted rows (rmsec, sec, sel), tuning, distances to the model and refits of validation.json: they need a fit")
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
    check_segments(run, report, folder, metrics, rows, [run.json[path] for path in folds])
    walk = bool(folds) and run.json[folds[0]]["scheme"] == "walk_forward"
    return {"walk": walk, "folder": folder, "task": task, "target": (model.get("target") or {}).get("name"), "rows": rows, "metrics": metrics, "unit": unit, "pooled": pooled, "external": external}

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
    column = {"spectrum": "id", "segment": "fold"}.get(unit, unit)
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
        if left != set(fold["left_out"]):
            report.no("predictions", "%s fold %s: left_out is not what its test rows are of" % (folder, fold["fold"]))
        both = left & set(about[name][column] for name in training if name in about)
        if both:
            report.no("predictions", "%s fold %s: %s on both sides" % (folder, fold["fold"], json.dumps(sorted(both)[0])))
        if scheme == "walk_forward":
            check_walk(report, folder, fold, about)
    if scheme == "lobo" and len(folds) != len(set(row[column] for row in rows.rows)):
        report.no("predictions", "%s: not a fold for each %s" % (folder, column))
    if unit == "group" and all(row["group"] == row["sample"] for row in rows.rows):
        return "sample"  # none is declared
    return unit if unit in ("batch", "group", "segment") else "sample"

def check_segments(run, report, folder, metrics, rows, folds):
    """Segments: each row in one, and metrics, trend and worst worked out from their rows."""
    path, regression = folder + "segments_summary.json", rows.task == "regression"
    said = run.json.get(path)
    if said is None:
        if folds and folds[0]["scheme"] == "walk_forward" or any(one.startswith(folder + "segments/") for one in run.tables):
            report.no("metrics", "%s is missing, though the model has segments" % path)
        return
    where = lambda one: "%ssegments/%s/" % (folder, one["id"])  # noqa: E731
    tables = [run.tables[where(one) + "predictions.csv"][1] for one in said["segments"]]
    tested = sorted(json.dumps(row, sort_keys=True) for row in run.tables[folder + "predictions.csv"][1] if row["fold"] != "")
    if tested != sorted(json.dumps(row, sort_keys=True) for table in tables for row in table):
        report.no("metrics", "%s: the segments do not hold each predicted row once" % path)
    expected, values = [], []
    for one, table in zip(said["segments"], tables):
        column = "fold" if one["kind"] == "fold" else "batch" if said["by"] == "batch" and any(row["batch"] for row in table) else None
        if column and any(row[column] != one["name"] for row in table):
            report.no("metrics", "%s: rows in the segment %s that are not of it" % (path, json.dumps(one["id"])))
        ids = set(row["id"] for row in table)
        told = (TargetMetrics(rows, "sample", "rmsecv", lambda row: row["id"] in ids) if regression  # noqa: B023
                else ClassMetrics(rows, "sample", lambda row: row["id"] in ids))  # noqa: B023
        head = {"schema_version": 1, "segment": one["name"], "over": "samples", "task": rows.task}
        counts = {"n_samples": len(told.facts), "n_spectra": told.spectra}
        span = {"id": one["id"], "name": one["name"], "kind": one["kind"], "from": ANY, "to": ANY}
        if len(told.facts) < 5:
            run.compare("metrics", where(one) + "metrics.json", dict(head, na="too_few", **counts))
            expected.append(dict(span, value=None, low=None, high=None, **counts))
            continue
        full = told.pooled()
        if regression:
            full = {name: value for name, value in full.items()
                    if name in ("n_samples", "n_spectra", "units") or re.match(r"(rmsecv|r2|bias|sep|rpd)(_(ci|ci_sample|ci_unit|method|unit|na|n|over|repeats|sd))?\Z", name)}
        run.compare("metrics", where(one) + "metrics.json", dict(head, **full))
        name = "rmsecv" if regression else "accuracy"
        ends = full[name + "_ci"] or [None, None]
        expected.append(dict(span, value=full[name], low=ends[0], high=ends[1], **counts))
        values.append((full[name], one["id"], told))
    worst = spread = None
    if values:
        best = max if regression else min
        value, name, told = next(one for one in values if one[0] == best(v[0] for v in values))
        level = 0.95 ** (1 / len(values))
        made = told.root(value, told.losses(lambda e: [x * x for x in e]), told.n)[0] if regression else told.share("accuracy", value, None, level)[0].sample
        known = made is not None and told.n >= 8 and not regression
        worst = {"id": name, "value": value, "low": made[0] if known else Any(number_or_null, ""), "high": made[1] if known else Any(number_or_null, "")}
        spread = max(v[0] for v in values) - min(v[0] for v in values)
    trend = trend_of([v[0] for v in values])
    is_fold = bool(said["segments"]) and all(one["kind"] == "fold" for one in said["segments"])
    if said["trend"] is None and not is_fold:
        trend = None
    run.compare("metrics", path, {"schema_version": 1, "model": ANY, "by": ANY, "metric": "rmse" if regression else "accuracy", "segments": expected,
                                  "trend": trend, "worst": worst, "spread": spread})

def trend_of(values):
    """Spearman's rho of values with their places; p over all orders, or over shuffled ones."""
    n = len(values)
    if n < 4 or len(set(values)) < 2:
        return None
    rank = [sum(v < value for v in values) + (sum(v == value for v in values) + 1) / 2 - (n + 1) / 2 for value in values]
    place = [i - (n - 1) / 2 for i in range(n)]
    product = lambda of: math.fsum(a * b for a, b in zip(of, place))  # noqa: E731
    scale = math.sqrt(math.fsum(a * a for a in rank) * math.fsum(b * b for b in place))
    far = lambda of: abs(product(of)) >= abs(product(rank)) - 1e-9 * scale  # noqa: E731
    if n <= 8:
        every = [far(of) for of in itertools.permutations(rank)]
        p = sum(every) / len(every)
    else:
        shuffled, draw, draws = list(rank), random.Random(0), 9999
        count = 0
        for _ in range(draws):
            draw.shuffle(shuffled)
            count += far(shuffled)
        about = (1 + count) / (1 + draws)
        within = 6 * math.sqrt(2 * about * (1 - about) / draws) + 1e-3
        p = Any(lambda v: isinstance(v, float) and abs(v - about) <= within, "about %s" % about)
    return {"rho": product(rank) / scale, "p": p, "n": n}

def check_walk(report, folder, fold, about):
    """What walks forward in time: rows that are not used stand in neither set, and no batch, group or sample stands in both."""
    sets = [fold["training_ids"], fold["test_ids"], fold.get("unused_ids", [])]
    every = [name for one in sets for name in one]
    if len(set(every)) != len(every) or set(every) - set(about) or any(not one for one in sets[:2]):
        report.no("predictions", "%s fold %s: unused_ids is not apart from training and test rows" % (folder, fold["fold"]))
    for name in ("batch", "group", "sample"):
        training, test = (set(about[one][name] for one in ids if one in about) - {""} for ids in sets[:2])
        for both in sorted(training & test)[:1]:
            report.no("predictions", "%s fold %s: %s %s on both sides" % (folder, fold["fold"], name, json.dumps(both)))

def check_identities(run, report, folder, rows, external):
    """Rows are those of preprocessing/rows.csv: id, sample, group, batch, in one order."""
    sources = [table for path, table in run.tables.items() if re.match(r"preprocessing/([^/]+/){0,2}rows\.csv\Z", path)]
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
    unknown = len(run.tables[folder + "unknowns.csv"][1]) if folder + "unknowns.csv" in run.tables else 0
    asked = [its.get("n_unknown", 0) for path, its in run.json.items() if re.match(r"data/([^/]+/){0,2}data_summary\.json\Z", path) and isinstance(its, dict)]
    if asked and unknown not in asked:
        report.no("predictions", "%sunknowns.csv has %d rows, and %s are only predicted" % (folder, unknown, " or ".join(map(str, asked))))
    faults = []
    for path, summary in run.json.items():
        if re.match(r"data/([^/]+/){0,2}data_summary\.json\Z", path) and isinstance(summary, dict):
            faults.append([(path + at, what) for at, what in differences(told, {k: summary.get(k) for k in told})])
    if faults and [] not in faults:
        for at, what in faults[0]:
            report.no("predictions", "%s, by %spredictions.csv: %s" % (at, folder, what))

def check_inputs(run, report):
    """data_summary.json against the inputs of the manifest, and its own counts."""
    inputs = {(one["path"], one["sha256"], one["size_bytes"], one["n_rows"]) for one in run.manifest["inputs"]}
    for path, its in run.json.items():
        if not re.match(r"data/([^/]+/){0,2}data_summary\.json\Z", path):
            continue
        try:
            if any((one["path"], one["sha256"], one["size_bytes"], one["row_count"]) not in inputs for one in its["files"]):
                report.no("predictions", "%s /files: no input of the manifest" % path)
            spectra = [one for one in its["files"] if one["role"] != "join"]
            columns = [one["n_cols"] for one in run.manifest["inputs"] if one["path"] == its["path"]]
            own = [one for one in spectra if one["role"] == "input"]
            first = {"path": ", ".join(one["path"] for one in own), "file_size_bytes": sum(one["size_bytes"] for one in own)}
            if len(own) == 1:
                # Of several files it is the digest of their bytes together, which are not here.
                first.update(sha256=own[0]["sha256"])
                first.update(row_count=own[0]["row_count"], column_count=columns[0] if columns else None)
                first.update(column_names=Any(lambda v: isinstance(v, list) and len(set(v)) == len(v) == its["column_count"], ""))
                first.update(missing_fraction=Any(lambda v: v in [one["missing_fraction"] for one in run.manifest["inputs"]], ""))
            if its["axis"] is not None:
                first["n_features"] = its["axis"]["points"]
            for at, what in differences(first, {name: its[name] for name in first}):
                report.no("predictions", "%s%s: %s" % (path, at, what))
            if its["missing_counts"]["(spectral)"] != its["missing"]["spectral_missing"]:
                report.no("predictions", "%s /missing_counts: not as many missing values as /missing says" % path)
            gone = its["where_dropped"] + its["missing"]["rows_dropped"] + its["duplicates"]["dropped"] + its.get("n_unknown", 0)
            rows, sealed = sum(one["row_count"] for one in spectra if one["row_count"] is not None), its.get("lockbox") or {}
            # Of sealed rows those are counted that where and exclude leave; how many more there are is said nowhere.
            known = its["n_spectra"] + gone + (sealed.get("n_spectra") or 0)
            if not its["excluded"] and (known > rows if sealed else known != rows):
                report.no("predictions", "%s: spectra and what was left out are not all rows" % path)
            if its["duplicates"]["dropped"] > its["duplicates"]["pairs"] or its["duplicates"]["pairs"] == 0 and its["duplicates"]["fraction"]:
                report.no("predictions", "%s /duplicates: counts do not go together" % path)
        except (KeyError, TypeError, IndexError) as error:
            report.no("predictions", "%s cannot be read: %s %s" % (path, type(error).__name__, error))

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
    selections = [one["selection"]["excluded_samples"] for path, one in run.json.items() if path.endswith("/data_summary.json")]
    by_time = bool(folds) and (folds[0]["scheme"] == "walk_forward" or unit == "segment")
    of_excluded = bool(folds) and len(selections) == 1 and selections[0] > 0 and not by_time
    if of_excluded or "including_excluded" in metrics and (len(selections) != 1 or folds and selections[0] > 0):
        expected["including_excluded"] = Any(lambda v: isinstance(v, dict), "worked out below")
    if folds and folds[0]["scheme"] == "walk_forward":
        expected["n_untested"] = len(set(row["sample"] for row in rows.rows)) - len(rows.samples()[0])
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
    if of_excluded:
        excluded = run.tables[folder + "excluded_predictions.csv"][1] if folder + "excluded_predictions.csv" in run.tables else []
        run.compare("metrics", path, including(told, excluded, selections[0], regression, rows.classes), "/including_excluded")
    check_applicability(run, report, folder, rows, folds, components)
    check_expectations(run, report, folder, model, metrics, told, rows, external, folds)
    if told is not None and not regression:
        run.compare("metrics", folder + "confusion_matrix.json", {
            "schema_version": 1, "over": "samples", "classes": rows.classes, "counts": confusion_of(told), "n": told.n})
    return told

def including(told, excluded, samples, regression, classes):
    """The figure of validation with the samples that were taken out, by the final model (S3); without a table of them none could be predicted."""
    found, facts, lost = {}, [], []
    for row in excluded:
        if row["observed"] != "":
            found.setdefault(row["sample"], []).append(row)
    for name in sorted(found):
        own = found[name]
        facts.append({"name": name, "batch": own[0]["batch"], "group": own[0]["group"], "fold": ""})
        if regression:
            lost.append((math.fsum(number_of(row["predicted"]) for row in own) / len(own) - math.fsum(number_of(row["observed"]) for row in own) / len(own)) ** 2)
        else:
            scores = [math.fsum(number_of(row["score:" + c]) for row in own) for c in classes]
            names = [row["observed"] for row in own]
            lost.append(float(classes[scores.index(max(scores))] == max(sorted(set(names)), key=names.count)))
    unit, n = Unit(told.facts + facts, told.unit.unit), told.n + len(lost)
    if regression:
        squares = told.losses(lambda e: [one * one for one in e]) + lost
        value = math.fsum(math.sqrt(math.fsum([e * e for e in told.residuals(r)] + lost) / n) for r in range(told.R)) / told.R
        made = Interval(*(list(root_interval(value, squares, n, unit.names)) + ["", "", too_few(n, unit)]))
    else:
        right = told.right() + lost
        value = math.fsum(right) / n
        made = share_interval(right, [1.0] * n, unit.names, unit, value)
    name = "rmsecv" if regression else "accuracy"
    return {name: value, name + "_ci": None if made.na else outer(value, [made.sample, made.unit]), name + "_n": n,
            "not_predicted": samples - len(found)}

def check_applicability(run, report, folder, rows, folds, components):
    """applicability.json: limits from the distances in the tables (M6), and who lies beyond them."""
    path = folder + "applicability.json"
    told = run.json.get(path)
    if isinstance(told, dict) and told.get("na") is not None:
        n = len(set(row["id"] for row in rows.rows))
        if components and told["na"] != ("too_few_rows" if n <= components + 1 else None):
            report.no("metrics", "%s says %s of a model with %s latent variables of %d spectra" % (path, told["na"], components, n))
        for name in ("predictions.csv", "test_predictions.csv", "unknowns.csv", "excluded_predictions.csv"):
            lines = run.tables[folder + name][1] if folder + name in run.tables else []
            if any(row.get(one) for row in lines for one in ("t2", "q", "leverage", "nearest")):
                report.no("metrics", "%s says %s, though %s tells how far spectra lie" % (path, told["na"], name))
    if not isinstance(told, dict) or told.get("na") is not None or not isinstance(told.get("limits"), dict):
        return
    if len(set(row.get("repeat", "") for row in rows.rows)) > 1:
        report.open("metrics", "limits of applicability of several repeats")
        return
    n, a, limits = told["n"], told["components"], told["limits"]
    left = rows.rows if folds else []
    made = {"t2_fitted": (n - 1) ** 2 / n * beta_quantile(0.95, a / 2, (n - a - 1) / 2), "leverage": 3 * a / n}
    for name in ("t2", "q"):
        known = sorted(number_of(row[name]) for row in left if row[name])
        if len(known) >= 20:
            made[name + "_new"] = known[math.ceil(0.95 * len(known)) - 1]
    fitted = [row for row in run.tables[folder + "scores.csv"][1] if row["external"] == "false"] if folder + "scores.csv" in run.tables else []
    if len(fitted) == n:
        q = [number_of(row["q"]) for row in fitted]
        mean, v = math.fsum(q) / n, variance(q)
        made["q_fitted"] = v / (2 * mean) * chi2_quantile(0.95, 2 * mean * mean / v)
    for at, what in differences(made, {name: limits.get(name) for name in made}):
        report.no("metrics", "%s /limits%s: %s" % (path, at, what))
    new = {"t2": limits["t2_new"], "q": limits["q_new"]}
    whole = dict(new, leverage=limits["leverage"], nearest=limits["nearest"])
    kinds = [("fitted", fitted, {"t2": limits["t2_fitted"], "q": limits["q_fitted"]}), ("left out", left, new)]
    kinds += [(kind, run.tables[folder + name][1], whole) for kind, name in
              (("external", "test_predictions.csv"), ("unknown", "unknowns.csv"), ("excluded", "excluded_predictions.csv")) if folder + name in run.tables]
    for kind, lines, its in kinds:
        if kind == "fitted" and not lines:
            continue
        wanted = []
        for row in lines:
            worked = [name for name in ("t2", "q", "leverage", "nearest") if name in its and row[name] and number_of(row[name]) > its[name]]
            said = [one for one in row["outside"].split("|") if one] if "outside" in row else worked
            if [name for name in said if name in its] != worked:
                report.no("metrics", "%s of %s rows: %s lies beyond %s" % (path, kind, json.dumps(row["id"]), worked))
            wanted += [(row["id"], tuple(said))] if said else []
        if kind not in ("unknown", "excluded") and sorted(wanted) != sorted((one["id"], tuple(one["outside"])) for one in told["outside"] if one["rows"] == kind):
            report.no("metrics", "%s /outside lists other %s rows" % (path, kind))

EXPECTED = ["FS5305", "FS5303", "FS5301", "FS5302", "FS5304", "FS5306"]

def farthest(found):
    """At most eight samples, the farthest first."""
    ordered = sorted(found, key=lambda one: (-abs(one[1]), one[0].encode("utf-16-be")))
    return [{"sample": name, "value": value} for name, value in ordered[:8]]

def standings(lines, name):
    """T² or Q of each sample, the mean over its spectra."""
    found = {}
    for row in lines:
        if row[name]:
            found.setdefault(row["sample"], []).append(number_of(row[name]))
    return [(sample, math.fsum(own) / len(own)) for sample, own in found.items()]

def check_expectations(run, report, folder, model, metrics, told, rows, external, folds):
    """expectations.json: what a model is held against (R1), from its metrics, its limits and the distances in its tables."""
    path = folder + "expectations.json"
    if not isinstance(run.json.get(path), dict):
        return
    found, regression, made = run.json[path]["expectations"], rows.task == "regression", []
    unit = (model.get("target") or {}).get("unit") if regression else None
    pooled, other = metrics["pooled"], metrics["external"]
    name, of_other = ("rmsecv", "rmsep") if regression else ("accuracy", "accuracy")
    measure = "rmse" if regression else "accuracy"

    def entry(code, measure, where, observed, expected, n, beyond, unit=unit, limit=None, p=None, worst=()):
        made.append({"code": code, "measure": measure, "rows": where, "observed": observed, "expected": expected, "limit": limit, "n": n,
                     "unit": unit, "p": p, "beyond": beyond, "worst": worst})

    known = lambda one, name: one is not None and one[name] is not None and one[name + "_ci"] is not None  # noqa: E731
    if known(pooled, name):
        low, high = pooled[name + "_ci"]
        if regression:
            mean = math.fsum(told.y) / told.n
            expected = math.sqrt(math.fsum((one - mean) ** 2 for one in told.y) / told.n)
        else:
            expected = max(told.told.observed.count(c) for c in range(told.K)) / told.n
        entry("FS5305", measure, "left out", pooled[name], expected, pooled[name + "_n"], high >= expected if regression else low <= expected)
        if known(other, of_other):
            ends = other[of_other + "_ci"]
            entry("FS5303", measure, "external", other[of_other], pooled[name], other[of_other + "_n"], ends[0] > high if regression else ends[1] < low)
    limits = run.json.get(folder + "applicability.json") or {}
    if limits.get("na", "") is None:
        expect_distances(run, entry, folder, limits, rows, external, folds, found)
    if regression and pooled is not None and pooled["rmsecv"]:
        limit = 4 * pooled["rmsecv"]
        for where, one in (("left out", told), ("external", external and TargetMetrics(external, "sample", "rmsep"))):
            if one:
                off = [[one.residuals(r)[i] for r in range(one.R)] for i in range(one.n)]
                sizes = [own[0] if one.R == 1 else math.copysign(math.sqrt(math.fsum(e * e for e in own) / one.R), math.fsum(own)) for own in off]
                far = [(fact["name"], size) for fact, size in zip(one.facts, sizes) if abs(size) > limit]
                entry("FS5304", "residual", where, len(far), 0, one.n, bool(far), limit=limit, worst=farthest(far))
    for where, one in (("left out", pooled), ("external", other)) if regression else ():
        for measure, expected, its in (("bias", 0, unit), ("slope", 1, None)):
            if known(one, measure):
                (low, high), p = one[measure + "_ci"], one[measure + "_p"]
                beyond = (low > expected or high < expected) and (p or 0) < 0.005
                entry("FS5306", measure, where, one[measure], expected, one[measure + "_n"], beyond, unit=its, p=p)
    made.sort(key=lambda one: (EXPECTED.index(one["code"]), one["p"] or 0))
    run.compare("metrics", path, made, "/expectations")
    told_of = run.json.get("report.json")
    if isinstance(told_of, dict):
        block = next(one["id"] for one in run.manifest["blocks"] if path in one["artifacts"])
        for code in EXPECTED:
            said = [one for one in told_of["findings"] if one["code"] == code and one["block"] == block]
            if len(said) != sum(one["code"] == code and one["beyond"] for one in found):
                report.no("text", "report.json tells %s of %s otherwise than %s" % (code, block, path))

def expect_distances(run, entry, folder, limits, rows, external, folds, found):
    """Samples beyond T² and Q: external ones by what was left out, fitted ones by the limits of the model."""
    first, seen = [], set()
    for row in rows.rows if folds else ():
        if row["t2"] and row["id"] not in seen:
            seen.add(row["id"])
            first.append(row)
    for name in ("t2", "q") if external and first else ():
        left, others = sorted(value for _, value in standings(first, name)), standings(external.rows, name)
        if not others:
            continue
        m, n = len(left), len(others)
        rank = math.ceil(0.95 * m - 1e-9)
        far = [one for one in others if one[1] > left[rank - 1]]
        p = beta_binomial_tail(n - len(far), n, rank, m + 1 - rank)  # so many or more beyond: at most the rest within
        entry("FS5301", name, "external", len(far), n * (m + 1 - rank) / (m + 1), n, p < 0.005, "samples", left[rank - 1], p, farthest(far))
    samples = set(row["sample"] for row in rows.rows)
    n, alone = len(samples), len(samples) == len(set(row["id"] for row in rows.rows))
    for name in ("t2", "q"):
        limit = limits["limits"][name + "_fitted"]
        if folder + "scores.csv" in run.tables:
            far = [one for one in standings([row for row in run.tables[folder + "scores.csv"][1] if row["external"] == "false"], name) if one[1] > limit]
            count, worst = len(far), farthest(far)
        else:
            worst = Any(lambda v: isinstance(v, list), "distances of fitted rows are in no table")
            count = sum(one["rows"] == "fitted" and name in one["outside"] for one in limits["outside"]) if alone else next(
                one["observed"] for one in found if one["code"] == "FS5302" and one["measure"] == name)
        p = binomial_tail(n - count, n, 0.95)
        entry("FS5302", name, "fitted", count, n * (1 - 0.95), n, count / n > 0.1 and p < 0.005, "samples", limit, p, worst)

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
            names, known = [name for names in one["lists"] for name in names], set(run.columns(folder + "predictions.csv", "sample"))
            if one["samples"] != len(known) or one["cut"] != 0.2 or len(set(names)) != len(names) or set(names) - known or max(sizes + [1]) != one["largest"]:
                report.no("metrics", "%s /similarity: lists and counts do not go together" % path)
            if len(sizes) < 50 and len(known) - sum(sizes) + len(sizes) != one["clusters"]:
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
        expected["observed"] = metrics["pooled"]["rmsecv" if regression else "balanced_accuracy"] if not run.columns(folder + "predictions.csv", "repeat") else observed
        expected["folds"] = len(metrics["folds"])
    run.compare("metrics", path, expected, "/permutation")
    if one["exchanged"] not in ("samples-in-batch", "batches", "samples"):
        report.no("metrics", "%s /permutation/exchanged is none of the three" % path)

# --- trust --------------------------------------------------------------------------------------------------------------------

def opt(test):
    return Any(lambda v: v is None or test(v), "not computed here")

ANY = Any(lambda v: True, "not computed here")
BAND = Any(lambda v: isinstance(v, list) and len(v) == 2 and all(map(is_number, v)) and 0 <= v[0] <= v[1], "random draws")
SHARE = Any(lambda v: is_number(v) and 0 <= v <= 1, "random draws")
WHY_NA = "not_requested regression too_few_samples too_few_batches no_fair_carve too_few_for_calibration".split()

def quantile_rank(n, alpha):
    return math.ceil((n + 1) * (1 - alpha) - 1e-9)

def bin_of(q):
    """Of ten of equal width, a bin holding its upper edge."""
    return min(9, max(0, math.ceil(q * 10) - 1))

def reliability(p, observed, K):
    """ECE, MCE, Brier with its parts, log loss and bins of probabilities."""
    N = len(p)
    bins = [[] for _ in range(10)]
    for i, one in enumerate(p):
        bins[bin_of(max(one))].append(i)
    told, ece, mce, rel, res = [], [], 0.0, [], []
    base = [observed.count(c) / N for c in range(K)]
    for c in range(K):  # each class by the bins of its own probability
        of = {}
        for i, one in enumerate(p):
            of.setdefault(bin_of(one[c]), []).append(i)
        for members in of.values():
            share = sum(observed[i] == c for i in members) / len(members)
            rel.append(len(members) / N * (math.fsum(p[i][c] for i in members) / len(members) - share) ** 2)
            res.append(len(members) / N * (share - base[c]) ** 2)
    for at, members in enumerate(bins):
        n = len(members)
        one = {"low": at / 10, "high": (at + 1) / 10, "n": n, "confidence": None, "accuracy": None}
        if n:
            one["confidence"] = math.fsum(max(p[i]) for i in members) / n
            one["accuracy"] = sum(p[i].index(max(p[i])) == observed[i] for i in members) / n
            gap = abs(one["confidence"] - one["accuracy"])
            ece.append(n / N * gap)
            mce = max(mce, gap)
        told.append(one)
    brier = math.fsum((q - (c == o)) ** 2 for one, o in zip(p, observed) for c, q in enumerate(one)) / N
    parts = {"reliability": math.fsum(rel), "resolution": math.fsum(res), "uncertainty": math.fsum(b * (1 - b) for b in base)}
    parts["within"] = brier - parts["reliability"] + parts["resolution"] - parts["uncertainty"]
    return {"ece": math.fsum(ece), "ece_null": BAND, "ece_p": SHARE, "mce": mce, "mce_null": BAND, "mce_p": SHARE, "brier": brier,
            "brier_parts": parts, "bins": told,
            "log_loss": math.fsum(-math.log(max(one[o], sys.float_info.epsilon)) for one, o in zip(p, observed)) / N}

def conformity(p, score):
    """Score of each class: small where it is ordinary."""
    if score == "lac":
        return [1 - q for q in p]
    order, total, told = sorted(range(len(p)), key=lambda c: (-p[c], c)), 0.0, [0.0] * len(p)
    for at, c in enumerate(order):
        total += p[c]
        told[c] = 1.0 if at == len(p) - 1 else total
    return told

def risk_rule(pairs, r):
    """M5: (tau, rule, answered, errors) of (confidence, wrong) of the conformal samples."""
    pairs = sorted(pairs, reverse=True)
    least, ends, wrong = math.ceil(math.log(0.05) / math.log(1 - r)), [], 0
    for j, (confidence, is_wrong) in enumerate(pairs, 1):
        wrong += is_wrong
        if j == len(pairs) or pairs[j][0] != confidence:
            ends.append((j, wrong, confidence))
    certified = None
    for j, e, confidence in ends:
        if j >= least:
            if clopper_pearson(e, j, 0.9)[1] > r:
                break
            certified = (confidence, "certified", j, e)
    if certified:
        return certified
    fair = [(confidence, "expected", j, e) for j, e, confidence in ends if (e + 1) / (j + 1) <= r]
    return fair[-1] if fair else (None, "none", 0, 0)

class Trust:
    """trust/: one row a sample, judged by the fold that left it out."""

    def __init__(self, run, report, folder, model):
        self.run, self.report, self.folder, self.model = run, report, folder, model
        self.conformal, self.calibration = run.json[folder + "conformal_artifact.json"], run.json[folder + "calibration_artifact.json"]
        self.abstention, self.summary = run.json[folder + "abstention_artifact.json"], run.json[folder + "trust_summary.json"]
        self.predictor = run.json.get(folder + "certified_predictor.json")
        self.regression = model["task"] == "regression"
        self.classes = model["rows"].classes
        head, every = run.tables[folder + "predictions.csv"]
        # Of a walk in time a sample may have spectra that no fold tests beside those that one does.
        rows = [row for row in every if row["predicted"] != ""] if model["walk"] else every
        self.rows, seen = [], {}
        for row in rows:
            if row["sample"] in seen and [row[k] for k in head[4:] if k not in ("predicted", "residual", "observed")] != seen[row["sample"]]:
                self.no("predictions.csv: rows of sample %s differ" % json.dumps(row["sample"]))
            seen.setdefault(row["sample"], [row[k] for k in head[4:] if k not in ("predicted", "residual", "observed")])
        self.head = head
        self.samples = self._samples(rows)
        self.everyone = set(row["sample"] for row in every)
        self.untested = len(self.everyone) - len(self.samples)
        tested = {row["id"]: row.get("fold") for row in model["rows"].rows}
        if model["walk"] and any(row["fold"] != tested.get(row["id"]) for row in rows):
            self.no("predictions.csv: judged in another fold than the model's, which may learn from what came later")
        rows = every
        mine = [[row[k] for k in ROW + ["observed"]] for row in rows]
        theirs = [[row[k] for k in ROW + ["observed"]] for row in run.tables[model["folder"] + "predictions.csv"][1]]
        if not all(row in theirs for row in mine) or len(set(row["id"] for row in rows)) != len(rows) or len(mine) < len(set(map(tuple, theirs))):
            self.no("predictions.csv does not hold the rows of the model, each once")

    def no(self, what):
        self.report.no("trust", self.folder + what)

    def _samples(self, rows):
        told = {}
        for row in rows:
            told.setdefault(row["sample"], []).append(row)
        result = []
        for name, its in told.items():
            one = {"name": name, "fold": its[0]["fold"], "batch": its[0]["batch"], "group": its[0]["group"], "answered": its[0].get("answered") == "true", "n": len(its)}
            if its[0].get("answered", "true") not in ("true", "false"):
                raise ValueError("answered of %s" % name)
            if self.regression:
                one["observed"] = math.fsum(number_of(row["observed"]) for row in its) / len(its)
                one["predicted"] = number_of(its[0]["predicted"])
                one["low"], one["high"] = its[0].get("low", ""), its[0].get("high", "")
            else:
                counts = [sum(row["observed"] == c for row in its) for c in self.classes]
                one["observed"] = counts.index(max(counts))
                one["p"] = [number_of(its[0]["p:" + c]) for c in self.classes] if "p:" + self.classes[0] in self.head else None
                one["set"] = its[0].get("set", "")
                if one["p"] is not None and abs(math.fsum(one["p"]) - 1) > 1e-9:
                    self.no("predictions.csv: probabilities of %s do not sum to 1" % json.dumps(name))
                for row in its:
                    if one["p"] is not None and row["predicted"] != self.classes[one["p"].index(max(one["p"]))]:
                        self.no("predictions.csv: %s is not called its most probable class" % json.dumps(row["id"]))
            result.append(one)
        return result

    def check(self):
        if self.conformal["status"] != "na":
            self.check_splits()
            self.check_sets()
        if self.calibration["status"] != "na" and not self.regression:
            self.check_calibration()
        if self.abstention["status"] != "na":
            self.check_abstention()
        self.check_summary()
        self.check_predictor()

    def thresholds(self, fold, n=None):
        return {(s["class"], s["batch"]): math.inf if s["qhat"] is None else s["qhat"] for s in self.conformal["splits"] if s["fold"] == fold}

    def check_splits(self):
        """k, q̂ and range of each threshold, by its own scores."""
        c, seen = self.conformal, set()
        folds = list(dict.fromkeys(s["fold"] for s in c["splits"]))
        for i, s in enumerate(c["splits"]):
            key = (s["fold"], s["class"], s["batch"])
            n, k = s["n_calibration"], quantile_rank(s["n_calibration"], c["alpha"])
            scores = s["scores"]
            if key in seen or (s["class"] is None) != (c["by"] != "class") or (s["batch"] is None) != (c["by"] != "batch"):
                self.no("conformal_artifact.json /splits/%d: of no category" % i)
            seen.add(key)
            if scores != sorted(scores) or c["unit"] == "sample" and len(scores) != n or any(x < 0 for x in scores):
                self.no("conformal_artifact.json /splits/%d/scores: not %s sorted scores" % (i, n))
            expected = {"k": k, "range": [beta_quantile(p, k, n + 1 - k) for p in (0.025, 0.975)] if 0 < k <= n else None}
            if c["unit"] == "sample":
                expected["qhat"] = scores[k - 1] if k <= n else None
            else:
                self.report.open("trust", "q̂ of whole batches: their scores do not say of which batch they are")
            for at, what in differences(expected, {name: s.get(name) for name in expected}):
                self.no("conformal_artifact.json /splits/%d%s: %s" % (i, at, what))
        if c["by"] == "class" and any((fold, name, None) not in seen for fold in folds for name in self.classes):
            self.no("conformal_artifact.json: a class has no threshold")
        if set(folds) != set(one["fold"] for one in self.samples) | {"deployed"}:
            self.no("conformal_artifact.json: other folds than predictions.csv")

    def admitted(self, one):
        """Raw set by the thresholds of its fold."""
        c, at = self.conformal, self.thresholds(one["fold"])
        if c["by"] == "batch":
            q = at.get((None, one["batch"]), max(at.values()))
        if self.regression:
            return q if c["by"] == "batch" else at[(None, None)]
        scores = conformity(one["p"], c["score"])
        limit = lambda name: at[(name, None)] if c["by"] == "class" else q if c["by"] == "batch" else at[(None, None)]  # noqa: E731
        return [k for k, name in enumerate(self.classes) if scores[k] <= limit(name)]

    def check_sets(self):
        c = self.conformal
        covered, sizes, raw_sizes, issued_cover, right = [], [], [], [], []
        for one in self.samples:
            if self.regression:
                q = self.admitted(one)
                low, high = one["predicted"] - q, one["predicted"] + q
                for name, end in (("low", low), ("high", high)):
                    if math.isfinite(end) and (one[name] == "" or abs(number_of(one[name]) - end) > 1e-9 * max(1, abs(end))):
                        self.no("predictions.csv: %s of %s is %s, computed %s" % (name, json.dumps(one["name"]), one[name], es6(end)))
                covered.append(abs(one["observed"] - one["predicted"]) <= q)
                sizes.append(2 * q if math.isfinite(q) else None)
                continue
            raw = self.admitted(one)
            best = one["p"].index(max(one["p"]))
            issued = sorted(set(raw) | {best})
            if one["set"] != "|".join(self.classes[k] for k in issued):
                self.no("predictions.csv: the set of %s is %s, computed %s" % (
                    json.dumps(one["name"]), json.dumps(one["set"]), json.dumps("|".join(self.classes[k] for k in issued))))
            covered.append(one["observed"] in raw)
            issued_cover.append(one["observed"] in issued)
            sizes.append(len(issued))
            raw_sizes.append(len(raw))
            right.append(best == one["observed"])
        self.right, N = right, len(self.samples)
        self.covered, self.sizes = covered, sizes
        folds = [f for f in dict.fromkeys(s["fold"] for s in c["splits"]) if f != "deployed"]
        binomial = c["separated_by"] == "sample" and len(folds) > 1 and c["unit"] == "sample"
        spread = lambda values: {str(k): values.count(k) for k in sorted(set(values))}  # noqa: E731
        finite = [s for s in sizes if s is not None]
        by = lambda members: dict({  # noqa: E731
            "n": len(members), "accuracy": sum(right[i] for i in members) / len(members) if right else None,
            "covered": sum(covered[i] for i in members), "coverage": sum(covered[i] for i in members) / len(members),
            "coverage_ci": clopper_pearson(sum(covered[i] for i in members), len(members)),
            "mean_set_size": math.fsum(sizes[i] for i in members) / len(members) if None not in [sizes[i] for i in members] else None})
        groups = lambda of: {name: [i for i, one in enumerate(self.samples) if of(one) == name] for name in sorted(set(map(of, self.samples)))}  # noqa: E731
        total = sum(covered)
        expected = {
            "schema_version": 1, "status": "success", "reason": None, "short": None, "method": Any(lambda v: v in ("split", "cross"), ""),
            "score": "residual" if self.regression else Any(lambda v: v in ("lac", "aps"), ""), "alpha": SHARE, "by": ANY, "unit": ANY,
            "separated_by": Any(lambda v: v in ("batch", "sample"), ""), "bound": 1 - c["alpha"] * (2 if c["method"] == "cross" else 1),
            "splits": ANY, "n": N, "tail": "binomial" if binomial else "beta-binomial", "coverage_achieved": total / N,
            "coverage_ci": clopper_pearson(total, N), "coverage_p": self.tail(total, N, None, binomial),
            "coverage_issued": sum(issued_cover) / N if not self.regression else total / N,
            "mean_set_size": math.fsum(finite) / N if len(finite) == N else None,
            "mean_set_size_raw": math.fsum(raw_sizes) / N if raw_sizes else math.fsum(finite) / N if len(finite) == N else None,
            "empty_sets": raw_sizes.count(0), "set_size_distribution": spread(sizes) if not self.regression else {},
            "set_size_distribution_raw": spread(raw_sizes), "by_class": {},
            "by_batch": {name: by(members) for name, members in groups(lambda one: one["batch"]).items() if name != ""}, "by_instrument": ANY,
        }
        ps = [(expected["coverage_p"], 0.01)]
        for k, name in enumerate(self.classes or ()):
            members = [i for i, one in enumerate(self.samples) if one["observed"] == k]
            if members:
                p = self.tail(sum(covered[i] for i in members), len(members), name, binomial) if c["by"] == "class" else None
                expected["by_class"][name] = dict(by(members), coverage_p=p, least_p=0.01 / self.K() if c["by"] == "class" else None)
                ps.append((p, 0.01 / self.K()))
        if any(p is not None and p < least for p, least in ps):
            expected.update(status="fail", reason="coverage")
        self.run.compare("trust", self.folder + "conformal_artifact.json", expected)
        if not is_number(c["alpha"]) or self.run.manifest["mode"] == "regulatory" and c["alpha"] > 0.1:
            self.no("conformal_artifact.json: alpha above 0.1 in regulatory mode")

    def K(self):
        return len(self.classes)

    def tail(self, covered, n, name, binomial):
        """P of so few or fewer, were the promise kept; null where a threshold is infinite."""
        c = self.conformal
        if binomial:
            return binomial_tail(covered, n, 1 - c["alpha"])
        sets = {}
        for s in c["splits"]:  # the smallest conformal set of any fold, its categories together
            if s["fold"] != "deployed" and (name is None or s["class"] == name):
                m, k = sets.get(s["fold"], (0, 0))
                sets[s["fold"]] = (m + s["n_calibration"], k + s["k"])
        m, k = min(sets.values(), key=lambda one: one[0])
        return beta_binomial_tail(covered, n, k, m + 1 - k) if k <= m else None

    def check_calibration(self):
        """Bins, errors and losses of the probabilities, after and, with a temperature, before."""
        c = self.calibration
        after, observed = [one["p"] for one in self.samples], [one["observed"] for one in self.samples]
        expected = {"schema_version": 1, "status": "success", "reason": None, "short": None, "method": ANY, "n_calibration": ANY, "calibrator": ANY,
                    "folds": ANY, "n": len(after), "binning": "equal_width_10", "null_draws": 999,
                    "after": reliability(after, observed, self.K()), "before": opt(lambda v: isinstance(v, dict))}
        if c["method"] == "temperature":
            at = {fold["fold"]: fold["calibrator"]["temperature"] for fold in c["folds"]}
            before = []
            for one in self.samples:
                if min(one["p"]) < 1e-300:
                    self.report.open("trust", "probabilities before calibration: some after it are 0")
                    before = None
                    break
                logs = [at[one["fold"]] * math.log(q) if q > 0 else -math.inf for q in one["p"]]
                weights = [math.exp(v - max(logs)) for v in logs]
                before.append([w / math.fsum(weights) for w in weights])
            if before is not None:
                expected["before"] = reliability(before, observed, self.K())
        else:
            self.report.open("trust", "probabilities before calibration by %s" % c["method"])
        if any(f["calibrator"]["method"] != c["method"] or f["calibrator"].get("prior") != (c["calibrator"] or {}).get("prior") for f in c["folds"]):
            self.no("calibration_artifact.json /folds: other calibrators than the deployed one")
        self.run.compare("trust", self.folder + "calibration_artifact.json", expected)
        for state in ("before", "after"):
            for name in ("ece", "mce"):
                band = c[state][name + "_null"]
                if c[state][name] < band[0] and c[state][name + "_p"] < 0.5 or c[state][name] > band[1] and c[state][name + "_p"] > 0.5:
                    self.no("calibration_artifact.json /%s: %s, its band and its p do not go together" % (state, name))

    def check_abstention(self):
        a, N = self.abstention, len(self.samples)
        rule = a["confidence"]
        answered = [i for i, one in enumerate(self.samples) if one["answered"]]
        good = sum(self.samples[i]["p"].index(max(self.samples[i]["p"])) == self.samples[i]["observed"] for i in answered) if not self.regression else None
        expected = {
            "schema_version": 1, "status": "success", "reason": None, "short": None, "method": ANY, "confidence": ANY,
            "tau": rule["tau"] if rule else None, "density": ANY, "n": N, "answered": len(answered), "far": Any(is_number, ""), "abstain_rate": 1 - len(answered) / N,
            "accuracy_on_answered": good / len(answered) if answered and good is not None else None,
            "accuracy_on_answered_ci": clopper_pearson(good, len(answered)) if answered and good is not None else None, "risk_coverage": [], "aurc": None,
        }
        if not self.regression:
            told = sorted(((max(one["p"]), one["p"].index(max(one["p"])) != one["observed"]) for one in self.samples), key=lambda t: -t[0])
            wrong, last, area = 0, 0, 0.0
            for j, (confidence, is_wrong) in enumerate(told, 1):
                wrong += is_wrong
                if j == N or told[j][0] != confidence:
                    expected["risk_coverage"].append({"coverage": j / N, "risk": wrong / j, "confidence": confidence})
                    area, last = area + wrong / j * (j - last) / N, j
            expected["aurc"] = area
        self.run.compare("trust", self.folder + "abstention_artifact.json", expected)
        if a["method"] != ("density" if a["density"] else "none") and a["method"] != ("target_risk" if rule and rule["target_risk"] else "threshold" if rule else ""):
            self.no("abstention_artifact.json /method is not what its rule says")
        if a["density"] and a["density"]["k"] != quantile_rank(a["density"]["n"], 0.05) or a["far"] > N or a["far"] and not a["density"]:
            self.no("abstention_artifact.json /density: k or far do not follow")
        if rule is None or self.regression:
            return
        r, deployed = rule["target_risk"], self.conformal_pairs("deployed")
        made = {"needed": math.ceil(math.log(0.05) / math.log(1 - r)) if r else None,
                "upper": clopper_pearson(rule["errors"], rule["answered"], 0.9)[1] if rule["answered"] else None}
        if deployed is not None:
            made["n"] = len(deployed)
            if r:
                made.update(zip(("tau", "rule", "answered", "errors"), risk_rule(deployed, r)))
            else:
                above = [w for confidence, w in deployed if confidence >= rule["tau"]]
                made.update(rule="given", answered=len(above), errors=sum(above))
        else:
            self.report.open("trust", "rule of abstention: the scores of the conformal samples do not tell their confidence")
        for at, what in differences(made, {name: rule.get(name) for name in made}):
            self.no("abstention_artifact.json /confidence%s: %s" % (at, what))
        silent = 0
        for one in self.samples:
            pairs = self.conformal_pairs(one["fold"])
            if pairs is None and r:
                continue
            tau = risk_rule(pairs, r)[0] if r else rule["tau"]
            sure = tau is not None and max(one["p"]) >= tau - 1e-12
            if one["answered"] and not sure:
                self.no("predictions.csv: %s is answered below the confidence of its fold" % json.dumps(one["name"]))
            silent += sure and not one["answered"]
        if silent > a["far"] or silent and a["density"] is None:
            self.no("abstention_artifact.json /far: %d are silent for no reason" % silent)

    def conformal_pairs(self, fold):
        """(confidence, wrong) of the conformal samples of two classes under LAC, None where scores do not tell."""
        c = self.conformal
        if c["status"] == "na" or c["score"] != "lac" or self.K() != 2 or c["unit"] != "sample":
            return None
        return [(max(1 - s, s), s > 0.5) for split in c["splits"] if split["fold"] == fold for s in split["scores"]]

    def check_summary(self):
        s, c, k, a = self.summary, self.conformal, self.calibration, self.abstention
        state = lambda one: {"status": one["status"], "reason": one["reason"]}  # noqa: E731
        expected = {name: ANY for name in s}
        states = [one["status"] for one in (c, k, a)]
        if "success" in states or "fail" in states:
            expected.update(status="fail" if "fail" in states else "success", reason="coverage" if "fail" in states else None, short=None)
        expected.update(schema_version=1, task=self.model["task"], calibration=state(k), conformal=state(c), abstention=state(a), n_samples=len(self.samples))
        if self.model["walk"]:
            expected.update(n_untested=self.untested)
        same = lambda to, one, names: expected.update({t: one[n] for t, n in names.items()})  # noqa: E731
        if c["status"] != "na":
            same("", c, {"score": "score", "alpha": "alpha", "by": "by", "coverage": "coverage_achieved", "coverage_ci": "coverage_ci", "coverage_p": "coverage_p",
                         "coverage_issued": "coverage_issued", "mean_set_size": "mean_set_size", "empty_sets": "empty_sets", "by_class": "by_class",
                         "by_batch": "by_batch", "by_instrument": "by_instrument", "separated_by": "separated_by", "design": "method"})
            expected.update(coverage_pass=c["status"] == "success", n_folds=len(set(one["fold"] for one in self.samples)))
        before, after = k["before"] or {}, k["after"] or {}
        for name in ("ece", "mce", "brier", "log_loss"):
            expected.update({name + "_before": before.get(name), name + "_after": after.get(name)})
        expected.update(ece_null=after.get("ece_null"), mce_null=after.get("mce_null"), ece_inside=after["ece"] <= after["ece_null"][1] if after else None)
        if k["status"] != "na" and not self.regression:
            expected.update(calibration_method=k["method"], temperature=(k["calibrator"] or {}).get("temperature"), n_calibration=k["n_calibration"])
        if a["status"] != "na":
            same("", a, {"tau": "tau", "abstain_rate": "abstain_rate", "accuracy_on_answered": "accuracy_on_answered",
                         "accuracy_on_answered_ci": "accuracy_on_answered_ci", "aurc": "aurc"})
            rule = a["confidence"] or {}
            expected.update(target_risk=rule.get("target_risk"), risk_rule=rule.get("rule"), risk_needed=rule.get("needed"), risk_upper=rule.get("upper"))
        N, pooled = len(self.samples), self.model["metrics"]["pooled"] or {}
        by = self.model["unit"]
        if by == "sample" and c["separated_by"] == "batch":  # trust leaves whole ones out wherever one is known
            by = "batch" if any(one["batch"] != "" for one in self.samples) else "group"
            by = "sample" if all(one[by] == one["name"] for one in self.samples) else by
        unit = Unit(self.samples, by)
        if self.regression:
            e2 = [(one["predicted"] - one["observed"]) ** 2 for one in self.samples]
            rmsecv = math.sqrt(math.fsum(e2) / N)
            expected.update(rmsecv=rmsecv, rmsecv_ci=None if too_few(N, unit) else outer(rmsecv, root_interval(rmsecv, e2, N, unit.names)),
                            model_rmsecv=pooled.get("rmsecv"), model_rmsecv_ci=pooled.get("rmsecv_ci"), accuracy=None, accuracy_ci=None)
        elif self.samples[0]["p"]:
            right = [float(one["p"].index(max(one["p"])) == one["observed"]) for one in self.samples]
            made = share_interval(right, [1.0] * N, unit.names, unit, math.fsum(right) / N)
            expected.update(accuracy=math.fsum(right) / N, accuracy_ci=None if made.na else outer(math.fsum(right) / N, [made.sample, made.unit]), model_accuracy=pooled.get("accuracy"),
                            model_accuracy_ci=pooled.get("accuracy_ci"), rmsecv=None, rmsecv_ci=None, model_rmsecv=None, model_rmsecv_ci=None)
        self.run.compare("trust", self.folder + "trust_summary.json", expected)

    def check_predictor(self):
        """Certified predictor: thresholds, calibrator and rules are those of the artifacts; no sample in two sets."""
        p = self.predictor
        if not isinstance(p, dict):
            return
        sets = p["samples"]
        names = [name for one in sets.values() for name in one]
        if p["design"] == "split" and (len(set(names)) != len(names) or set(names) != self.everyone):
            self.no("certified_predictor.json /samples: a sample stands in two sets or in none")
        expected = {"calibrator": self.calibration["calibrator"] or p["calibrator"], "confidence": self.abstention["confidence"]}
        if p["design"] == "split" and self.summary["status"] != "na":
            told = {"n_" + name: len(sets[name]) for name in ("training", "calibration", "conformal")}
            for at, what in differences(told, {name: self.summary[name] for name in told}):
                self.no("trust_summary.json %s: %s" % (at, what))
        for at, what in differences(expected, {name: p.get(name) for name in expected}):
            self.no("certified_predictor.json %s: %s" % (at, what))
        if isinstance(p.get("conformal"), dict):
            mine = [{"category": s["class"] or s["batch"] or "", "n": s["n_calibration"], "k": s["k"], "qhat": s["qhat"]} for s in self.conformal["splits"] if s["fold"] == "deployed"]
            theirs = [dict(one, category=one["category"] or "") for one in p["conformal"]["thresholds"]]
            for at, what in differences(mine, theirs):
                self.no("certified_predictor.json /conformal/thresholds%s: %s" % (at, what))
            for name in ("score", "alpha", "by", "unit"):
                if p["conformal"][name] != self.conformal[name]:
                    self.no("certified_predictor.json /conformal/%s is not that of the artifact" % name)

def tells_figure(value):
    """A number other than 0, or a verdict, however deep."""
    if isinstance(value, (dict, list)):
        return any(tells_figure(one) for one in (value.values() if isinstance(value, dict) else value))
    return isinstance(value, bool) or isinstance(value, (int, float)) and value != 0

def unjudged(run, report, folder):
    """Without the table of its samples trust has judged none, and tells no figure of any."""
    for name in ("trust_summary", "conformal_artifact", "calibration_artifact", "abstention_artifact"):
        told = run.json.get("%s%s.json" % (folder, name)) or {}
        if name == "trust_summary" and told.get("status") != "na":
            report.no("trust", folder + "predictions.csv is not there, and trust is judged by it")
        for field, value in told.items():
            if field not in ("schema_version", "short", "alpha", "bound", "target_risk", "null_draws") and tells_figure(value):
                report.no("trust", "%s%s.json /%s: of samples, and predictions.csv is not there" % (folder, name, field))

def check_trust(run, report, models):
    n = 0
    for block in run.blocks("trust"):
        folder = folder_of(block, "trust_summary.json")
        if folder is None:
            if block["results"] is not None:
                report.no("trust", "manifest.json lists no trust_summary.json of the block %s, which gave results" % block["id"])
            continue
        if block["result"] in ("failed", "na") and folder + "predictions.csv" not in run.tables:
            unjudged(run, report, folder)
            continue
        try:
            rows = run.tables[folder + "predictions.csv"][1]
            of = [one for one in models.values() if set(row["id"] for row in rows) <= set(row["id"] for row in one["rows"].rows)
                  and (one["task"] == "regression") == (run.json[folder + "trust_summary.json"]["task"] == "regression")]
            told = run.json[folder + "trust_summary.json"]
            of.sort(key=lambda one: (one["metrics"]["pooled"] or {}).get("accuracy") != told["model_accuracy"] or (one["metrics"]["pooled"] or {}).get("rmsecv") != told["model_rmsecv"])
            Trust(run, report, folder, of[0]).check()
            n += 1
        except (KeyError, TypeError, ValueError, IndexError, AttributeError, ZeroDivisionError) as error:
            report.no("trust", "%s cannot be worked out again: %s %s" % (folder, type(error).__name__, error))
    if n:
        report.begin("trust", "thresholds, sets, coverage, calibration and abstention of %d blocks" % n)
        report.open("trust", "bands of ECE and MCE (random draws), density, instruments, fits of calibrators and of the certified predictor")

# --- gates --------------------------------------------------------------------------------------------------------------------

# check: limit, unit, field of the policy, default, floor, code of its failure, and of its lower limit: default and floor
CHECKS = {
    "data": {
        "min_samples_per_class": ("min", "samples", "min_samples_per_class", 20, 10, "FS7101"),
        "imbalance_ratio": ("max", None, "max_imbalance_ratio", 5, 20, "FS7102"),
        "missing_data": ("max", "fraction", "max_missing_fraction", 0.01, 0.05, "FS7103"),
        "duplicates": ("max", "fraction", "max_duplicate_fraction", 0, 0.05, "FS7104"),
        "contradicting_duplicates": ("max", "spectra", None, 0, 0, "FS7105"),
        "duplicates_across_samples": ("max", "spectra", None, 0, 0, "FS7106"),
        "upstream": ("max", "steps", None, 0, 0, "FS7120"),
        "undeclared_replicates": ("max", "fraction", None, 0.3, 0.3, "FS7108"),
        "reused_sample_names": ("max", "names", None, 0, 0, "FS7109"),
        "confounding": ("max", "columns", None, 0, 0, "FS7107"),
        "near_duplicates": ("max", "pairs", None, 0, 0, "FS7110"),
        "excluded_fraction": ("max", "fraction", "max_excluded_fraction", 0.05, 0.15, "FS7141"),
    },
    "spectral": {
        "health_score": ("min", None, "min_health_score", 0.7, 0.5, "FS7111"),
        "spike_fraction": ("max", "fraction", "max_spike_fraction", 0.01, 0.05, "FS7112"),
        "saturation": ("max", "fraction", "max_saturation_fraction", 0.01, 0.05, "FS7113"),
        "baseline_drift": ("max", "fraction", "max_baseline_drift", 0.35, 0.6, "FS7114"),
        "finite_values": ("max", "values", None, 0, 0, "FS7115"),
    },
    "model": {
        "min_accuracy": ("min", None, "min_accuracy", 0.85, 0.7, "FS7121", 0.8, 0.6),
        "min_class_recall": ("min", None, "min_recall", 0.8, 0.6, "FS7122", 0.7, 0.5),
        "specificity": ("min", None, "min_specificity", 0.9, 0.7, "FS7123", 0.8, 0.6),
        "r2": ("min", None, "min_r2", None, None, "FS7124"), "rmsecv": ("max", "target", "max_rmsecv", None, None, "FS7125"),
        "bias": ("max", "target", "max_abs_bias", None, None, "FS7126"), "sep": ("max", "target", "max_sep", None, None, "FS7128"),
        "sep_sel": ("max", None, "max_sep_sel", None, None, "FS7129"), "rpd": ("min", None, "min_rpd", None, None, "FS7130"),
        "rpiq": ("min", None, "min_rpiq", None, None, "FS7135"), "rer": ("min", None, "min_rer", None, None, "FS7136"),
        "rmsep_sec": ("max", None, "max_rmsep_sec", None, None, "FS7137"), "bias_test": ("max", "target", "bias_test", None, None, "FS7138"),
        "slope_test": ("min", None, "slope_test", None, None, "FS7139"),
        "similarity_blocked": ("max", "accuracy lost", None, 0.05, 0.05, "FS7117"), "one_channel": ("max", "accuracy lost", None, 0.05, 0.05, "FS7118"),
        "permutation": ("max", "p", None, 0.05, 0.05, "FS7119"),
        "external_accuracy": ("min", None, "min_external_accuracy", 0.85, 0.7, "FS7142"), "external_rmsep": ("max", "target", "max_rmsep", None, None, "FS7143"),
        "segment_accuracy": ("min", None, "min_segment_accuracy", None, None, "FS7144"),
    },
}
ADVICE = {"data": {"order_drift"}, "spectral": {"zero_variance", "collinear_features", "outliers", "features_per_sample"},
          "model": {"similarity_blocked", "one_channel", "permutation"}}
# Codes of what is only ever advice; where all of a gate is, they stand among its checks.
ADVISED = {"order_drift": "FS7116", "zero_variance": "FS7131", "collinear_features": "FS7132", "outliers": "FS7133", "features_per_sample": "FS7134"}
MERIT = ("sep", "sep_sel", "rpd", "rpiq", "rer", "rmsep_sec", "bias_test", "slope_test")
DESIGN = ("upstream", "undeclared_replicates", "reused_sample_names", "confounding", "near_duplicates")
LATER = {"excluded_fraction": "max_excluded_fraction", "external_accuracy": "min_external_accuracy", "external_rmsep": "max_rmsep",
         "segment_accuracy": "min_segment_accuracy"}  # required where the policy knows their field

FOLLOWS = {"min_external_accuracy": "min_accuracy", "max_rmsep": "max_rmsecv"}  # whose value is the default of a field

JUDGED = {"data": ("data",), "spectral": ("data", "preprocess", "features"), "model": ("model",)}

def tighter(limit, a, b):
    """The harder of two thresholds."""
    return b if a is None else a if b is None else max(a, b) if limit == "min" else min(a, b)

def check_policy(run, report):
    """The effective policy: its fields are known, none beyond its floor, and `loosened` names what is looser than the default."""
    policy, table, loosened = run.manifest["policy"]["effective"], {}, []
    for checks in CHECKS.values():
        for limit, _, field, default, floor, _, *lower in checks.values():
            if field is not None:
                table[field] = (limit, default, floor)
                if lower:
                    table[field + "_lower"] = (limit, lower[0], lower[1])
    fields = [(name, name, value) for name, value in policy.items() if not isinstance(value, dict)]
    fields += [(name, "%s.%s" % (name, target), own) for name, value in policy.items() if isinstance(value, dict) for target, own in value.items()]
    for name, said_as, value in fields:
        limit, default, floor = table.get(name, (None, None, None))
        default = policy.get(FOLLOWS[name]) if name in FOLLOWS else default
        default = default.get(said_as[len(name) + 1:]) if isinstance(default, dict) else default
        if name == "required":
            if value is not True and (run.manifest["mode"] != "research" or value is not False):
                report.no("gates", "manifest.json /policy/effective/required is %s" % json.dumps(value))
        elif name not in table:
            report.no("gates", "manifest.json /policy/effective/%s is no threshold" % name)
        elif floor is not None and (not is_number(value) or tighter(limit, value, floor) != value):
            report.no("gates", "manifest.json /policy/effective/%s: %s is beyond the floor %s" % (name, json.dumps(value), floor))
        elif default is not None and tighter(limit, value, default) != value:
            loosened.append(said_as)
    known = set(table) - set(LATER.values()) | {"required"}
    for name in sorted(known - set(policy)):
        report.no("gates", "manifest.json /policy/effective/%s is missing" % name)
    said = [one for one in run.manifest["policy"]["loosened"] if isinstance(one, str)]
    for name in loosened:
        if not any(one == name or re.match(re.escape(name) + r"\b", one) for one in said):
            report.no("gates", "manifest.json /policy/loosened does not name %s" % name)

def check_gates(run, report, models):
    """Values, limits, thresholds, floors, verdicts; the set of checks is closed; status, blocking and exit code follow."""
    manifest = run.manifest
    check_policy(run, report)
    reports = {path for path in run.json if path.endswith("_qc_report.json") and not path.startswith(("report/", "blocks/"))}
    told = {gate["report"] for gate in manifest["gates"]}
    advice = {path for path in reports if run.json[path].get("advice") is True}
    for path in sorted((reports - advice) ^ told):
        report.no("gates", "%s: report and manifest do not go together" % path)
    check_advice(run, report, models, advice)
    blocked = False
    for gate in manifest["gates"]:
        found = run.json.get(gate["report"])
        if not isinstance(found, dict):
            report.no("gates", "%s is missing" % gate["report"])
            continue
        try:
            check_gate(run, report, models, gate, found)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            report.no("gates", "%s cannot be judged again: %s %s" % (gate["report"], type(error).__name__, error))
        required = manifest["policy"]["effective"].get("required") is True and not overridden(run)
        if gate["blocking"] is not (required and gate["status"] == "fail"):
            report.no("gates", "manifest.json: whether the %s gate blocks" % gate["gate"])
        blocked = blocked or gate["blocking"]
    code = manifest["exit_code"]
    if blocked and code not in (7, 2, 3, 4, 5, 129, 130, 143) or code == 7 and not blocked and manifest["mode"] != "monitoring":
        report.no("gates", "manifest.json: exit_code %s does not follow from the gates" % code)
    if manifest["mode"] == "regulatory":
        check_approval(run, report, code)
    report.begin("gates", "%d judged again, policy within its floors" % len(manifest["gates"]))
    report.open("gates", "thresholds that protocol.md sets; checks of spectra (X_checked) and of neighbours; lists of the worst")

def check_advice(run, report, models, paths):
    """Checks that only advise: where no gate blocks, and by the same rules."""
    blocks = {path: block for block in run.manifest["blocks"] for path in block["artifacts"]}
    for path in sorted(paths):
        found, block = run.json[path], blocks.get(path, {"id": "", "result": None})
        if run.manifest["mode"] != "research" or run.manifest["policy"]["effective"].get("required") is True:
            report.no("gates", "%s is advice, where gates block" % path)
        if block["result"] == "failed":
            report.no("gates", "%s: advice fails no block" % path)
        try:
            gate = {"report": path, "gate": found["gate"], "block": block["id"], "status": found["status"],
                    "digest": sha256(run.bytes[path]), "checks": len(found["checks"])}
            check_gate(run, report, models, gate, found)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            report.no("gates", "%s cannot be judged again: %s %s" % (path, type(error).__name__, error))

def overridden(run):
    return run.manifest["mode"] == "research" and isinstance(run.json.get("state/stage_state.json", {}).get("qc_override"), str)

def check_approval(run, report, code):
    manifest, approval = run.manifest, run.json.get("model/approval.json")
    kinds = {gate["gate"] for gate in manifest["gates"]}
    if code == 0 and (kinds != {"data", "spectral", "model"} or any(gate["status"] != "pass" for gate in manifest["gates"])):
        report.no("gates", "manifest.json: success without all three gates passed")
    trust = [run.json[path].get("status") for path in run.json if re.match(r"trust/([^/]+/)?(calibration|conformal)_artifact\.json\Z", path)]
    regression = any(re.match(r"model/([^/]+/)?metrics\.json\Z", p) and isinstance(v, dict) and v.get("task") == "regression" for p, v in run.json.items())
    if code == 0 and (not trust or any(status != "success" and not (regression and status == "na") for status in trust)):
        report.no("gates", "success in regulatory mode without calibration and conformal prediction")
    if code == 0:
        for path, told in run.json.items():
            if path.endswith("trust_summary.json") and told.get("policy_pass") is not True:
                report.no("gates", "%s: success though its recipe does not pass the policy" % path)
    if not isinstance(approval, dict):
        return
    own = {b["id"]: next((p for p in sorted(b["artifacts"]) if p.endswith("/model.json")), None) for b in run.blocks("model")}
    expected = {"schema_version": 1, "approved": code == 0, "exit_code": code, "models": {k: p for k, p in own.items() if p is not None},
                "gates": [{"gate": g["gate"], "block": g["block"], "status": g["status"], "report": g["digest"]} for g in manifest["gates"]],
                "reasons": [] if code == 0 else Any(lambda v: isinstance(v, list) and v and all(re.match(r"FS\d{4}\Z", one) for one in v), "")}
    run.compare("gates", "model/approval.json", expected)

def check_gate(run, report, models, gate, found):
    path, kind = gate["report"], gate["gate"]
    names = ["schema_version", "gate", "of", "status", "checks", "failed_checks", "recommended_actions", "advice"]
    if [name for name in found if name != "by_block"] != names or found["gate"] != kind or kind not in CHECKS:
        report.no("gates", "%s has other names" % path)
        return
    if sha256(run.bytes[path]) != gate["digest"] or found["status"] != gate["status"] or len(found["checks"]) != gate["checks"]:
        report.no("gates", "%s: the manifest says otherwise of digest, status or number of checks" % path)
    parts = found.get("by_block")
    if parts is None:
        judge(run, report, models, gate, path, found, found["of"])
        return
    for name, part in parts.items():
        judge(run, report, models, gate, "%s /by_block/%s" % (path, name), part, name)
    for name, check in found["checks"].items():
        if check not in [part["checks"].get(name) for part in parts.values()]:
            report.no("gates", "%s /checks/%s is that of no block" % (path, name))
        if check["pass"] and any(part["checks"][name]["pass"] is False for part in parts.values() if name in part["checks"]):
            report.no("gates", "%s /checks/%s passes though a block fails" % (path, name))
    if sorted(parts) != sorted(found["of"]) or (found["status"] == "pass") is not all(part["status"] == "pass" for part in parts.values()):
        report.no("gates", "%s: status does not follow from its blocks" % path)

def judge(run, report, models, gate, path, found, of):
    """One report, or one block's part of it."""
    kind, policy = gate["gate"], dict(run.manifest["policy"]["effective"])
    target = (models.get(of) or {}).get("target")
    policy = {name: value.get(target) if isinstance(value, dict) else value for name, value in policy.items()}
    done = run.json.get("blocks/%s/done.json" % gate["block"], {}).get("effective_config") or {}
    model = models.get(of)
    if of not in [block["id"] for block in run.manifest["blocks"] if block["kind"] in JUDGED[kind]]:
        report.no("gates", "%s /of: %s is no block that this gate judges" % (path, json.dumps(of)))
        return
    regression = model is not None and model["task"] == "regression"
    told = expected_values(run, report, kind, of, model, found["checks"])
    need = [name for name in CHECKS[kind] if name not in LATER and name not in MERIT and name != "finite_values"]
    need += [name for name, field in LATER.items() if name in CHECKS[kind] and field in policy and name != "segment_accuracy"]
    if kind == "model" and (policy.get("min_segment_accuracy") is not None or done.get("min_segment_accuracy") is not None):
        need.append("segment_accuracy")  # asked for, as figures of merit are
    if kind == "model":
        need += [name for name in MERIT if policy.get(CHECKS[kind][name][2]) not in (None, False) or done.get(CHECKS[kind][name][2]) not in (None, False)]
        if run.manifest["mode"] != "regulatory":
            need = [name for name in need if name not in ADVICE["model"]]
    beside = {} if found["advice"] is True else found["advice"]
    may = set(need) | ({"finite_values"} if run.blocks("features") else set()) | (ADVICE[kind] if found["advice"] is True else set())
    for name in sorted(set(need) ^ set(found["checks"])):
        if name not in found["checks"] or name not in may:
            report.no("gates", "%s /checks/%s %s" % (path, name, "is missing" if name in need else "does not belong there"))
    for name in sorted(set(beside) - ADVICE[kind]):
        report.no("gates", "%s /advice/%s does not belong there" % (path, name))
    if kind == "model" and run.manifest["mode"] != "regulatory" and found["advice"] is not True and set(beside) != ADVICE["model"]:
        report.no("gates", "%s /advice is not whole" % path)
    for name, check in found["checks"].items():
        if name in CHECKS[kind]:
            judge_check(report, "%s /checks/%s" % (path, name), kind, name, check, policy, done, regression, told, run.manifest["mode"])
    for name, check in beside.items():
        if name in CHECKS[kind]:
            judge_check(report, "%s /advice/%s" % (path, name), kind, name, check, policy, done, regression, told, run.manifest["mode"])
    failed = [name for name, check in found["checks"].items() if check["pass"] is False]
    if found["failed_checks"] != failed or (found["status"] == "fail") is not bool(failed):
        report.no("gates", "%s: status and failed_checks do not follow from the checks" % path)
    if found["recommended_actions"] != [CHECKS[kind][name][5] if name in CHECKS[kind] else ADVISED.get(name) for name in failed]:
        report.no("gates", "%s /recommended_actions are not those of the failed checks" % path)

FIELDS = ["value", "threshold", "floor", "limit", "pass", "na", "unit", "lower", "worst"]

def judge_check(report, at, kind, name, check, policy, done, regression, told, mode):
    """A check: its threshold by the table and the policy, its value by what was computed, its verdict by both."""
    limit, unit, field, default, floor, _, *lower = CHECKS[kind][name]
    if sorted(set(check) - {"despite", "chance"}) != sorted(FIELDS):
        report.no("gates", "%s has other names" % at)
        return
    asked = done.get(field) if done.get(field) is not None else done.get(FOLLOWS.get(field))
    threshold = default if field is None else tighter(limit, policy.get(field), asked)
    value, na, limit_value = told(name)
    if regression and name in ("similarity_blocked", "one_channel"):
        threshold = floor = 1.4 if name == "similarity_blocked" else 1.2
        unit = "times the RMSECV"
    if name in ("bias_test", "slope_test"):
        threshold = told(name + "/threshold")[0] if name == "bias_test" else 0.05
    expected = {"limit": limit, "threshold": threshold, "floor": floor, "value": value, "na": na, "unit": told("target")[0] if unit == "target" else unit,
                "worst": told("worst/" + name)[0]}
    if name in ("similarity_blocked", "one_channel") and check["na"] is None:
        expected["chance"] = {"p": told("p/" + name)[0], "below": 0.01}
    if lower and check["na"] is None:
        expected["lower"] = {"value": limit_value, "threshold": tighter(limit, policy.get(field + "_lower"), done.get(field + "_lower")), "floor": lower[1], "pass": ANY}
    else:
        expected["lower"] = None
    for pointer, what in differences(expected, {key: check.get(key) for key in expected}):
        report.no("gates", "%s%s: %s" % (at, pointer, what))
    if mode == "regulatory" and check["na"] in ("not_declared", "no_positive_class", "no_label"):
        report.no("gates", "%s: na %s in regulatory mode" % (at, check["na"]))
    if check["na"] is not None:
        good = check["pass"] is None and (check["value"] is None or check["na"] == "no_threshold")
    else:
        good = check["pass"] is verdict(check, name) and (check["lower"] is None or check["lower"]["pass"] is meets("min", check["lower"]["value"], check["lower"]["threshold"]))
    if not good:
        report.no("gates", "%s: the verdict does not follow from value and threshold" % at)
    if "despite" in check and not (check["despite"] == "accepted" and told("accepted/" + name)[0] or check["despite"] in ("chance", "by_row") and name == "undeclared_replicates"):
        report.no("gates", "%s passes despite its value, and nothing lets it" % at)

def meets(limit, value, threshold):
    return value is not None and threshold is not None and (value >= threshold if limit == "min" else value <= threshold)

def verdict(check, name):
    good = meets(check["limit"], check["value"], check["threshold"])
    if "chance" in check:  # fails only at its threshold or beyond, and where chance alone seldom does as much
        good = check["value"] is not None and not (check["value"] >= check["threshold"] and check["chance"]["p"] < check["chance"]["below"])
        return good and check["chance"]["below"] == 0.01 and name in ("similarity_blocked", "one_channel")
    if check["lower"] is not None:
        good = good and meets("min", check["lower"]["value"], check["lower"]["threshold"])
    return True if "despite" in check else good

def expected_values(run, report, kind, of, model, checks):
    """A function of a check's name: value, na and lower limit, Any where they are not computed here."""
    few_worst = Any(lambda v: isinstance(v, list) and len(v) <= 5, "")
    open_value = (Any(number_or_null, ""), Any(lambda v: v is None or v in ("too_few_points", "no_variance"), ""), None)
    if kind == "spectral":
        few = any(isinstance(value, dict) and value.get("axis", {}).get("points", 99) < 32 for path, value in run.json.items() if path.endswith("data_summary.json"))
        columns = [len(value.get("values", [])) for path, value in run.json.items() if re.match(r"preprocessing/([^/]+/){0,2}axis\.json\Z", path)]
        na = ("too_few_points",) if few or any(n < 32 for n in columns) else ()
        return lambda name: (few_worst if name.startswith("worst/") else open_value[0], Any(lambda v: v is None or v in na, ""), None)
    if kind == "data":
        return data_values(run, report, of, checks)
    if model is None:
        report.open("gates", "values of a model that left no files: %s" % of)
        return lambda name: (ANY, ANY, ANY)
    return model_values(run, model)

def data_values(run, report, of, checks):
    folder = folder_of(next(block for block in run.manifest["blocks"] if block["id"] == of), "data_summary.json")
    summary = run.json[folder + "data_summary.json"]
    counts = {name: n for name, n in summary["class_distribution"].items()}
    if summary["n_external"] and counts:
        for path, table in run.tables.items():
            if path.endswith("/test_predictions.csv") and all(row["observed"] in counts for row in table[1]):  # of a classification
                samples = {row["sample"]: row["observed"] for row in table[1]}
                counts = {name: n - list(samples.values()).count(name) for name, n in summary["class_distribution"].items()}
                break
        else:
            report.open("gates", "counts by class without external samples")
            counts = None
    steps = summary["upstream"]
    values = {"missing_data": summary["missing"]["fraction"], "duplicates": summary["duplicates"]["fraction"]}
    for check, field in (("contradicting_duplicates", "contradicting"), ("duplicates_across_samples", "across_samples")):
        # The gate judges what is left, the summary counts before any copy is dropped.
        most = summary["duplicates"][field]
        values[check] = Any(lambda v, most=most: is_number(v) and 0 <= v <= most, "") if summary["duplicates"]["dropped"] else most
    missing = summary["missing"]
    if missing["spectral_values"] and abs(missing["fraction"] - missing["spectral_missing"] / missing["spectral_values"]) > 1e-12:
        report.no("gates", "%sdata_summary.json /missing/fraction is not missing over all" % folder)

    def told(name):
        if name.startswith("worst/"):
            order = sorted(counts.items(), key=lambda one: one[1]) if counts else []
            if counts is None:
                return (Any(lambda v: isinstance(v, list), ""), None, None)
            if name == "worst/min_samples_per_class":
                return ([{"class": c, "value": n} for c, n in order[:5]], None, None)
            if name == "worst/imbalance_ratio":
                return ([{"class": c, "value": n, "about": "samples"} for c, n in order[::-1][:5]], None, None)
            return (Any(lambda v: isinstance(v, list) and len(v) <= 5, ""), None, None)
        if name.startswith("accepted/"):
            outcome = name.endswith("upstream") and any(step["outcome"] for step in steps or ())
            return (any(one.get("check") == name[9:] for one in summary["accepted"]) and not outcome, None, None)
        if name in ("min_samples_per_class", "imbalance_ratio"):
            if counts is None:
                return (Any(number_or_null, ""), None, None)
            if not counts:
                return (None, Any(lambda v: v in ("no_label", "regression"), ""), None)
            low, high = min(counts.values()), max(counts.values())
            return (low if name.startswith("min") else high / low if low else None, None, None)
        if name == "upstream":
            return (None, "not_declared", None) if steps is None else (sum(step["scope"] == "set" or step["outcome"] is True for step in steps), None, None)
        if name in DESIGN:
            its = summary["design"][name]
            if its != checks.get(name):
                report.no("gates", "%sdata_summary.json /design/%s is not what the gate says" % (folder, name))
            return (its["value"], its["na"] if its["na"] in (None, "names_say_nothing", "too_few_samples", "no_label", "too_large", "no_variance", "too_few_points") else "no such reason", None)
        return (values[name], None, None) if name in values else (Any(number_or_null, ""), ANY, None)

    return told

def model_values(run, model):
    pooled, metrics = model["pooled"], model["metrics"]
    regression, figures = model["task"] == "regression", metrics["pooled"] or {}
    merit = metrics["external"] or figures
    validation = run.json.get(model["folder"] + "validation.json", {})
    segments = run.json.get(model["folder"] + "segments_summary.json") or {}
    least_segment = segments.get("worst")

    def lower(name, c=None):
        if pooled is None:
            return None
        estimate = figures["accuracy"] if name == "accuracy" else figures["by_class"][pooled.classes[c]][name]
        made = pooled.share(name, estimate, c, 0.9)[0]
        ends = [part[0] for part in (made.sample, made.unit) if part is not None]
        return None if made.na or not ends else min(ends)

    def least(values):
        return None if None in values or not values else min(values)

    def wrong(c=None):
        """Samples called what they are not, the surest first; of a class: those that are called it."""
        if pooled.R > 1:
            return Any(lambda v: isinstance(v, list) and len(v) <= 5, "")
        order = [(told[1][told[0]] - told[1][o], f["name"], told[0]) for f, o, told in zip(pooled.facts, pooled.told.observed, pooled.told.repeats[0])
                 if told[0] != o and c in (None, told[0])]
        order.sort(key=lambda one: (-one[0], one[1].encode("utf-16-be")))
        return [{"sample": name, "value": value, "about": "called", "as": pooled.classes[k]} for value, name, k in order[:5]]

    def worst(name):
        if name == "segment_accuracy":
            return [{"value": least_segment["value"], "about": "segment", "as": next(one["name"] for one in segments["segments"] if one["id"] == least_segment["id"])}] if least_segment else []
        if name in ("external_accuracy", "external_rmsep"):
            return Any(lambda v: isinstance(v, list) and len(v) <= 5, "")
        one = validation.get("similarity" if name.startswith("sim") else "channel", {"na": ""})
        if name == "one_channel" and "na" not in one:
            return [{"feature": es6(c["axis"]), "value": c["explained"], "about": "explained"} for c in one["channels"]]
        if name == "similarity_blocked" and "na" not in one:
            return [{"sample": who, "value": len(names), "about": "in_a_cluster_of"} for names in one["lists"][:1] for who in names][:5]
        if pooled is not None and not regression and name in ("min_accuracy", "min_class_recall", "specificity"):
            if name == "min_accuracy":
                return wrong()
            if name == "specificity":
                return wrong(positive_class()) if positive_class() is not None else []
            by = sorted(figures["by_class"].items(), key=lambda one: one[1]["recall"] if one[1]["recall"] is not None else -1)
            return [{"class": c, "value": told["recall"], "n": told["n"]} for c, told in by[:5]]
        if pooled is not None and regression and told(name)[0] is not None and name in ("r2", "rmsecv", "bias"):
            if name == "bias":
                return [{"value": figures["bias"], "about": "mean_predicted_less_measured"}]
            sizes = map(math.sqrt, pooled.losses(lambda e: [x * x for x in e]))  # of repeats the root of the mean loss, with the sign of the mean
            rows = [(math.copysign(size, e), f) for size, e, f in zip(sizes, pooled.losses(lambda e: e), pooled.facts)]
            rows.sort(key=lambda one: -abs(one[0]))
            return [{"sample": f["name"], "value": e, "about": "predicted_less_measured"} for e, f in rows[:5]]
        return []

    def told(name):
        if name == "target":
            return (ANY if regression else "target", None, None)
        if name.startswith("worst/"):
            return (worst(name[6:]), None, None)
        if name.startswith("p/"):
            return (validation.get("similarity" if name.startswith("p/sim") else "channel", {}).get("p"), None, None)
        if name == "bias_test/threshold":
            return (merit.get("bias_limit"), None, None)
        if name in ("similarity_blocked", "one_channel"):
            one = validation.get("similarity" if name.startswith("sim") else "channel", {"na": "not_validated"})
            other = one.get("blocked", one.get("patched"))
            if "na" in one:
                return (None, Any(lambda v: v is None or v == one["na"], ""), None)
            return (other / one["ordinary"] if regression else one["ordinary"] - other, None, None)
        if name == "permutation":
            one = validation.get("permutation", {"na": "not_validated"})
            return (None, one["na"] if one["na"] != "too_many_spectra" else ANY, None) if "na" in one else (one["p"], None, None)
        if name in ("r2", "rmsecv", "bias") and not regression:
            return (None, "classification", None)
        if name in ("min_accuracy", "min_class_recall", "specificity", "segment_accuracy") and regression:
            return (None, "regression", None)
        if name == "segment_accuracy":
            return (least_segment["value"] if least_segment else None, None, None)
        if name in ("r2", "rmsecv", "bias"):
            value = figures.get(name)
            no_threshold = run.manifest["policy"]["effective"].get({"r2": "min_r2", "rmsecv": "max_rmsecv", "bias": "max_abs_bias"}[name]) is None
            return (abs(value) if name == "bias" and value is not None else value, "no_threshold" if no_threshold else None, None)
        if name in MERIT:
            value = merit.get({"bias_test": "bias", "slope_test": "slope_p"}.get(name, name))
            return (abs(value) if name == "bias_test" and value is not None else value, None, None)
        if name == "min_accuracy":
            return (figures.get("accuracy"), None, lower("accuracy"))
        if name == "min_class_recall":
            by = figures.get("by_class", {})
            return (least([one["recall"] for one in by.values()]), None, least([lower("recall", c) for c in range(len(by))]))
        if name == "specificity":
            return specificity()
        return (Any(number_or_null, ""), ANY, ANY)

    def positive_class():
        positive = [done["effective_config"].get("positive") for path, done in run.json.items()
                    if re.match(r"blocks/[^/]+/done\.json\Z", path) and isinstance(done.get("effective_config"), dict) and "input" in done["effective_config"]]
        known = [k for k, c in enumerate(model["rows"].classes) if c in positive]
        return known[0] if known and len(model["rows"].classes) == 2 else None

    def specificity():
        c = positive_class()
        if c is None:
            return (None, "no_positive_class" if len(model["rows"].classes) == 2 else "more_than_two_classes", None)
        return (figures["by_class"][model["rows"].classes[c]]["specificity"] if figures else None, None, lower("specificity", c) if figures else None)

    return told

# --- monitoring ---------------------------------------------------------------------------------------------------------------

def check_monitoring(run, report):
    """monitoring/: what is counted of the predictions, and what follows from the numbers of the tests of drift."""
    for block in run.blocks("monitor") + run.blocks("model"):
        folder = folder_of(block, "monitoring_summary.json")
        if folder is not None and folder + "predictions.csv" in run.tables:
            rows = run.tables[folder + "predictions.csv"][1]
            check_monitored(run, report, folder, rows)
            check_drift(run, report, folder, rows, block)
            report.begin("monitoring", "counts and shares of %d spectra, and the verdict on drift from its tests" % len(rows))
            report.open("monitoring", "predictions and distances of new spectra, and what the tests of drift compare: they need predictor and spectra")

def share_of(name, hits, n):
    return {name: hits / n if n else None, name + "_ci": clopper_pearson(hits, n) if n else None}

def check_monitored(run, report, folder, rows):
    path = folder + "monitoring_summary.json"
    told, drift = run.json[path], run.json[folder + "drift_report.json"]
    classes, samples = told["classes"], {}
    for i, row in enumerate(rows):
        samples.setdefault(row["sample"], []).append(row)
        own = samples[row["sample"]][0]
        p = [number_of(row["p:" + c]) for c in classes] if classes and row["p:" + classes[0]] else None
        wrong = any(row[name] != own[name] for name in row if name not in ("id", "far"))
        if p is not None:
            wrong = wrong or abs(math.fsum(p) - 1) > 1e-9 or p[classes.index(row["predicted"])] != max(p)
        if classes and told["alpha"] is not None and row["predicted"] not in named(row["set"], classes) or wrong:
            report.no("monitoring", "%spredictions.csv row %d: not what its probabilities, its set or its sample say" % (folder, i))
    every = [own[0] for own in samples.values()]
    n = len(every)
    answered = sum(row["answered"] == "true" for row in every)
    sets = [named(row["set"], classes) for row in every] if classes and told["alpha"] is not None else []
    sizes = [len(one) for one in sets]
    least = min((one["p"] for one in drift["tests"]), default=None)
    failed = drift["status"] == "fail"
    made = {
        "status": drift["status"], "drift_p": drift["p"], "drift_test": next((one["test"] for one in drift["tests"] if one["p"] == least), None),
        "warn_p": drift["warn_p"], "fail_p": drift["fail_p"], "gate": "drift",
        "checks": {"drift": {"value": drift["p"], "threshold": drift["fail_p"], "limit": "min", "pass": not failed}},
        "failed_checks": ["drift"] if failed else [], "n_spectra": len(rows), "n_samples": n, "n_reference": drift["n_reference"],
        "n_answered": answered, "abstain_rate": 1 - answered / n, "mean_set_size": math.fsum(sizes) / len(sizes) if sizes else None,
        "set_size_distribution": {str(k): sizes.count(k) for k in sorted(set(sizes), key=str)} if sizes else None,
        "predicted_counts": {c: sum(row["predicted"] == c for row in every) for c in classes} if classes else None,
        "n_flagged": len(drift["flagged"]), "moved": [one["of"] for one in drift["moved"] if one["moved"]],
        "observed": observed_of(told["observed"] or {}, [row for row in every if row["observed"] != ""], classes, told["alpha"] is not None),
    }
    for at, what in differences(made, {name: told.get(name) for name in made}):
        report.no("monitoring", "%s %s: %s" % (path, at, what))

def observed_of(told, rows, classes, has_sets):
    """How right they were, of those whose class or value the data say."""
    n = len(rows)
    if not n:
        return None
    if not classes:
        errors = [number_of(row["predicted"]) - number_of(row["observed"]) for row in rows]
        held = sum(not (row["low"] and number_of(row["observed"]) < number_of(row["low"]) or row["high"] and number_of(row["observed"]) > number_of(row["high"])) for row in rows)
        # An interval without ends is endless where there is a rule.
        cover = share_of("coverage", held, n) if has_sets else {"coverage": None, "coverage_ci": None}
        return dict({"n": n, "accuracy": None, "accuracy_ci": None, "accuracy_on_answered": None, "accuracy_on_answered_ci": None, "by_class": None,
                     "rmsep": math.sqrt(math.fsum(e * e for e in errors) / n), "bias": math.fsum(errors) / n}, **cover)
    right = lambda of: sum(row["predicted"] == row["observed"] for row in of)  # noqa: E731
    told_of = lambda of: [row for row in of if row["answered"] == "true"]  # noqa: E731

    def covered(told, of):
        """The threshold itself may have held none of those that are called what they are: a whole number between the two."""
        if not has_sets:
            return {"coverage": None, "coverage_ci": None}
        within = [row for row in of if row["observed"] in named(row["set"], classes)]
        least = sum(row["observed"] != row["predicted"] for row in within)
        said = round((told.get("coverage") or 0) * len(of))
        return share_of("coverage", said if least <= said <= len(within) else len(within), len(of))

    by_class = {}
    for name in sorted(set(row["observed"] for row in rows), key=lambda s: s.encode("utf-16-be")):
        own = [row for row in rows if row["observed"] == name]
        by_class[name] = dict(share_of("recall", right(own), len(own)), n=len(own), **covered((told.get("by_class") or {}).get(name, {}), own))
    return dict(share_of("accuracy", right(rows), n), n=n, rmsep=None, bias=None, by_class=by_class,
                **dict(share_of("accuracy_on_answered", right(told_of(rows)), len(told_of(rows))), **covered(told, rows)))

def named(cell, classes):
    """Classes of a cell joined by `|`, names that hold one too."""
    result = []
    while cell:
        one = max((c for c in classes if cell == c or cell.startswith(c + "|")), key=len, default=cell)
        result.append(one)
        cell = cell[len(one) + 1:]
    return result

def check_drift(run, report, folder, rows, block):
    path = folder + "drift_report.json"
    told = run.json[path]
    m, n, samples = told["n_reference"], told["n_new"], set(row["sample"] for row in rows)
    no = lambda at, what: report.no("monitoring", "%s %s: %s" % (path, at, what))  # noqa: E731
    if n != len(samples) or abs(told["spectra_per_sample"]["new"] - len(rows) / len(samples)) > 1e-9:
        no("/n_new", "not the samples of predictions.csv")
    rank = min(m, math.ceil((m + 1) * 0.95 - 1e-9))
    for k, test in enumerate(told["tests"]):
        least = min((one["p"] for one in test["parts"]), default=None)
        if test["test"] == "exceedance":
            for one in test["parts"]:
                # so many beyond or more, of n: n - beyond or fewer within
                if list(differences(beta_binomial_tail(n - one["statistic"], n, rank, m + 1 - rank), one["p"])):
                    no("/tests/%d/parts" % k, "%s is not the tail of so many beyond" % es6(one["p"]))
        if test["test"] in ("exceedance", "scores_and_q"):
            wanted = min(1, 2 * least) if test["test"] == "exceedance" else least
            if list(differences(wanted, test["p"])) or test["statistic"] != next(one["statistic"] for one in test["parts"] if one["p"] == least):
                no("/tests/%d" % k, "does not follow from its parts")
    p = min(1, len(told["tests"]) * min(one["p"] for one in told["tests"])) if told["tests"] else None
    status = "na" if p is None else "fail" if p < told["fail_p"] else "warn" if p < told["warn_p"] else "ok"
    if list(differences([p, status], [told["p"], told["status"]])):
        no("/p", "p and verdict are not what its tests come to")
    if (status == "fail") != (block["result"] == "failed"):
        no("/status", "the block ended with %s" % block["result"])
    bins = max(2, min(10, min(n, m) // 5))
    for k, one in enumerate(told["moved"]):
        limit = max(0.25, (1 / n + 1 / m) * chi2_quantile(1 - 0.01 / len(told["moved"]), bins - 1))
        if abs(one["limit"] - limit) > 1e-6 * limit or one["moved"] != (one["psi"] > one["limit"]):
            no("/moved/%d" % k, "does not follow from its numbers")
    listed = sorted((one["row"], one["id"], one["sample"], one["beyond"]) for one in told["flagged"])
    if listed != [(i, row["id"], row["sample"], row["far"]) for i, row in enumerate(rows) if row["far"]]:
        no("/flagged", "not the spectra that predictions.csv calls far")

# --- register -----------------------------------------------------------------------------------------------------------------

OUTCOMES = ("success", "failed", "cancelled", "interrupted")

LOCKBOX = {
    "schema_version": lambda v: v == 1, "sealed": is_digest, "rows": is_digest, "content_digest": is_digest, "predictor": is_digest,
    "k": lambda v: is_number(v) and v >= 1 and v == int(v), "level": is_number, "n_samples": is_number,
    "metrics": lambda v: isinstance(v, dict), "coverage": lambda v: v is None or isinstance(v, dict), "ece": number_or_null,
}
FEWEST_OPENED = 8

FEATURE_VIEW = {
    "input": text, "path": text, "sha256": lambda v: isinstance(v, list) and all(is_digest(one) for one in v),
    "by": lambda v: isinstance(v, list), "role": lambda v: v in ("metadata", "outcome"), "columns": lambda v: isinstance(v, list),
    "time": text, "recorded": lambda v: v is None or text(v), "as_of": lambda v: v is None or text(v),
    "ttl": lambda v: v is None or text(v), "rows": is_number, "entities": is_number, "spectra": is_number, "matched": is_number,
    "missing": lambda v: isinstance(v, dict) and all(is_number(one) for one in v.values()), "age": lambda v: isinstance(v, dict),
    "hidden_by_as_of": is_number, "ties": is_number,
}

def instant(words):
    """Days since 1970 of a time in UTC; a date is its midnight."""
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?(?:Z|([+-])(\d\d):?(\d\d))?)?\Z", words)
    if found is None:
        return float("nan")
    year, month, day, hour, minute, second, sign, away, more = found.groups()
    shift = 0 if sign is None else (int(away) * 60 + int(more)) * (-1 if sign == "-" else 1)
    minutes = int(hour or 0) * 60 + int(minute or 0) - shift
    return datetime.date(int(year), int(month), int(day)).toordinal() - 719163 + minutes / 1440 + float(second or 0) / 86400

def type_7(values, p):
    if not values:
        return None
    at = (len(values) - 1) * p
    low = int(math.floor(at))
    return values[low] + (at - low) * (values[min(low + 1, len(values) - 1)] - values[low])

def check_features(run, report):
    """Rows of feature views that spectra took: counts and ages from the lines of features.csv, and the rule of each view."""
    for path in sorted(one for one in run.json if re.match(r"data/([^/]+/)?features\.json\Z", one)):
        report.begin("features", "rows taken by their times: counts, ages, and what was known")
        report.open("features", "which rows the tables of feature views had: they need the inputs")
        said, lines = run.json[path], csv_rows(run.bytes.get(path[:-4] + "csv", b"").decode("utf-8"))
        if not isinstance(said, dict) or not isinstance(said.get("views"), dict) or not lines:
            report.no("features", "%s or its lines cannot be read" % path)
            continue
        head, body = lines[0], lines[1:]
        for name, view in sorted(said["views"].items()):
            if not shaped(report, "%s /views/%s" % (path, name), view, FEATURE_VIEW) or name + ".time" not in head:
                report.no("features", "%s: the view %s cannot be read" % (path, name))
                continue
            at, own, told = head.index("time"), head.index(name + ".time"), head.index(name + ".age_days")
            taken = [(instant(row[at]) - instant(row[own]), row) for row in body if row[own] != ""]
            ages = sorted(age for age, _ in taken)
            missing = sum(view["missing"].values())
            expected = dict(view, as_of=said.get("as_of"), matched=len(taken), spectra=len(taken) + missing,
                            age={"median": type_7(ages, 0.5), "p95": type_7(ages, 0.95), "max": ages[-1] if ages else None})
            for here, what in differences(expected, view):
                report.no("features", "%s /views/%s%s: %s" % (path, name, here, what))
            limit = float("inf") if view["ttl"] is None else float(view["ttl"][:-1]) / {"d": 1, "h": 24, "m": 1440}[view["ttl"][-1]]
            known = float("inf") if said.get("as_of") is None else instant(said["as_of"])
            if len(body) < len(taken) + missing or any(column not in head for column in view["columns"]):
                report.no("features", "%s: the view %s counts other lines or columns than there are" % (path, name))
            if any(not abs(float(row[told]) - age) <= 1e-9 * max(1, abs(age)) for age, row in taken):
                report.no("features", "%s: ages of the view %s do not follow from the times" % (path, name))
            if any(abs(age) > limit * (1 + 1e-9) or (view["role"] == "metadata" and age < -1e-9) for age in ages):
                report.no("features", "%s: the view %s takes rows outside the time that it gives them" % (path, name))
            if any(instant(row[own]) > known + 1e-9 for _, row in taken):
                report.no("features", "%s: the view %s takes rows later than what is known" % (path, name))
        summary = run.json.get(path.replace("features.json", "data_summary.json"))
        wanted = [dict({k: v for k, v in view.items() if k != "sha256"}, columns=", ".join(map(str, view["columns"])), by=", ".join(
            one["spectra"] if one["spectra"] == one["table"] else "%s = %s" % (one["spectra"], one["table"]) for one in view["by"]))
            for view in said["views"].values()]
        if isinstance(summary, dict):
            for here, what in differences(wanted, summary.get("views")):
                report.no("features", "data_summary.json /views%s: %s" % (here, what))

SEQUEL = ("lockbox/opening.json", "candidates.json")  # files by which a sequel is more than the run as compiled
STUDY = {
    "schema_version": lambda v: v == 1, "root": text, "question": text, "metric": text, "rule": lambda v: v in ("best", "one-standard-error"),
    "seed": is_number, "model": text, "classes": lambda v: v is None or isinstance(v, list), "samples": lambda v: isinstance(v, dict),
    "candidates": lambda v: isinstance(v, list) and all(isinstance(one, dict) for one in v), "tried": is_number, "chosen": text,
    "corrected": lambda v: v is None or isinstance(v, dict),
}
CANDIDATE = ("job_id", "parent", "generation", "why", "set", "state", "content_digest", "value", "low", "high", "difference", "paired", "told")

def as_compiled(manifest):
    """Content digest of the run that a sequel follows."""
    content = {name: value for name, value in manifest.items() if name not in CIRCUMSTANCES and name not in ("content_digest", "sequel_of")}
    content["blocks"] = [{k: v for k, v in block.items() if k not in ("key", "execution", "duration", "added")} for block in manifest["blocks"]]
    content["files"] = {p: d for p, d in manifest["files"].items() if not p.startswith(OUTSIDE) and p not in OUTSIDE_FILES and p not in SEQUEL}
    return digest(content)

class Draws:
    """Whole numbers of a named stream: xoroshiro128+ of the SHA-256 of the name's JSON (Blackman, Vigna 2021)."""

    def __init__(self, *name):
        d = hashlib.sha256(json.dumps(list(name), separators=(",", ":")).encode()).digest()
        word = lambda at: int.from_bytes(d[at:at + 4], "little")  # noqa: E731
        self.a, self.b = word(0) << 32 | word(4), word(8) << 32 | word(12)

    def bits(self):
        a, b, all_ones = self.a, self.b, (1 << 64) - 1
        low = (a + b) & 0xFFFFFFFF
        b ^= a
        self.a = ((a << 24 | a >> 40) & all_ones) ^ b ^ (b << 16) & all_ones
        self.b = (b << 37 | b >> 27) & all_ones
        return low ^ 0x80000000

    def below(self, limit):
        most = 2 ** 32 // limit * limit
        while True:
            drawn = self.bits()
            if drawn < most:
                return drawn % limit

class Choice:
    """Candidates by what they said of the same samples: values, the choice by the rule, and what it comes to where it had no say."""

    def __init__(self, metric, rule, K, observed, told):
        self.metric, self.rule, self.K, self.n, self.R = metric, rule, K, len(observed), [len(one) for one in told]
        self.sorts, self.of = [], []  # samples with the same observed and told count together
        for one in told:
            keys = [(y,) + tuple(repeat[i] for repeat in one) for i, y in enumerate(observed)]
            places = {key: k for k, key in enumerate(dict.fromkeys(keys))}
            self.sorts.append(list(places))
            self.of.append([places[key] for key in keys])

    def counts(self, k, weights):
        result = [0] * len(self.sorts[k])
        for at, weight in zip(self.of[k], weights):
            result[at] += weight
        return result

    def value(self, k, counts):
        return sum(self.repeat(self.sorts[k], counts, r + 1) for r in range(self.R[k])) / self.R[k] if sum(counts) else None

    def repeat(self, sorts, counts, r):
        n = sum(counts)
        if self.metric == "rmsecv":
            return math.sqrt(math.fsum(count * (key[r] - key[0]) ** 2 for key, count in zip(sorts, counts)) / n)
        seen, called, hits = [0] * self.K, [0] * self.K, [0] * self.K
        for key, count in zip(sorts, counts):
            seen[key[0]] += count
            called[key[r]] += count
            hits[key[0]] += count if key[r] == key[0] else 0
        if self.metric == "accuracy":
            return sum(hits) / n
        if self.metric == "balanced_accuracy":
            there = [hit / one for hit, one in zip(hits, seen) if one]
            return math.fsum(there) / len(there)
        spread = math.sqrt((n * n - sum(one * one for one in seen)) * (n * n - sum(one * one for one in called)))
        return (sum(hits) * n - sum(a * b for a, b in zip(seen, called))) / spread if spread else 0.0

    def error(self, k, counts):
        n, left = sum(counts), []
        for at, count in enumerate(counts):
            left.append(self.value(k, counts[:at] + [count - 1] + counts[at + 1:]) if count else 0.0)
        if any(one is None for one in left):
            return None
        mean = math.fsum(count * one for count, one in zip(counts, left)) / n
        return math.sqrt((n - 1) / n * math.fsum(count * (one - mean) ** 2 for count, one in zip(counts, left)))

    def choose(self, weights):
        counts = [self.counts(k, weights) for k in range(len(self.of))]
        values = [self.value(k, one) for k, one in enumerate(counts)]
        worth = [-math.inf if v is None else -v if self.metric == "rmsecv" else v for v in values]
        near = 1e-12 * max(1, abs(max(worth)))
        best = next(k for k, one in enumerate(worth) if one >= max(worth) - near)
        error = None if self.rule == "best" else self.error(best, counts[best])
        limit = max(worth) if error is None else worth[best] - error
        return next(k for k, one in enumerate(worth) if one >= limit - near), values

    def corrected(self, seed):
        if self.n < 8:
            return None
        chance, found = Draws(seed, "candidates"), []
        for _ in range(1000):
            weights = [0] * self.n
            for _ in range(self.n):
                weights[chance.below(self.n)] += 1
            k = self.choose(weights)[0]
            value = self.value(k, self.counts(k, [0 if weight else 1 for weight in weights]))
            if value is not None:
                found.append(value)
        found.sort()
        return {"value": math.fsum(found) / len(found), "low": type_7(found, 0.025), "high": type_7(found, 0.975)} if found else None

    def difference(self, k, other, unit, of):
        """One less the other, samples (and units) left out of both; the wider end holds."""
        without = lambda gone: self.less(k, other, [0 if i in gone else 1 for i in range(self.n)])  # noqa: E731
        value = without(())
        if value is None:
            return None
        units = sorted(set(of))
        holding = [len(set(u for u, key in zip(of, self.of[k]) if self.sorts[k][key][0] == c)) for c in set(key[0] for key in self.sorts[k])]
        least = len(units) if self.metric in ("accuracy", "rmsecv") else min([len(units)] + holding)
        if self.n < 8 or unit != "sample" and least < 5:
            return {"value": value, "low": None, "high": None}
        parts = [on_scale(None, value, jackknife_error([without((i,)) for i in range(self.n)]), self.n - 1, 0.95)]
        if unit != "sample":
            left = [without(set(i for i, one in enumerate(of) if one == u)) for u in units]
            parts.append(on_scale(None, value, jackknife_error(left), len(units) - 1, 0.95))
        ends = outer(value, parts) or [None, None]
        return {"value": value, "low": ends[0], "high": ends[1]}

    def less(self, k, other, weights):
        a, b = self.value(k, self.counts(k, weights)), self.value(other, self.counts(other, weights))
        return None if a is None or b is None else a - b

def check_study(run, report, models):
    """candidates.json of a sequel: the run it follows, its outcomes, and the choice worked out again from those of all candidates."""
    manifest, path = run.manifest, "candidates.json"
    if path not in run.bytes:
        return
    said = run.json.get(path)
    if not shaped(report, path, said, STUDY) or "sequel_of" not in manifest or path not in manifest["files"]:
        report.no("study", "%s is no list of candidates, or the run is the sequel of none" % path)
        return
    if as_compiled(manifest) != manifest["sequel_of"]:
        report.no("study", "its content without the choice is not that of the run it follows")
    told = models.get(said["model"], {}).get("pooled")
    own = next((one for one in said["candidates"] if one.get("job_id") == said["chosen"]), None)
    if told is None or own is None or any(set(one) != set(CANDIDATE) for one in said["candidates"]):
        report.no("study", "%s is of a model that is not judged here, or does not list the chosen one" % path)
        return
    classes, R = said["classes"], len(told.told.repeats if hasattr(told, "told") else told.repeats)
    repeats = [[one[0] for one in r] for r in told.told.repeats] if classes is not None else [list(r) for r in told.repeats]
    names = told.unit.names
    places = {name: k for k, name in enumerate(sorted(set(names or ()), key=lambda s: s.encode("utf-16-be")))}
    samples = {"names": [one["name"] for one in told.facts], "observed": [one["observed"] for one in told.facts], "unit": told.unit.unit,
               "of": list(range(told.n)) if names is None else [places[name] for name in names]}
    pooled = models[said["model"]]["metrics"]["pooled"]
    ci = pooled.get(said["metric"] + "_ci") or [None, None]
    mine = dict(own, content_digest=manifest["sequel_of"], value=pooled.get(said["metric"]), low=ci[0], high=ci[1], told=repeats, paired=True)
    for at, what in differences({"seed": manifest["seed"], "samples": samples, "chosen": mine, "classes": models[said["model"]]["rows"].classes},
                                {"seed": said["seed"], "samples": said["samples"], "chosen": own, "classes": classes}):
        report.no("study", "%s %s: %s" % (path, at, what))
    paired = [one for one in said["candidates"] if one["told"] is not None]
    if any(len(one["told"]) != R or any(len(r) != told.n for r in one["told"]) or not one["paired"] for one in paired):
        report.no("study", "%s has outcomes of other samples than it names" % path)
        return
    choice = Choice(said["metric"], said["rule"], len(classes or ()), samples["observed"], [one["told"] for one in paired])
    chosen, values = choice.choose([1] * told.n)
    expected = []
    for one in said["candidates"]:
        at = next((k for k, other in enumerate(paired) if other is one), None)
        expected.append({"paired": at is not None, "value": None if at is None else values[at], "difference": None if at in (None, chosen)
                         else choice.difference(at, chosen, samples["unit"], samples["of"])})
    found = [{name: one[name] for name in ("paired", "value", "difference")} for one in said["candidates"]]
    for at, what in differences({"chosen": paired[chosen]["job_id"], "corrected": choice.corrected(said["seed"]), "candidates": expected},
                                {"chosen": said["chosen"], "corrected": said["corrected"], "candidates": found}):
        report.no("study", "%s %s: %s" % (path, at, what))
    if not sum(one["content_digest"] is not None for one in said["candidates"]) <= said["tried"] <= len(said["candidates"]):
        report.no("study", "%s counts other candidates than it lists" % path)
    report.begin("study", "one of %d: the run it follows, its outcomes, the choice by the rule, and what it is worth" % said["tried"])
    report.open("study", "outcomes and intervals of the other candidates: they stand in their own runs")

def check_lockbox(run, report):
    """Sealed rows: nothing but their digest and number; of a sequel its opening against the run it follows, itself and the ledger."""
    manifest, path = run.manifest, "lockbox/opening.json"
    boxes = [its["lockbox"] for one, its in sorted(run.json.items())
             if re.match(r"data/([^/]+/){0,2}data_summary\.json\Z", one) and isinstance(its, dict) and "lockbox" in its]
    for box in boxes:
        for at, what in differences({
                "n_spectra": Any(number_or_null, ""), "n_samples": Any(number_or_null, ""), "sealed": Any(is_digest, ""),
                "rows": Any(lambda v: v is None or is_digest(v), ""), "where": Any(lambda v: v in ("same_file", "other_file", "not_seen"), "")}, box):
            report.no("lockbox", "data_summary.json /lockbox%s: %s" % (at, what))
    told = manifest.get("lockbox") or []
    if {one["sealed"] for one in told} != {box["sealed"] for box in boxes}:
        report.no("lockbox", "manifest.json names other lockboxes than the summaries of its data")
    if "sequel_of" not in manifest or "candidates.json" in manifest["files"] and path not in manifest["files"]:
        if path in run.bytes:
            report.no("lockbox", "%s is there, and the run is the sequel of none" % path)
        if boxes:
            ledger = run.source.ledger()
            report.begin("lockbox", "%d sealed, and no file tells of their rows%s" % (
                len(boxes), "" if ledger is None else "; openings as often as the run counts them stand in the ledger"))
            if ledger is not None:
                counted_openings(ledger_lines(ledger, report), told, boxes, report)
            elif isinstance(run.source, Archive) and any(one["file"] is not None and one["opened"] for one in told):
                report.no("lockbox", "foodspec.lockbox.jsonl is not there, and the run says that a lockbox was opened")
            report.open("lockbox", "whether the sealed rows were opened since: the ledger of the project tells")
        return
    opening = run.json.get(path)
    if not shaped(report, path, opening, LOCKBOX):
        report.no("lockbox", "the run is a sequel, and %s is not there or is none" % path)
        return
    if as_compiled(manifest) != manifest["sequel_of"] or opening["content_digest"] != manifest["sequel_of"]:
        report.no("lockbox", "its content without the opening is not that of the run it follows")
    own = next((box for box in boxes if box["sealed"] == opening["sealed"]), None)
    if own is None:
        report.no("lockbox", "%s is of a seal that no data of the run have" % path)
    elif own["rows"] not in (None, opening["rows"]) or own["n_samples"] is not None and opening["n_samples"] > own["n_samples"]:
        report.no("lockbox", "%s is of other rows than were sealed" % path)
    if [one["opened"] for one in told if one["sealed"] == opening["sealed"]] != [opening["k"]]:
        report.no("lockbox", "manifest.json and %s count openings otherwise" % path)
    files = {its: one for block in manifest["blocks"] for one, its in block["artifacts"].items()}
    predictor = run.json.get(files.get(opening["predictor"], ""))
    if not isinstance(predictor, dict) or os.path.basename(files[opening["predictor"]]) not in ("certified_predictor.json", "model.json"):
        report.no("lockbox", "%s names a predictor that is no file of the run" % path)
        return
    certified, level, n = "conformal" in predictor, 1 - 0.05 / opening["k"], opening["n_samples"]
    expected = opened_figures(opening, predictor, certified, level, n)
    for at, what in differences(expected, opening):
        report.no("lockbox", "%s %s: %s" % (path, at, what))
    ledger = run.source.ledger()
    report.begin("lockbox", "opening %d: the run it follows, its predictor, counts, level and intervals%s" % (
        opening["k"], "" if ledger is None else ", its line in the ledger"))
    report.open("lockbox", "predictions of the sealed rows: no file has them")
    if ledger is None:
        if isinstance(run.source, Archive):
            report.no("lockbox", "foodspec.lockbox.jsonl is not there, and the run says that a lockbox was opened")
        else:
            report.open("lockbox", "foodspec.lockbox.jsonl: not to be found from here")
        return
    lines = ledger_lines(ledger, report)
    names = ("sealed", "rows", "content_digest", "predictor", "k")
    if not any(all(line.get(name) == opening[name] for name in names) for line in lines.values()):
        report.no("lockbox", "foodspec.lockbox.jsonl has no line of this opening")

def ledger_lines(ledger, report):
    """Lines of the ledger by their digest; refused where one follows what is not there."""
    lines = {}
    for line in ledger.decode("utf-8").replace("\r\n", "\n").split("\n"):
        if line:
            lines[sha256(line.encode("utf-8"))] = parse(line.encode("utf-8"))
    if any(one not in lines for line in lines.values() for one in line["previous"]):
        report.no("lockbox", "foodspec.lockbox.jsonl lacks lines that others follow")
    return lines

def counted_openings(lines, told, boxes, report):
    """Of each seal the ledger has at least as many openings as the run counted, of these rows under whatever seal."""
    opened = [one for one in lines.values() if one.get("event") == "opened"]
    for one in told:
        rows = {line["rows"] for line in opened if line["sealed"] == one["sealed"]}
        rows |= {box["rows"] for box in boxes if box["sealed"] == one["sealed"] and box["rows"] is not None}
        found = sum(line["sealed"] == one["sealed"] or line["rows"] in rows for line in opened)
        if one["opened"] is not None and found < one["opened"]:
            report.no("lockbox", "foodspec.lockbox.jsonl has %d openings of a seal of which the run counts %d" % (found, one["opened"]))

def opened_figures(opening, predictor, certified, level, n):
    """What an opening says, as far as it follows from itself: shares are counts over counts, errors are bias and spread."""
    of = opening["metrics"]
    by_share = lambda value, m: None if value is None or m < FEWEST_OPENED else clopper_pearson(round(value * m), m, level)
    counted = lambda m: Any(lambda v: is_number(v) and 0 <= v <= 1 and abs(v * m - round(v * m)) < 1e-6, "")
    around = lambda value: Any(lambda v: v is None or isinstance(v, list) and len(v) == 2 and value is not None and v[0] <= value <= v[1], "")
    if of["task"] == "classification":
        classes, hits, total, shares = {}, 0.0, 0, []
        for name, one in of["by_class"].items():
            m, value = one["recall_n"], one["recall"]
            classes[name] = {"recall": counted(m) if m else None, "recall_ci": by_share(value, m), "recall_n": m, "recall_over": "samples"}
            total += m
            hits += (value or 0) * m
            shares += [value] if m else []
        whole = len(shares) == len(classes)
        metrics = {
            "task": "classification", "accuracy": hits / n, "accuracy_ci": by_share(of["accuracy"], n), "accuracy_n": total, "accuracy_over": "samples",
            "balanced_accuracy": math.fsum(shares) / len(shares) if whole else Any(number_or_null, ""),
            "balanced_accuracy_ci": around(of["balanced_accuracy"]), "balanced_accuracy_n": n, "balanced_accuracy_over": "samples",
            "by_class": classes,
        }
        if total != n:
            metrics["accuracy_n"] = n
            metrics["by_class"] = Any(lambda v: False, "")
    else:
        bias, sep, rmsep, few = of["bias"], of["sep"], of["rmsep"], n < FEWEST_OPENED
        tail = (1 - level) / 2
        root = lambda value, degrees: None if few or not value else [value * math.sqrt(degrees / chi2_quantile(p, degrees)) for p in (1 - tail, tail)]
        half = 0 if few or not sep else t_quantile(1 - tail, n - 1) * sep / math.sqrt(n)
        metrics = {
            "task": "regression", "unit": Any(lambda v: v is None or text(v), ""),
            "rmsep": math.sqrt(bias * bias + (0 if sep is None else sep * sep * (n - 1) / n)), "rmsep_ci": root(rmsep, n),
            "bias": Any(is_number, ""), "bias_ci": [bias - half, bias + half] if half else None,
            "sep": Any(number_or_null, ""), "sep_ci": root(sep, n - 1), "r2": Any(number_or_null, ""), "r2_ci": around(of["r2"]),
        }
        for name in ("rmsep", "bias", "sep", "r2"):
            metrics[name + "_n"], metrics[name + "_over"] = n, "samples"
    its = opening["coverage"]
    coverage = None
    if certified and predictor["conformal"] is not None:
        coverage = {"value": counted(n), "ci": by_share(its["value"], n) if its else None, "n": n, "alpha": predictor["conformal"]["alpha"]}
    share = Any(lambda v: is_number(v) and 0 <= v <= 1, "")
    told = {name: opening[name] for name in LOCKBOX}
    told.update(level=level, metrics=metrics, coverage=coverage, ece=share if certified and of["task"] == "classification" else None)
    return told

def check_register(run, report):
    """The run's lines in the register of its document; its number and counts from all lines that these follow."""
    manifest, told = run.manifest, run.manifest.get("register")
    if not isinstance(told, dict):
        if manifest["mode"] == "regulatory" and manifest["success"]:
            report.no("register", "the run does not say which run of its protocol it is")
        else:
            report.open("register", "the run says nothing of a register")
        return
    if told.get("file") is None:
        report.open("register", "the run stands in the state folder of who made it only")
        return
    data = run.source.register(told["file"])
    if data is None:
        if isinstance(run.source, Archive):
            report.no("register", "register.jsonl is not there, and the run stands in %s" % told["file"])
        else:
            report.open("register", "%s is not to be found from here" % told["file"])
        return
    lines = {}
    for text in data.decode("utf-8").split("\n"):
        text = text[:-1] if text.endswith("\r") else text
        if text:
            lines[sha256(text.encode("utf-8"))] = parse(text.encode("utf-8"))
    own = sha256(run.bytes["manifest.json"])
    ends = [one for one in lines.values() if one["event"] == "ended" and one["run_id"] == manifest["run_id"]]
    end = next((one for one in ends if one["manifest"] == own), None)
    start = next((one for one in lines.values() if end and one["event"] == "started" and one["run"] == end["run"]), None)
    if start is None:
        report.no("register", "no line says how %s %s" % (manifest["run_id"], "ended with this manifest" if end is None else "began"))
        return
    gates = [{"gate": one["gate"], "status": one["status"]} for one in manifest["gates"]]
    for name, said, wanted in (("exit_code", end["exit_code"], manifest["exit_code"]), ("gates", end["gates"], gates),
                               ("content_digest", end["content_digest"], manifest["content_digest"])):
        if said != wanted:
            report.no("register", "the line of its end says otherwise: %s" % name)
    older, waiting, lost = {}, list(start["previous"]), 0
    while waiting:
        one = waiting.pop()
        if one in older:
            continue
        if one not in lines:
            lost += 1
            continue
        older[one] = lines[one]
        waiting.extend(lines[one]["previous"])
    if lost:
        report.no("register", "%d lines are gone that others follow" % lost)
    outcome = {}
    for event in ("started", "interrupted", "ended"):  # an end outweighs an interruption that was told before it
        for one in older.values():
            if one["event"] == event:
                outcome[one["run"]] = None if event == "started" else "interrupted" if event == "interrupted" else ended(one["exit_code"])
    counts = dict.fromkeys(OUTCOMES, 0)
    for one in [one for one in outcome.values() if one] + [ended(manifest["exit_code"])]:
        counts[one] += 1
    number = 1 + sum(one["event"] == "started" for one in older.values())
    for name, said, wanted in (("number", told["number"], number), ("counts", told["counts"], counts),
                               ("previous", sorted(told["previous"]), sorted(start["previous"]))):
        if said != wanted:
            report.no("register", "manifest.json /register/%s: the register says otherwise" % name)
    frozen, mine = [one for one in older.values() if one["event"] == "frozen"], told["frozen"]
    line = next((one for one in frozen if mine and (one["criteria"], one["time"]) == (mine["criteria"], mine["time"])), None)
    if (line is None) if mine else frozen:
        report.no("register", "manifest.json says otherwise when its criteria were frozen than the register does")
    if mine and "stamped" in mine:
        if line is None or line["token"] is None:
            report.no("register", "manifest.json tells of a time stamp over its frozen criteria, and the register has none")
        report.open("register", "the time stamp over the frozen criteria: openssl ts -verify")
    report.begin("register", "run %d of its protocol, by its lines and all older ones" % number)

def ended(code):
    return "success" if code == 0 else "cancelled" if code in (129, 130, 143) else "failed"

# --- report.json --------------------------------------------------------------------------------------------------------------

def check_text(run, report):
    """Headline results are those of the artifacts; each printed figure, where they are listed, is what stands at its pointer."""
    told = run.json.get("report.json")
    if not isinstance(told, dict):
        return
    manifest, results = run.manifest, told.get("results") if isinstance(told.get("results"), dict) else {}
    for name, value in (("mode", manifest["mode"]), ("exit_code", manifest["exit_code"]), ("content_digest", manifest["content_digest"])):
        if told.get(name) != value:
            report.no("text", "report.json /%s is not what the manifest says" % name)
    for block in manifest["blocks"]:
        values = results.get(block["id"], {}).get("values")
        if block["results"] is not None and digest(values) != block["results"]:
            report.no("text", "report.json /results/%s: not the results whose digest the manifest records" % block["id"])
        files = [run.json[path] for path in block["artifacts"] if isinstance(run.json.get(path), dict)]
        files += [one["pooled"] for one in files if isinstance(one.get("pooled"), dict)]
        for name, value in values.items() if isinstance(values, dict) else ():
            found = [one[name] for one in files if name in one and (type(one[name]) is type(value) or is_number(one[name]) and is_number(value))]
            if found and value not in found:
                report.no("text", "report.json /results/%s/values/%s is not what the artifacts of the block say" % (block["id"], name))
    figures, untold = told.get("figures"), told.get("unsourced")
    if not isinstance(figures, list) or not isinstance(untold, list):
        report.no("text", "report.json does not list the figures that are printed")
        return
    texts = {name: run.bytes[path].decode("utf-8") for name, path in TEXTS.items() if path in run.bytes}
    page = Page(texts["html"]) if "html" in texts else None
    known = {name: marked(text) for name, text in texts.items()}
    derived = 0
    for i, figure in enumerate(figures):
        try:
            what = figure_fault(run, figure)
            derived += what is DERIVED
            absent = [name for name in figure["in"] if name in ("markdown", "statement") and name in known and marked(figure["text"]) not in known[name]]
        except (KeyError, TypeError, ValueError, IndexError) as error:
            what, absent = "%s %s" % (type(error).__name__, error), []
        if what is not None and what is not DERIVED:
            report.no("text", "report.json /figures/%d: %s" % (i, what))
        for name in absent:
            report.no("text", "report.json /figures/%d: %s does not stand in %s" % (i, json.dumps(figure["text"]), TEXTS[name]))
    if page is not None:
        listed = set(identity(one) for one in figures if "html" in one["in"])
        for what, found in (("prints what report.json does not list", page.figures - listed), ("does not print", listed - page.figures)):
            for one in sorted(found, key=str):
                report.no("text", "%s %s: %s of %s%s" % (TEXTS["html"], what, one[0], one[1], one[2]))
    hold_circumstances(report, manifest, told, texts.get("html"))
    strays = strays_of(run, told, figures, page, [texts[name] for name in ("markdown", "statement") if name in texts])
    for one in sorted(strays - set(untold)):
        report.no("text", "a text prints %s, of which report.json knows no source" % one)
    if derived:
        report.open("text", "%d figures that follow from rows of a file or from spectra" % derived)
    if untold:
        report.open("text", "%d numbers that are told in words, and in no other file" % len(untold))
    report.open("text", "drawings, and sentences, whose numbers report.json knows and no file holds")
    report.begin("text", "headline results, %d printed figures" % len(figures))

def hold_circumstances(report, manifest, told, page):
    """What report.json and the page say of clock, machine, program and repository is what the manifest says; both may leave it out."""
    executions = {block["id"]: block["execution"] for block in manifest["blocks"]}
    if told.get("circumstances") is not None:
        wanted = dict({name: manifest[name] for name in ("run_id", "timestamp", "duration_seconds")}, executions=executions)
        for at, what in differences(wanted, told["circumstances"]):
            report.no("text", "report.json /circumstances%s: %s" % (at, what))
    facts = re.search(r'<details class="circumstances">.*?<dl>(.*?)</dl>', page or "", re.S)
    if facts is None:
        return
    cells = [html.unescape(re.sub(r"<[^>]*>", "", one)).replace("\u00a0", " ") for one in re.findall(r"<dd>(.*?)</dd>", facts.group(1), re.S)]
    if len(cells) not in (12, 13):
        report.no("text", "%s: another set of circumstances" % TEXTS["html"])
        return
    times = list(executions.values()).count
    hash_, branch = manifest["git_hash"], " %s" % manifest["git_branch"]
    rest = cells[-1][12:].split(branch) if hash_ and cells[-1].startswith(hash_[:12]) else []
    of_git = not re.search("[0-9a-f]{12}", cells[-1]) if hash_ is None else len(rest) > 1 and (rest[-1] != "") == (manifest["git_dirty"] is True)
    seconds = "".join(re.findall(r"[0-9.]", english(cells[4], told.get("lang", "en"))))
    held = {
        "run": cells[0] == manifest["run_id"], "time": cells[1] == manifest["timestamp"],
        "count of blocks": re.findall("[0-9]+", cells[2]) == [str(one) for one in (times("ran"), len(executions), times("reused"))],
        "duration": abs(float(seconds.replace(",", "") or "nan") - manifest["duration_seconds"]) <= 0.05 + 1e-9,
        "command": cells[5] == manifest["command"], "version of FoodSpec": cells[6] == manifest["foodspec_version"],
        "program": cells[7] == manifest["program"][7:19], "version of Node": cells[8] == manifest["node_version"],
        "set of packages": cells[9] == ", ".join("%s %s" % one for one in sorted(manifest["packages"].items())),
        "system": cells[-2] == manifest["os"], "state of the repository": of_git}
    for what, is_so in held.items():
        if not is_so:
            report.no("text", "%s says another %s than the manifest" % (TEXTS["html"], what))

TEXTS = {"html": "report/index.html", "markdown": "report.md", "statement": "REGULATORY_COMPLIANCE_STATEMENT.txt"}
DERIVED = object()
VOID = ("br", "hr", "img", "input", "link", "meta", "col", "wbr")
NUMERIC = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?\Z")

class Page(html.parser.HTMLParser):
    """Of a report's HTML: figures with where they say they stand, and numbers of all other text."""

    def __init__(self, text):
        super().__init__()
        self.figures, self.numbers, self.stack = set(), set(), []
        self.feed(text)
        self.close()

    def handle_startendtag(self, name, attributes):
        pass

    def handle_starttag(self, name, attributes):
        if name in VOID:
            return
        own = dict(attributes)
        hides = name in ("script", "style", "svg", "math") or "data-exact" in own or own.get("class") == "circumstances"
        self.stack.append((name, own, hides or bool(self.stack and self.stack[-1][2]), []))

    def handle_endtag(self, name):
        at = max((i for i, one in enumerate(self.stack) if one[0] == name), default=None)
        while at is not None and len(self.stack) > at:
            self.end(*self.stack.pop())

    def end(self, name, own, hides, text):
        if "data-exact" in own and all(NUMERIC.match(one) for one in own["data-exact"].split(" ")):
            self.figures.add(identity({"text": "".join(text), "artifact": own.get("data-artifact"), "pointer": own.get("data-pointer"),
                                       "how": own.get("data-how"), "format": own.get("data-rounding")}))

    def handle_data(self, data):
        for one in self.stack:
            if "data-exact" in one[1]:
                one[3].append(data)
        if not (self.stack and self.stack[-1][2]):
            self.numbers.update(numbers_of(data))

def identity(figure):
    return (plain(figure["text"]), figure["artifact"], figure["pointer"], figure["how"], figure["format"])

def plain(text):
    """As it reads: without what pads it, every blank one space, the minus sign that of a keyboard."""
    return re.sub("\\s+", " ", re.sub("[\u2007\u2008]", "", text)).replace("\u2212", "-").strip()

def marked(text):
    """With each number between marks: 7.8 does not stand in 97.8."""
    return re.sub(r"[0-9](?:[0-9.,]*[0-9])?", "\1\\g<0>\1", plain(text))

def numbers_of(text):
    """Numbers that stand by themselves: no part of a name, a digest, a date or a version."""
    text = re.sub(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+Z)?", " ", text)
    return re.findall(r"(?<![A-Za-z0-9_.])[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?![A-Za-z0-9_])", text)

def strays_of(run, told, figures, page, texts):
    """Numbers of the texts that are none of a figure, of what the author wrote, or of the rest of report.json."""
    known, met = set(), set(page.numbers if page else ())
    for text in texts:
        met.update(numbers_of(text))

    def gather(value):
        if isinstance(value, dict):
            for name, one in value.items():
                known.update(numbers_of(name))
                gather(one)
        elif isinstance(value, list):
            for one in value:
                gather(one)
        elif isinstance(value, str):
            known.update(numbers_of(value))
        elif is_number(value):
            known.add(es6(value))

    for figure in figures:
        gather(figure["text"])
    parts = ["sources/" + one["path"] for one in run.manifest.get("sources") or () if one["role"] == "include"]
    for path in ["protocol.md"] + parts:
        gather(run.bytes.get(path, b"").decode("utf-8", "replace"))
    for field, value in told.items():
        if field not in ("figures", "unsourced", "results", "circumstances"):
            gather(value)
    return met - known

def figure_fault(run, figure):
    """What is wrong with a printed figure: its text is not the value at its pointer, formatted again. DERIVED: not worked out."""
    if not figure["artifact"].endswith(".json"):
        return DERIVED
    value, parent = run.json[figure["artifact"]], None
    for part in figure["pointer"].split("/")[1:]:
        part, parent = part.replace("~1", "/").replace("~0", "~"), value
        value = value[int(part)] if isinstance(value, list) else value[part]
    how = figure["how"]
    if how == "1 \u2212 \u03b1":
        value = 1 - value
    elif how == "how many there are":
        value = len(value)
    elif how == "largest class over all samples":
        value = max(map(sum, value)) / sum(map(sum, value))
    elif how == "RMSECV over the root of 1 \u2212 R\u00b2":
        value = parent["rmsecv"] / math.sqrt(1 - value)
    elif how is not None:
        return DERIVED
    if isinstance(value, str):
        value = float(value)  # a name that is a number
    values = value if isinstance(value, list) else [value]
    if not all(is_number(one) for one in values):
        return "no number stands there"
    said, wanted = plain(english(figure["text"], run.json["report.json"].get("lang", "en"))), formatted(values, figure["format"])
    printed = re.findall(r"-?[0-9][0-9,]*(?:\.[0-9]+)?", said)
    if wanted is None:  # a format of the author's: rounded at the last digit that is printed
        right = len(printed) >= len(values) and all(rounded(one, shown, "%" in said) for one, shown in zip(values, printed))
    else:
        right = wanted in said and re.findall(r"-?[0-9][0-9,]*(?:\.[0-9]+)?", wanted) == printed[:len(re.findall(r"-?[0-9][0-9,]*(?:\.[0-9]+)?", wanted))]
    return None if right else "prints %s for %s" % (json.dumps(said), " ".join(map(es6, values)))

def english(text, lang):
    """A figure of a report in German or French with point, comma and word between two ends as an English one has them."""
    if lang == "en":
        return text
    text = re.sub(r"(?<=[0-9])\u202f(?=[0-9]{3})", "\u0001", re.sub(r"(?<=[0-9]),(?=[0-9])", ".", text)).replace("\u0001", ",")
    return re.sub("(?<=[0-9%\u221e]) (?:bis|\u00e0) (?=[-+\u2212]?[0-9\u221e])", " to ", text)

def rounded(value, shown, percent):
    shown = shown.replace(",", "")
    step = 10.0 ** -len(shown.partition(".")[2])
    return any(abs(float(shown) - one) <= step * (0.5 + 1e-9) + 1e-12 * abs(one) for one in ([value, 100 * value] if percent else [value]))

def fixed(value, digits):
    """Number.prototype.toFixed: ties of the exact value away from zero."""
    text = str(abs(decimal.Decimal(value)).quantize(decimal.Decimal(1).scaleb(-digits), decimal.ROUND_HALF_UP, decimal.Context(prec=400)))
    return ("-" if value < 0 else "") + text

def significant(value, digits):
    """Number.prototype.toPrecision, of numbers that it writes without an exponent."""
    size = decimal.Decimal(abs(value))
    exact = decimal.Context(prec=digits, rounding=decimal.ROUND_HALF_UP).plus(size)
    return fixed(value, max(0, digits - 1 - exact.adjusted())) if value else fixed(0, digits - 1)

def exponential(value, digits):
    exact = decimal.Context(prec=digits + 1, rounding=decimal.ROUND_HALF_UP).plus(decimal.Decimal(abs(value)))
    power = exact.adjusted() if value else 0
    return "%s%se%d" % ("-" if value < 0 else "", fixed(float(exact.scaleb(-power)), digits), power)

def raised(text):
    """1.2e-7 as powers of ten are read."""
    mantissa, e, power = text.partition("e")
    digits = power.lstrip("+-").translate(str.maketrans("0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"))
    return mantissa + (" \u00d7 10" + ("\u207b" if power.startswith("-") else "") + digits if e else "")

def grouped(text):
    """Thousands apart from five digits on."""
    head = re.match(r"(-?)([0-9]{5,})", text)
    return head.group(1) + "{:,}".format(int(head.group(2))) + text[head.end():] if head else text

def with_decimals(value, digits):
    if abs(value) >= 1e15:
        return raised(exponential(value, 2))
    text = grouped(fixed(value, digits))
    return text if re.search("[1-9]", text) else text.replace("-", "")

def three_digits(value):
    size = abs(value)
    if value == 0:
        return "0"
    if size < 1e-4 or size >= 1e9:
        return raised(exponential(value, 2))
    return with_decimals(value, 0) if float(significant(size, 3)) >= 1000 else significant(value, 3)

def formatted(values, form):
    """Numbers as their quantity has them read; None where the format is an author's own."""
    if form is None:
        return (" to " if len(values) == 2 else ", ").join(map(es6, values))
    name, _, digits = form.partition(":")
    digits = int(digits) if digits.isdigit() else None
    lost = lambda share, k: float(fixed(100 * share, k)) in (0, 100) and share not in (0, 1)
    of_p = lambda sign: lambda x: "< 0.001" if x < 0.001 else sign + significant(x, 2)
    loose = lambda x: three_digits(x) if digits is None else with_decimals(x, digits)
    share = digits if digits is not None else next((k for k in (1, 2, 3) if not any(lost(one, k) for one in values)), 4)
    write = {
        "share": lambda x: with_decimals(100 * x, share) + " %",
        "index": lambda x: with_decimals(x, 3 if digits is None else digits),
        "p": of_p(""), "p said": of_p("= "),
        "count": lambda x: with_decimals(x, 0 if x == int(x) else 1),
        "given": lambda x: raised(grouped(es6(x))) if digits is None else with_decimals(x, digits),
        "estimate": loose, "prediction": loose, "axis": loose, "number": loose,
    }.get(name)
    return None if write is None else (" to " if len(values) == 2 else ", ").join(map(write, values))

# --- the whole ----------------------------------------------------------------------------------------------------------------

def verify(path, report):
    """Looks at a folder or an archive; gives the manifest, None where there is none that can be read."""
    source = Folder(path) if os.path.isdir(path) else Archive(path)
    run = Run(source, report)
    if not isinstance(run.manifest, dict):
        raise Refused("no manifest.json that can be read" + "".join("; " + one for one in report.begin("files")["bad"][:3]))
    if not check_manifest(run, report):
        return run.manifest
    models = {}
    looked = (("files", lambda: check_files(run, report)), ("digest", lambda: check_digest(run, report)),
              ("predictions", lambda: check_inputs(run, report)), ("metrics", lambda: models.update(check_models(run, report))),
              ("trust", lambda: check_trust(run, report, models)), ("gates", lambda: check_gates(run, report, models)),
              ("monitoring", lambda: check_monitoring(run, report)),
              ("record", lambda: check_record(run, report)), ("register", lambda: check_register(run, report)),
              ("features", lambda: check_features(run, report)), ("study", lambda: check_study(run, report, models)),
              ("lockbox", lambda: check_lockbox(run, report)), ("text", lambda: check_text(run, report)))
    for name, look in looked:
        try:
            look()
        except Exception as error:  # of a file that no writer of ours made: refused, whatever it holds
            report.no(name, "cannot be looked at: %s %s" % (type(error).__name__, error))
    report.open("pdf", "its text and attachments")
    report.open("rerun", "fits, spectra, features, components, applicability and random draws: by the program, from document and inputs")
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
