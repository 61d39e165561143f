import { describe, expect, it } from "vitest";
import { parseNarration, readNarration } from "../../src/narration/settings/read-narration.ts";
import { projectOf } from "../support/project-of.ts";

const file = { type: "file", src: "clip.mp4" };

function read(narration: unknown) {
  return parseNarration("hyperframes.json", JSON.stringify({ narration }, null, 1));
}

describe("the narration block", () => {
  it("is completed: a circle at the bottom right, 28 % of the height, −16 LUFS", async () => {
    expect(await read({ source: file })).toMatchObject({
      source: file,
      placement: {
        position: { corner: "bottom-right" },
        size: { part: 0.28 },
        shape: "circle",
        start: "0",
        border: { color: "#ffffff" },
      },
      sound: { level: 1, loudness: -16, duck: { depth: 12 } },
      length: "extend",
      captions: [],
      cues: {},
    });
  });

  it("takes lengths in pixels and parts, levels in dB, and single captions", async () => {
    const read1 = await read({
      source: file,
      placement: { x: 100, y: "50%", shape: "rounded", aspect: "16:9", start: "intro + 1", enter: "fade" },
      sound: { level: "-6 dB", duck: false, loudness: false },
      captions: "burned",
    });
    expect(read1?.placement.position).toEqual({ x: { pixels: 100 }, y: { part: 0.5 } });
    expect(read1?.placement.aspect).toBeCloseTo(16 / 9, 9);
    expect(read1?.placement.enter).toEqual({ type: "fade", seconds: 0.5 });
    expect(read1?.sound).toMatchObject({ duck: null, loudness: null });
    expect(read1?.sound.level).toBeCloseTo(0.501, 3);
    expect(read1?.captions).toEqual(["burned"]);
  });

  it("is left out where there is no file, no block, or none is wanted", async () => {
    await using project = await projectOf({ "other/hyperframes.json": '{ "$schema": "x", "registry": {} }' });
    expect(await readNarration(project.path)).toBeNull();
    expect(await readNarration(`${project.path}/other`)).toBeNull();
    expect(await parseNarration("hyperframes.json", '{ "narration": null }')).toBeNull();
  });

  it("leaves unknown keys outside of it alone", async () => {
    const text = JSON.stringify({ template: "../x", sise: 3, narration: { source: file } });
    expect((await parseNarration("hyperframes.json", text))?.source).toEqual(file);
  });
});

describe("a narration block that is wrong", () => {
  it("is told all its faults at once, each with its place", async () => {
    const text = `{
  "narration": {
    "source": { "type": "file", "src": "a.mp4" },
    "placement": {
      "sise": 3,
      "shape": "square",
      "border": { "width": 900 }
    },
    "length": "long"
  }
}`;
    for (const line of [
      "hyperframes.json:5:15: narration.placement.sise is not known here; known: corner,",
      'hyperframes.json:6:16: narration.placement.shape must be one of circle, rounded, rectangle, cut-out, but is "square".',
      "hyperframes.json:7:28: narration.placement.border.width must be <= 200, but is 900.",
      'hyperframes.json:9:15: narration.length must be one of extend, hold, trim, error, but is "long".',
    ]) {
      await expect(parseNarration("hyperframes.json", text)).rejects.toThrow(line);
    }
  });

  it.each([
    [{}, "narration needs source."],
    [{ source: { type: "film" } }, "narration.source needs a type: one of agent, avatar, speech, file."],
    [{ source: { src: "a" } }, "narration.source needs a type: one of agent, avatar, speech, file."],
    [{ source: { type: "file" } }, "narration.source needs src."],
    [{ source: { type: "speech", script: "Hello" } }, "narration.source needs voice."],
    [
      { source: { ...file, prompt: "x" } },
      "narration.source.prompt is not known here; known: type, src, words.",
    ],
    [
      { source: file, placement: { size: "big" } },
      'narration.placement.size must be pixels such as 300, or a part such as "28%", but is "big".',
    ],
    [{ source: file, placement: { x: 3 } }, "narration.placement.x comes with the other of x and y"],
    [
      { source: file, placement: { corner: "top-left", x: 3, y: 3 } },
      "narration.placement.corner must be left out",
    ],
    [
      { source: file, placement: { key: { color: "#00ff00" } } },
      'narration.placement.key goes only with "shape": "cut-out".',
    ],
    [
      { source: file, placement: { key: { color: "green" } } },
      'narration.placement.key.color must be a colour such as "#00ff00", but is "green".',
    ],
    [
      { source: file, placement: { shape: "cut-out", border: { width: 2 } } },
      "narration.placement.border must be left out",
    ],
    [
      { source: file, placement: { aspect: "16:9" } },
      "narration.placement.aspect must be left out for a circle.",
    ],
    [
      { source: file, placement: { border: { color: "red" } } },
      'narration.placement.border.color must be a colour such as "#ffffff" or "#00000080", but is "red".',
    ],
    [{ source: file, placement: { full: [{ from: 1 }] } }, "narration.placement.full.0 needs to."],
    [
      { source: file, placement: { enter: "fly" } },
      'narration.placement.enter must be one of "fade", "slide", "scale" and "none"',
    ],
    [{ source: file, sound: { level: "loud" } }, "narration.sound.level must be a factor from 0 to 3.98"],
    [{ source: file, sound: { loudness: -3 } }, "narration.sound.loudness must be"],
    [
      { source: file, captions: "subtitles" },
      'narration.captions must be "burned", "track", "file", a list of them, or false, but is "subtitles".',
    ],
    [{ source: file, cues: { "a b": 3 } }, "narration.cues has a name that is none"],
    [{ source: file, cues: { a: true } }, "narration.cues.a must be a word or phrase"],
  ])("says of %j what is wrong", async (block, message) => {
    await expect(read(block)).rejects.toThrow(message);
  });

  it("says where the file is no JSON", async () => {
    const read1 = parseNarration("hyperframes.json", '{ "narration": {,} }');
    await expect(read1).rejects.toThrow("hyperframes.json:1:17");
  });
});
