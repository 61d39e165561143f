import { expect, it } from "vitest";
import { readLicence } from "./package-licence.ts";
import { productionPackages } from "./production-packages.ts";
import { noticesFile } from "./write-notices.ts";

const lockfile = {
  importers: {
    "packages/one": {
      dependencies: {
        a: { version: "1.0.0" },
        older: { version: "a@0.9.0" },
        two: { version: "link:../two" },
        "@x/y": { version: "2.0.0(a@1.0.0)" },
      },
      devDependencies: { mediabunny: { version: "1.61.0" }, tests: { version: "1.0.0" } },
    },
  },
  packages: {},
  snapshots: {
    "a@1.0.0": { optionalDependencies: { "@img/sharp-libvips-linux-x64": "1.3.4" } },
    "a@0.9.0": {},
    "@x/y@2.0.0(a@1.0.0)": { dependencies: { a: "1.0.0" } },
    "@img/sharp-libvips-linux-x64@1.3.4": { optional: true },
    "mediabunny@1.61.0": {},
    "tests@1.0.0": {},
  },
};

it("finds all that users get, and what is bundled, but nothing that is for development", () => {
  expect(productionPackages(lockfile).map(({ name, version }) => `${name}@${version}`)).toEqual([
    "@img/sharp-libvips-linux-x64@1.3.4",
    "@x/y@2.0.0",
    "a@0.9.0",
    "a@1.0.0",
    "mediabunny@1.61.0",
  ]);
});

it("knows licences of what this machine may not have", async () => {
  const item = { name: "@img/sharp-libvips-darwin-x64", version: "1.3.4", isOptional: true };
  expect((await readLicence(item, "/none")).licence).toBe("LGPL-3.0-or-later");
});

it("gives a text once where only whose it is differs", () => {
  const licence = "Permission is hereby granted.";
  const notice = { version: "1.0.0", isOptional: false, licence: "MIT" };
  const text = noticesFile([
    { ...notice, name: "a", texts: [`MIT\n\nCopyright (c) 2020 Ann\n\n${licence}`] },
    { ...notice, name: "b", texts: [`MIT\r\n\r\nCopyright (c) 2021 Bob\r\n\r\n${licence}\r\n`] },
  ]);
  expect(text.split(licence)).toHaveLength(2);
  expect(text).toContain("- a@1.0.0: Copyright (c) 2020 Ann\n- b@1.0.0: Copyright (c) 2021 Bob\n");
  expect(text).toContain("| MIT | a@1.0.0, b@1.0.0 |");
});
