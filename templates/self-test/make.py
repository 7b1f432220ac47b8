"""Makes expected.json: what `foodspec doctor --self-test` has to come to, computed by numpy, scipy and scikit-learn from spectra.csv alone."""
import csv, json, sys
import numpy, scipy, sklearn
import numpy as np
from scipy import stats
from scipy.signal import savgol_filter
from sklearn.cross_decomposition import PLSRegression

rows = list(csv.reader(open("spectra.csv")))[1:]
spectra = np.array([[float(value) for value in row[5:]] for row in rows])
amount = np.array([float(row[4]) for row in rows])
isB = np.array([row[3] == "b" for row in rows])
batch = np.array([row[2] for row in rows])
n = len(rows)

slope = savgol_filter(spectra, 7, 2, deriv=1, axis=1)
ready = (slope - slope.mean(1, keepdims=True)) / slope.std(1, ddof=1, keepdims=True)

predicted, score = np.empty(n), np.empty(n)
for one in np.unique(batch):
    test = batch == one
    fit = lambda y: PLSRegression(2, scale=False).fit(ready[~test], y[~test]).predict(ready[test])
    predicted[test] = fit(amount).ravel()
    score[test] = fit(np.c_[~isB, isB].astype(float))[:, 1]
right = int(((score > 0.5) == isB).sum())
error = predicted - amount
rmsecv = np.sqrt(np.mean(error**2))
interval = lambda k: [stats.beta.ppf(0.025, k, n - k + 1), stats.beta.ppf(0.975, k + 1, n - k)]
chi = [rmsecv * np.sqrt(n / stats.chi2.ppf(q, n)) for q in (0.975, 0.025)]
centred = ready - ready.mean(0)
eigenvalues = np.linalg.svd(centred, compute_uv=False)[:3] ** 2 / (n - 1)
line = stats.linregress(predicted, amount)

tests = []
def expect(id, artifact, pointer, value, tolerance=1e-9):
    tests.append({"id": id, "artifact": artifact, "pointer": pointer, "expected": float(value), "tolerance": tolerance})

for i, j in [(0, 0), (0, 2), (11, 17), (23, 39)]:
    expect(f"Savitzky-Golay and SNV, spectrum {i + 1}, point {j + 1}", "preprocessing/X_preprocessed.npy", f"/{i}/{j}", ready[i, j])
for i in (0, 7, 15, 23):
    expect(f"PLS-DA, score of sample {i + 1} when its batch is left out", "model/predictions.csv", f"/{i}/score:b", score[i])
for i in (0, 7, 15, 23):
    expect(f"PLS regression, prediction of sample {i + 1} when its batch is left out", "model/amounts/predictions.csv", f"/{i}/predicted", predicted[i])
expect("accuracy", "model/metrics.json", "/pooled/accuracy", right / n, 1e-12)
for end, name in enumerate(("lower", "upper")):
    expect(f"accuracy, {name} limit (Clopper-Pearson)", "model/metrics.json", f"/pooled/accuracy_ci_sample/{end}", interval(right)[end])
    expect(f"RMSECV, {name} limit (chi-square)", "model/amounts/metrics.json", f"/pooled/rmsecv_ci_sample/{end}", chi[end])
expect("area under the ROC curve", "model/metrics.json", "/pooled/roc_auc", stats.mannwhitneyu(score[isB], score[~isB]).statistic / (isB.sum() * (~isB).sum()))
expect("RMSECV", "model/amounts/metrics.json", "/pooled/rmsecv", rmsecv)
expect("bias", "model/amounts/metrics.json", "/pooled/bias", error.mean())
expect("standard error of prediction", "model/amounts/metrics.json", "/pooled/sep", error.std(ddof=1))
expect("p of the bias (t test)", "model/amounts/metrics.json", "/pooled/bias_p", stats.ttest_1samp(error, 0).pvalue)
expect("slope of reference on predicted", "model/amounts/metrics.json", "/pooled/slope", line.slope)
for k in range(3):
    expect(f"principal components, eigenvalue {k + 1}", "pca/pca.json", f"/eigenvalues/{k}", eigenvalues[k])
    expect(f"principal components, share of variance {k + 1}", "pca/pca.json", f"/explained/{k}", eigenvalues[k] * (n - 1) / (centred**2).sum())

made = f"make.py: numpy {numpy.__version__}, scipy {scipy.__version__}, scikit-learn {sklearn.__version__}"
json.dump({"made_by": made, "tests": tests}, open("expected.json", "w"), indent=1)
open("expected.json", "a").write("\n")
print(len(tests), "tests")
