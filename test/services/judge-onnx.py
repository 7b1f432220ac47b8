"""Judges models: each is looked at by onnx's own checker and answered by onnxruntime. Cases in by a JSON file, answers out likewise."""
import json
import sys

import numpy
import onnx
import onnxruntime

path = sys.argv[1]
with open(path, encoding="utf-8") as file:
    cases = json.load(file)
told = []
for case in cases:
    onnx.checker.check_model(onnx.load(case["model"]), full_check=True)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(case["model"], options, providers=["CPUExecutionProvider"])
    raw = numpy.fromfile(case["spectra"], dtype="<f8")
    spectra = raw.reshape(-1, session.get_inputs()[0].shape[1])
    names = [one.name for one in session.get_outputs()]
    answers = dict(zip(names, session.run(names, {"spectra": spectra})))
    told.append({
        name: {"shape": list(value.shape), "data": [None if one != one else one for one in value.reshape(-1).tolist()]}
        for name, value in answers.items()
    })
with open(path + ".told", "w", encoding="utf-8") as file:
    json.dump(told, file)
