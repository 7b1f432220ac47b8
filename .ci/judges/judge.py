"""Asks a judge of others, and prints what it says as JSON. Ends with 3 where it needs what is not to be had here.

    judge.py pdf FILE ROOT.pem…    pyHanko: each signature, and what changed after it
    judge.py crate FOLDER PROFILE  roc-validator: what a crate must have and has not
    judge.py parts FILE            cyclonedx-python-lib: whether a list of parts is CycloneDX 1.6
"""
import json
import logging
import sys

logging.disable(logging.CRITICAL)


def pdf(path, *roots):
    from pyhanko.keys import load_cert_from_pemder
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    def context():
        return ValidationContext(trust_roots=[load_cert_from_pemder(root) for root in roots], allow_fetching=False)

    told = []
    with open(path, "rb") as file:
        for one in PdfFileReader(file, strict=True).embedded_signatures:
            status = validate_pdf_signature(one, context(), context())
            stamp = status.timestamp_validity
            told.append(
                {
                    "field": one.field_name,
                    "sound": status.bottom_line,
                    "intact": status.intact,
                    "valid": status.valid,
                    "trusted": status.trusted,
                    "coverage": status.coverage.name,
                    "changes": status.modification_level.name if status.modification_level is not None else None,
                    "stamped": None if stamp is None else bool(stamp.valid and stamp.intact and stamp.trusted),
                }
            )
    return told


# What the words of a crate mean stands on the network; these copies of it are at hand without.
# The first is as rocrate publishes it, the second what https://w3id.org/ro/terms/workflow-run says of the one term that is used.
def words():
    from importlib.resources import files

    return {
        "https://w3id.org/ro/crate/1.1/context": files("rocrate").joinpath("data/ro-crate.jsonld").read_text("utf-8"),
        "https://w3id.org/ro/terms/workflow-run/context": json.dumps(
            {"@context": {"sha256": "https://w3id.org/ro/terms/workflow-run#sha256"}}
        ),
    }


def crate(folder, profile):
    from tempfile import TemporaryDirectory

    from requests import Request
    from requests_cache import CachedResponse
    from rocrate_validator import models, services
    from rocrate_validator.utils.http import HttpRequester

    with TemporaryDirectory() as cache:
        settings = services.ValidationSettings(
            rocrate_uri=folder,
            profile_identifier=profile,
            requirement_severity=models.Severity.REQUIRED,
            cache_path=f"{cache}/http",
            offline=True,
        )
        session = HttpRequester().session
        for url, text in words().items():
            answer = CachedResponse(
                url=url, status_code=200, headers={"Content-Type": "application/ld+json"}, content=text.encode()
            )
            session.cache.responses[session.cache.create_key(session.prepare_request(Request("GET", url)))] = answer
        return [f"{issue.check.identifier} {issue.message}" for issue in services.validate(settings).get_issues()]


def parts(path):
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    with open(path, encoding="utf-8") as file:
        error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(file.read())
    return [] if error is None else [str(error)]


try:
    print(json.dumps({"pdf": pdf, "crate": crate, "parts": parts}[sys.argv[1]](*sys.argv[2:])))
except Exception as error:  # what no judge can read is refused by it
    print(json.dumps({"refused": f"{type(error).__name__}: {error}"}))
