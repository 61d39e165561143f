/** What of pnpm's lockfile is read: https://github.com/pnpm/spec/blob/master/lockfile/9.0.md */
export interface Lockfile {
  readonly importers: Readonly<Record<string, Importer>>;
  readonly packages: Readonly<Record<string, object>>;
  readonly snapshots: Readonly<Record<string, Snapshot>>;
}

interface Importer {
  readonly dependencies?: Versions;
  readonly devDependencies?: Versions;
}

type Versions = Readonly<Record<string, { readonly version: string }>>;

interface Snapshot {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly optional?: boolean;
}

/** A package that users get. */
export interface ProductionPackage {
  readonly name: string;
  readonly version: string;
  /** Whether some machines get it and others do not. */
  readonly isOptional: boolean;
}

/** Dependencies for development whose code is part of what is published: the script that runs in pages is a bundle. */
const bundled = new Set(["mediabunny"]);

/** All packages that come with the workspace's own, sorted. */
export function productionPackages({ importers, snapshots }: Lockfile): ProductionPackage[] {
  const open = Object.values(importers)
    .flatMap(({ dependencies = {}, devDependencies = {} }) => [
      ...Object.entries(dependencies),
      ...Object.entries(devDependencies).filter(([name]) => bundled.has(name)),
    ])
    .map(([name, { version }]) => keyOf(name, version));
  const found = new Map<string, ProductionPackage>();
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const snapshot = snapshots[key];
    if (found.has(key) || !snapshot) continue;
    found.set(key, { ...splitKey(key), isOptional: snapshot.optional ?? false });
    const next = { ...snapshot.dependencies, ...snapshot.optionalDependencies };
    open.push(...Object.entries(next).map(([name, version]) => keyOf(name, version)));
  }
  const named = new Map([...found.values()].map((item) => [`${item.name}@${item.version}`, item]));
  return [...named.keys()].toSorted().flatMap((name) => named.get(name) ?? []);
}

/** Aliases name the whole package; links are the workspace's own. */
function keyOf(name: string, version: string): string {
  return /^@?[^@(]+@/.test(version) ? version : `${name}@${version}`;
}

function splitKey(key: string): Pick<ProductionPackage, "name" | "version"> {
  const [, name = "", version = ""] = /^(@?[^@]+)@([^(]+)/.exec(key) ?? [];
  return { name, version };
}
