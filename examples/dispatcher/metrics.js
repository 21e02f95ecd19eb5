// What a dispatcher has counted and learned, as Prometheus reads it.

/** [name, type, what it is, its value, or values by a label] */
const rowsOf = (metrics) => [
  ["submitted_total", "counter", "Requests that came.", metrics.submitted],
  ["dispatched_total", "counter", "Runs that began.", metrics.dispatched],
  ["completed_total", "counter", "Runs that ended in time.", metrics.completed],
  ["late_total", "counter", "Runs that ended late.", metrics.late],
  ["dropped_total", "counter", "Requests that were not run.", metrics.dropped, "reason"],
  ["limited_total", "counter", "Runs by what limited the size.", metrics.limitedBy, "by"],
  ["accuracy_total", "counter", "Sum of accuracies, completed.", metrics.accuracySum],
  ["waiting", "gauge", "Requests that wait.", metrics.waiting],
  ["running", "gauge", "Requests that run.", metrics.running],
  ["margin", "gauge", "Real over planned time, at the quantile.", metrics.margin],
  ["release_price", "gauge", "Accuracy that a second more is worth.", metrics.releasePrice],
];

export function prometheus(metrics) {
  const lines = rowsOf(metrics).flatMap(([name, type, help, value, label]) => [
    `# HELP dsct_${name} ${help}`,
    `# TYPE dsct_${name} ${type}`,
    ...(label === undefined
      ? [`dsct_${name} ${value}`]
      : Object.entries(value).map(([word, count]) => `dsct_${name}{${label}="${word}"} ${count}`)),
  ]);
  return `${lines.join("\n")}\n`;
}
