/** Finite values: features that are not a number or infinite. Without features it has no place. */
import { type CheckWords, check } from "../check.ts";

export const declaration = check({
  id: "finite_values",
  gate: "spectral",
  code: "FS7115",
  limit: "max",
  unit: "values",
  threshold: 0,
  measure(material) {
    const { features } = material;
    if (features === null) return null;
    const x = material.variables();
    const counts = features.map((feature, j) => {
      let value = 0;
      for (let i = 0; i < x.rows; i++) if (!Number.isFinite(x.data[i * x.cols + j])) value++;
      return { feature, value };
    });
    const worst = counts.filter(({ value }) => value > 0).sort((a, b) => b.value - a.value);
    return { value: worst.reduce((sum, { value }) => sum + value, 0), worst };
  },
});

export const words: CheckWords = {
  title: "Values that are not numbers",
  quantity: "count",
  action: "Look at the listed features: a ratio divides by zero or a band has no points; change or remove it.",
};
