import { describeTemplate } from "./describe-template.ts";

describeTemplate({
  name: "title-card",
  seconds: 6,
  times: [2.4, 4],
  shown: ["rivers", "remember", "Field notes 12", "A short film"],
  code: /^(?:logo|theme)$/,
  cases: {
    "a title alone": { title: "Go" },
    "a title in which left and right meet": { title: "ברוכים הבאים ל־HyperFrames 2", kicker: "One" },
    "a dark theme": { title: "At night", theme: "#000000" },
  },
  golden: { "16:9": [30, 100, 171], "9:16": [100], "1:1": [100] },
});
