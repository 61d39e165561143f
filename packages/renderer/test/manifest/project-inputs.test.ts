import { link, mkdir, rename, rm, symlink, truncate, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { digestOf, FileDigests } from "@hyperframes-engine/store";
import { expect, it } from "vitest";
import { ProjectInputs } from "../../src/manifest/project-inputs.ts";
import { projectOf } from "../support/project-of.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const { signal } = new AbortController();

async function look(folder: string, cache = folder): Promise<ProjectInputs> {
  return ProjectInputs.look(folder, {
    digests: new FileDigests(join(cache, "..", "cache")),
    signal,
    without: [join(folder, "cache")],
  });
}

const files = { "index.html": "<p>one", "a/b.css": "p {}" };

it("names a project by the content of its files, wherever it lies", async () => {
  await using one = await projectOf(files);
  await using two = await projectOf(files);
  const described = await (await look(one.path)).files();
  expect(await (await look(two.path)).files()).toEqual(described);
  expect(described).toEqual([
    { path: "a/b.css", bytes: 4, digest: digestOf("p {}") },
    { path: "index.html", bytes: 6, digest: digestOf("<p>one") },
  ]);
  await writeFile(join(two.path, "index.html"), "<p>two");
  expect(await (await look(two.path)).files()).not.toEqual(described);
  await rename(join(one.path, "index.html"), join(one.path, "other.html"));
  expect(await (await look(one.path)).files()).not.toEqual(described);
});

it("counts packages, what is under renders, and large files only once they are asked for", async () => {
  await using folder = await projectOf({
    ...files,
    "node_modules/x/x.js": "1",
    "renders/logo.svg": "<svg/>",
    "footage.mov": "",
    ".git/HEAD": "ref",
    "cache/chromium": "ours",
    "cache/media/film.mp4": "kept",
  });
  await truncate(join(folder.path, "footage.mov"), 2 ** 25 + 1);
  const inputs = await look(folder.path);
  expect((await inputs.files()).map(({ path }) => path)).toEqual(["a/b.css", "index.html"]);
  const kept = join(folder.path, "cache/media/film.mp4");
  await inputs.digest(kept);
  // Another render has used it.
  await utimes(kept, 1, 1);
  await inputs.check(new Map());
  const asked = ["renders/logo.svg", "index.html", "node_modules/x/x.js", "footage.mov", "gone.js"];
  const described = await inputs.askedFiles(asked);
  expect(described.map(({ path }) => path)).toEqual([
    "footage.mov",
    "node_modules/x/x.js",
    "renders/logo.svg",
  ]);
  expect(await (await look(folder.path)).have(described)).toBe(true);
  await writeFile(join(folder.path, "node_modules/x/x.js"), "2");
  expect(await (await look(folder.path)).have(described)).toBe(false);
});

it("leaves out what is written, and what only the sound depends on is not seen", async () => {
  const html = (volume: number): string => `<audio src="a.mp3" data-volume="${volume}"></audio>`;
  await using folder = await projectOf({ "index.html": html(0.5), "out.mp4": "" });
  const inputs = await look(folder.path);
  inputs.leaveOut([join(folder.path, "out.mp4")]);
  const [quiet, ...rest] = await inputs.files();
  expect(rest).toEqual([]);
  await writeFile(join(folder.path, "out.mp4"), "video");
  await inputs.check(new Map([["out.mp4", join(folder.path, "out.mp4")]]));
  await writeFile(join(folder.path, "index.html"), html(1));
  const [loud] = await (await look(folder.path)).files();
  expect(loud?.digest).not.toBe(quiet?.digest);
  expect(loud?.shown).toBe(quiet?.shown);
  expect(quiet?.shown).toBeDefined();
});

it("tells of a file that was changed, also there and back, replaced or removed; not of a second name for one", async () => {
  await using folder = await projectOf(files);
  await using other = await temporaryFolder();
  const file = join(folder.path, "index.html");
  const changes = {
    "written to": () => writeFile(file, "<p>two"),
    "there and back": async () => {
      await writeFile(file, "<p>two");
      await writeFile(file, "<p>one");
    },
    replaced: async () => {
      await writeFile(`${file}~`, "<p>one");
      await rename(`${file}~`, file);
    },
    removed: () => rm(file),
  };
  for (const change of Object.values(changes)) {
    await writeFile(file, "<p>one");
    const inputs = await look(folder.path);
    await inputs.files();
    await link(file, join(other.path, String(Math.random())));
    const served = new Map([["index.html", file]]);
    await inputs.check(served);
    await change();
    await expect(inputs.check(served)).rejects.toMatchObject({ code: "input-changed", retryable: true });
    await expect(inputs.check(served)).rejects.toThrow(file);
    // A file that no page has got may change.
    await inputs.check(new Map());
    inputs.use(["index.html"]);
    await expect(inputs.check(new Map())).rejects.toThrow(file);
  }
});

it("takes a link for what it leads to, and a folder with very many files for no project", async () => {
  await using folder = await projectOf({ ...files, "real.svg": "<svg/>" });
  await symlink("real.svg", join(folder.path, "link.svg"));
  await symlink("nowhere", join(folder.path, "broken"));
  const inputs = await look(folder.path);
  expect((await inputs.files()).map(({ path }) => path)).toEqual([
    "a/b.css",
    "index.html",
    "link.svg",
    "real.svg",
  ]);
  await mkdir(join(folder.path, "many"));
  for (let index = 0; index < 10; index += 1) {
    await writeFile(join(folder.path, "many", `${index}`), "");
    await truncate(join(folder.path, "many", `${index}`), 2 ** 25);
  }
  expect(await (await look(folder.path)).files()).toEqual([]);
});
