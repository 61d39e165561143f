import { describeTemplate } from "./describe-template.ts";

const metric = { metric: "Readers", value: 1200 };
const reasons = ["One", "Two", "Three"];

describeTemplate({
  name: "metric-story",
  seconds: 10,
  times: [3.6, 8.5],
  shown: ["48,210", "Weekly active readers", "+18.4%", "September: 40,720", "Two regional papers"],
  code: /^(?:format|currency|language|better|accent)$/,
  hasNumbers: true,
  cases: {
    "a number alone": metric,
    "a number and what was before": { ...metric, previous: 0 },
    "a trend alone": { ...metric, series: [5, 5, 5] },
    "one reason": { ...metric, previous: 1200, reasons: ["One"] },
    "money, and a loss": {
      ...metric,
      value: -1_234_567.8,
      previous: 90_000,
      format: "currency",
      currency: "EUR",
      digits: 2,
      language: "de-DE",
      reasons,
    },
    "shares that had better fall": {
      ...metric,
      value: 3.25,
      previous: 4.5,
      format: "percent",
      digits: 2,
      better: "down",
      reasons,
    },
    "a number of 300 digits": { ...metric, value: 1e300, previous: -1e300, series: [-1e300, 1e300], reasons },
    "a trend of 500 values": {
      ...metric,
      series: Array.from({ length: 500 }, (_, index) => Math.sin(index / 9) * 1200),
    },
  },
  golden: { "16:9": [40, 105, 270], "9:16": [270], "1:1": [270] },
});
