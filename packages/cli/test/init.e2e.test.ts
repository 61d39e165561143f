import { statSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CommandBench, hyperframes, type Ending } from "./support/command-bench.ts";

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.open();
});
afterAll(() => bench[Symbol.asyncDispose]());

/** The different modes of a folder and all that is in it, folders first. */
async function modesBelow(path: string): Promise<string[]> {
  const folder = join(bench.folder, path);
  const found = await readdir(folder, { recursive: true });
  const modes = [folder, ...found.map((name) => join(folder, name))].map((file) => {
    const info = statSync(file);
    return `${info.isDirectory() ? "folder" : "file"} ${(info.mode & 0o777).toString(8)}`;
  });
  return [...new Set(modes)].toSorted().toReversed();
}

const gallery = join(import.meta.dirname, "../../../templates");
const read = (path: string): Promise<string> => readFile(join(bench.folder, path), "utf8");

describe("init", () => {
  test("makes a composition in which lint finds nothing, and says what to do next", async () => {
    const { code, stdout } = await bench.run(["init", "my-first_<video>", "--size", "9:16"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^my-first_<video> {2}1080×1920\n\nNext:\n {2}cd 'my-first_<video>'\n.*render/s);
    const page = await read("my-first_<video>/index.html");
    expect(page).toContain("<title>My first &#60;video&#62;</title>");
    expect(page).toContain('data-width="1080" data-height="1920"');
    const lint = await bench.run(["lint", "my-first_<video>", "--strict"]);
    expect(lint).toEqual({ code: 0, stdout: "1 file checked, nothing found\n", stderr: "" });
  });

  test("gives folders and files the modes that the user's umask asks for, also of what it copies", async () => {
    const run = (umask: string, ...given: string[]): Promise<Ending> =>
      bench.run(["-c", `umask ${umask}; exec "$@"`, "sh", ...hyperframes, "init", ...given], {
        command: ["sh"],
      });
    expect((await run("022", "for-all")).code).toBe(0);
    expect((await run("077", "for-one", "--template", "welcome")).code).toBe(0);
    expect(await modesBelow("for-all")).toEqual(["folder 755", "file 644"]);
    expect(await modesBelow("for-one")).toEqual(["folder 700", "file 600"]);
  });

  test("names the file that a render there writes", async () => {
    const { stdout } = await bench.run(["init", "my-card"]);
    const [, named = ""] = /render +writes (renders\/.*)\n/.exec(stdout) ?? [];
    const folder = join(bench.folder, "my-card");
    expect((await bench.run(["render", "--to", "1f", "--scale", "1", "--quiet"], { folder })).code).toBe(0);
    expect(named).toBe("renders/my-card.mp4");
    expect(await readdir(join(folder, "renders"))).toEqual(["my-card.mp4"]);
  });

  test("copies a template with its sample data, in the size that is wanted", async () => {
    const { code, stdout } = await bench.run([
      "init",
      "team/hello",
      "--template",
      "welcome",
      "--size",
      "1:1",
    ]);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^team\/hello.*fills in data\.json/s) as string,
    });
    const manifest = JSON.parse(await read("team/hello/template.json")) as {
      variants: Array<{ name: string }>;
    };
    expect(manifest.variants.map(({ name }) => name)).toEqual(["1:1", "16:9", "9:16", "16:9-1080p"]);
    expect(await read("team/hello/data.json")).toBe(
      await readFile(join(gallery, "welcome/data.json"), "utf8"),
    );
    expect((await bench.run(["lint", "team/hello"])).code).toBe(0);
  });

  test("never overwrites, and leaves nothing behind", async () => {
    await mkdir(join(bench.folder, "full"));
    await writeFile(join(bench.folder, "full/a.txt"), "a");
    await mkdir(join(bench.folder, "empty/.git"), { recursive: true });
    const before = await readdir(bench.folder);
    for (const [given, message] of [
      [["full"], /There are files in .*full/],
      [["full/a.txt"], /a\.txt is no folder/],
      [["new", "--template", "nosuch"], /There is no template "nosuch": there are .*welcome/],
      [["new", "--size", "4:3"], /--size must be one of 16:9, 9:16, 1:1, but is "4:3"/],
    ] as const) {
      const { code, stderr } = await bench.run(["init", ...given]);
      expect(code).toBe(2);
      expect(stderr).toMatch(message);
    }
    expect(await readdir(bench.folder)).toEqual(before);
    expect(await readdir(join(bench.folder, "full"))).toEqual(["a.txt"]);
    expect((await bench.run(["init", "."], { folder: join(bench.folder, "empty") })).code).toBe(0);
    expect(await readdir(join(bench.folder, "empty"))).toEqual([".git", "index.html"]);
  });
});

test("templates lists what there is, as text and as JSON", async () => {
  const { code, stdout } = await bench.run(["templates"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^welcome +Greets .*\n +16:9 \(1280×720\), .*\n +\/.*picture\.png$/m);
  const found = JSON.parse((await bench.run(["templates", "--json"])).stdout) as Array<{
    id: string;
    fields: unknown[];
  }>;
  expect(found.find(({ id }) => id === "welcome")).toMatchObject({
    name: "Welcome",
    folder: join(gallery, "welcome"),
  });
});

describe("info of a template", () => {
  test("prints its fields, and what its sample would be", async () => {
    const { code, stdout } = await bench.run(["info", join(gallery, "welcome"), "--size", "9:16"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^template +Welcome\n/);
    expect(stdout).toMatch(/\n {2}name +string \(if empty: "Hi there"\)\n +Name: .*\n +such as "Maya/);
    expect(stdout).toContain("picture      720×1280, 30 fps");
  });

  test("prints its fields where there is no data, also in JSON", async () => {
    const folder = join(bench.folder, "empty-handed");
    await mkdir(folder);
    await writeFile(join(folder, "index.html"), "<p><<a>></p>");
    await writeFile(join(folder, "template.json"), '{"name":"E","data":{"properties":{"a":{"default":1}}}}');
    expect((await bench.run(["info", folder])).stdout).toContain("none comes with it: give --data");
    const { template } = JSON.parse((await bench.run(["info", folder, "--json"])).stdout) as {
      template: { fields: object[] };
    };
    expect(template.fields).toMatchObject([{ path: "a", type: "any", default: 1 }]);
  });
});
