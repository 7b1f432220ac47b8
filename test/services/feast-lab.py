"""Feast for tests: tables of a feature repository from CSV, its history, and a value changed behind its back.

    feast-lab.py tables                        chem.csv and room.csv as Parquet
    feast-lab.py history ENTITIES FEATURES OUT get_historical_features of entities.csv as CSV
    feast-lab.py change VIEW ROW               writes a row (JSON) into the online store
"""
import json
import sys
import warnings

import pandas

warnings.filterwarnings("ignore")
times = ["analysed_at", "entered_at", "at", "event_timestamp"]


def table(path):
    read = pandas.read_csv(path, dtype={"sample_id": str, "lab": str})
    for name in times:
        if name in read:
            read[name] = pandas.to_datetime(read[name], format="ISO8601", utc=True)
    return read


def main(action, *words):
    if action == "tables":
        for name in ("chem", "room"):
            table(f"{name}.csv").to_parquet(f"{name}.parquet")
        return
    from feast import FeatureStore

    store = FeatureStore(".")
    if action == "history":
        entities, features, out = words
        found = store.get_historical_features(table(entities), features.split(","), full_feature_names=True).to_df()
        found.to_csv(out, index=False, float_format="%.17g")
    if action == "change":
        view, row = words
        told = pandas.DataFrame([json.loads(row)])
        for name in times:
            if name in told:
                told[name] = pandas.to_datetime(told[name], format="ISO8601", utc=True)
        store.write_to_online_store(view, told)


main(*sys.argv[1:])
