import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CommandBench, nothing, type Ending } from "./support/command-bench.ts";
import { fixture } from "./support/fixtures.ts";

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.open();
});
afterAll(() => bench[Symbol.asyncDispose]());

const renderPath = (path: string): Promise<Ending> => bench.run(["render", path, "-o", bench.file()]);

/** One message, and nothing else. */
const refusal = (message: string): Ending => ({ code: 2, stdout: "", stderr: `hyperframes: ${message}\n` });

describe.concurrent("says what is wrong with the path", () => {
  test("when nothing is there", async () => {
    const path = join(bench.folder, "nothing");
    expect(await renderPath(path)).toEqual(refusal(`There is no file or folder ${path}.`));
  });

  test("when the folder has no index.html", async () => {
    const path = fixture("bad-no-index");
    expect(await renderPath(path)).toEqual(
      refusal(`The folder ${path} has no index.html. Name a folder that has one, or an HTML file.`),
    );
  });

  test("when index.html is a folder", async () => {
    const path = join(bench.folder, "odd");
    await mkdir(join(path, "index.html"), { recursive: true });
    expect(await renderPath(path)).toEqual(
      refusal(`The folder ${path} has no index.html. Name a folder that has one, or an HTML file.`),
    );
  });

  test("when the file is not HTML", async () => {
    const path = fixture("bad-page/broken.js");
    expect(await renderPath(path)).toEqual(
      refusal(`${path} is not an HTML file. Name an HTML file, or a folder with index.html.`),
    );
  });

  test("when the file is not HTML in spite of its name", async () => {
    const path = join(bench.folder, "picture.html");
    await writeFile(path, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 1, 2, 3]));
    expect(await renderPath(path)).toEqual(
      refusal(
        "picture.html is not an HTML file: it holds binary data. Name an HTML file, or a folder with index.html.",
      ),
    );
  });
});

describe.concurrent("says what is wrong with the root", () => {
  test.each<[string, string]>([
    ["empty", "empty.html is empty."],
    [
      "plain",
      "plain.html:1:1: there is no composition root: no element has data-composition-id. Add " +
        '<div data-composition-id="NAME" data-width="1920" data-height="1080">, ' +
        "or render it as a plain page with --width, --height and --duration.",
    ],
    ["width", 'width.html:4:52: data-width must be a whole number from 16 to 8192, but is "12px-wide".'],
    ["height", 'height.html:4:69: data-height must be a whole number from 16 to 8192, but is "-90".'],
    ["fps", 'fps.html:4:86: data-fps must be from 1 to 240, such as 30, 29.97 or 30000/1001, but is "fast".'],
    ["duration", 'duration.html:4:100: data-duration must be a number of seconds from 0, but is "soon".'],
    ["no-size", "no-size.html:4:3: the root needs data-width and data-height, in pixels."],
    [
      "no-length",
      "no-length.html:4:3: nothing says how long the composition is: it has no timeline with a length, no " +
        "data-duration, no clip or media that ends. Put data-duration on the root, or give --duration.",
    ],
  ])("%s.html", async (name, message) => {
    expect(await renderPath(fixture(`bad-root/${name}.html`))).toEqual(refusal(message));
  });

  test("variables.html", async () => {
    const { code, stderr } = await bench.run(["info", fixture("bad-root/variables.html")]);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^hyperframes: variables\.html:5:5: data-composition-variables is not JSON: .+\.\n$/,
    );
  });
});

describe.concurrent("says what is wrong with variables", () => {
  test("all at once, and what was expected, with --strict-variables", async () => {
    const given = '{"bg":"url(x)","nobody":1}';
    const args = ["render", fixture("nested"), "--variables", given, "--strict-variables"];
    const { code, stderr } = await bench.run([...args, "-o", bench.file()]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'hyperframes: --variables: "bg" is not a variable of the composition; declared are: paper.\n' +
        '--variables: "nobody" is not a variable of the composition; declared are: paper.\n' +
        "With --strict-variables, this is an error.\n",
    });
  });

  test("and where a file of them is not JSON", async () => {
    const file = join(bench.folder, "values.json");
    await writeFile(file, '{\n  "paper": #fff\n}');
    const { code, stderr } = await bench.run(["info", fixture("nested"), "--variables-file", file]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^hyperframes: .*values\.json:2:12: not JSON: .+\.\n$/);
  });
});

describe.concurrent("says what is wrong with a clip's time, and where", () => {
  test.each<[string, string]>([
    [
      "cycle",
      'cycle.html:5:5: data-start="middle" goes in a circle: cycle.html:5:5 → cycle.html:6:5 → cycle.html:5:5.',
    ],
    [
      "unknown",
      'unknown.html:6:5: data-start="intor + 0.1" needs an element with id "intor" and data-start, but there is none.',
    ],
    [
      "unknown-behind",
      'unknown-behind.html:5:5: data-start="middle" needs an element with id "outro" and data-start, but there ' +
        "is none (unknown-behind.html:6:5).",
    ],
    [
      "syntax",
      'syntax.html:6:5: data-start must be seconds, or another clip\'s id such as "intro" or "intro + 0.5", ' +
        'but is "intro plus 1".',
    ],
    [
      "endless",
      'endless.html:6:5: data-start="intro" needs the end of "intro", which has none (endless.html:5:5). ' +
        "Give it data-duration.",
    ],
    ["duration", 'duration.html:5:5: data-duration must be a number of seconds from 0, but is "long".'],
  ])("%s.html", async (name, message) => {
    expect(await renderPath(fixture(`bad-start/${name}.html`))).toEqual(refusal(message));
  });
});

test("leaves nothing behind after any of them", async () => {
  expect(await bench.leftovers()).toEqual(nothing);
});
