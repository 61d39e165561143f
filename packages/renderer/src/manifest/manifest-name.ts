import { digestOf, type Digest } from "@hyperframes-engine/store";
import { canonicalText } from "./canonical-text.ts";
import type { ManifestFile, RenderManifest } from "./render-manifest.ts";
import { withoutVolumes } from "./without-volumes.ts";

/** The name of a render: it follows from everything that the bytes of the file depend on. */
export function manifestName(manifest: RenderManifest): Digest {
  return digestOf(canonicalText(manifest));
}

/** The name of a render's pictures, which do not depend on what is only heard, or written beside them. */
export function picturesName({ project, page, narration, plan, format, ...rest }: RenderManifest): Digest {
  const { title: _title, files, rules, ...asked } = project;
  const { chunks, pageFrames, stepped } = plan;
  const { loop: _loop, ...encoded } = format;
  return digestOf(
    canonicalText({
      ...{ ...rest, sound: null, format: encoded, plan: { chunks, pageFrames, stepped } },
      project: { ...asked, files: files.map(seenOf), rules: rules && { ...rules, nonce: "" } },
      page: seenPage(page),
      narration: narration && { clip: narration.clip, plan: narration.plan, presenter: narration.presenter },
    }),
  );
}

function seenOf({ path, digest, shown = digest }: ManifestFile): readonly [string, Digest] {
  return [path, shown];
}

function seenPage(page: RenderManifest["page"]): unknown {
  const { nested } = page;
  const parts = nested.parts.map((part) => ({ ...part, html: withoutVolumes(part.html) }));
  // The nonce follows from the files' texts, volumes included, and nobody sees it.
  return { ...page, scriptNonce: null, nested: { ...nested, parts } };
}
