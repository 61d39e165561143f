import { describeTemplate } from "./describe-template.ts";

const person = { id: "u-1", name: "Maya Lindqvist", company: "Tidewater", step1: "Create a project" };

describeTemplate({
  name: "welcome",
  seconds: 5,
  times: [1.2, 3],
  shown: ["Maya Lindqvist", "Tidewater", "Your first steps", "Book a 15-minute tour"],
  code: /^(?:id|avatar|accent)$/,
  cases: {
    "one step and no picture": person,
    "a first and a third step": { ...person, step3: "Book a tour" },
    "a greeting of one's own, and a dark accent": {
      ...person,
      greeting: "Schön, dass Sie da sind",
      accent: "#101010",
    },
    "a name of one emoji": { ...person, name: "🦊" },
  },
  golden: { "16:9": [9, 60, 145], "9:16": [90], "1:1": [90] },
});
