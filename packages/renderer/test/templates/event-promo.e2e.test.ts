import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { snapshot } from "../../src/snapshot.ts";
import { browsers } from "../support/browsers.ts";
import { cacheFolder, repository } from "../support/fixtures.ts";
import { projectOf } from "../support/project-of.ts";
import { describeTemplate } from "./describe-template.ts";

const someone = (index: number): { readonly name: string } => ({ name: `Somebody ${index + 1}` });
const people = Array.from({ length: 12 }, (_, index) => someone(index));
/** No picture, and no file either. */
const broken = "data:image/png;base64,AAAA";
const event = { title: "Northlight", silent: true };

describeTemplate({
  name: "event-promo",
  seconds: 20,
  times: [1.9, 5, 12.9, 15.4, 18.5],
  shown: [
    "Three nights of light",
    "NORTHLIGHT",
    "12–14 March 2027",
    "Kofi Mensah Trio",
    "Harbour Hall",
    "Get your ticket",
  ],
  code: /^(?:logo|accent|music|footage|lineup\.\d+\.photo|lineup\.photo)/,
  cases: {
    "a title alone": event,
    "one speaker without a picture": { ...event, date: "May 3", lineup: [people[0]] },
    "twelve speakers": { ...event, lineup: people, place: "Everywhere" },
    "a tagline in place of a line-up": { ...event, tagline: "When the sky goes green, we turn it up" },
    "footage and a picture that are not there": {
      ...event,
      footage: [{ photo: broken }],
      lineup: [{ name: "ن", photo: broken }, { name: "👩🏽‍🚀" }],
      logo: broken,
    },
    "beats of one's own, and a dark accent": { ...event, beats: [1, 1.5, 2.1], accent: "#000000" },
  },
  golden: { "1:1": [560] },
});

/** Solid colours for footage, and beats that are not even. */
const uneven = { silent: true, title: "Go", beats: [0.1, 0.55, 1.15, 1.6, 2.25], accent: "#808080" };
const solid = (color: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><path fill="${color}" d="M0 0h100v100H0z"/></svg>`;

describe("the footage of event-promo", () => {
  it("is cut on the very frame of a beat", async () => {
    await using folder = await projectOf({
      "hyperframes.json": JSON.stringify({
        template: join(repository, "templates/event-promo"),
        size: "1:1",
      }),
      "data.json": JSON.stringify({ ...uneven, footage: [{ photo: "red.svg" }, { photo: "blue.svg" }] }),
      "red.svg": solid("#f00"),
      "blue.svg": solid("#00f"),
    });
    // The third beat is 1.05 s after the first, so frame 31 is the last before it; the fifth, 2.15 s, frame 64.
    const { files } = await snapshot(folder.path, {
      at: ["1f", "31f", "32f", "64f", "65f"],
      output: join(folder.path, "picture.png"),
      environment: { cacheFolder },
      browsers,
    });
    const colors = await Promise.all(
      files.map(async (file) => {
        const { channels } = await sharp(file).extract({ left: 60, top: 60, width: 40, height: 40 }).stats();
        const [red, , blue] = channels.map(({ mean }) => mean);
        return (red ?? 0) > (blue ?? 0) ? "red" : "blue";
      }),
    );
    expect(colors).toEqual(["red", "red", "blue", "blue", "red"]);
  });
});
