import { parse, serialize, serializeOuter, type DefaultTreeAdapterTypes } from "parse5";
import { CompositionError } from "../errors.ts";
import { allElements, attribute, isTemplate, templateElements, type HtmlNode } from "./html-elements.ts";

/** What of a file is mounted in a host. */
export interface PartContent {
  readonly html: string;
  /** In document order, as they will stand in the host. */
  readonly elements: readonly HtmlNode[];
  /** The elements that are not mounted, but may declare variables, and templates that its content may name. */
  readonly around: readonly HtmlNode[];
}

/**
 * The content of a sub-composition's file: its `<template>`, or, where a whole page is the file, the styles and scripts
 * of its head and all of its body.
 *
 * @throws {CompositionError} if there is neither.
 */
export function readPartContent(html: string, file: string): PartContent {
  const around = [...allElements(parse(html, { sourceCodeLocationInfo: true }).childNodes)];
  const templates = around.filter(isTemplate);
  const template = templates.find((candidate) => templateElements(candidate).some(isComposition));
  const chosen = template ?? (around.some(isComposition) ? undefined : templates[0]);
  if (chosen) return readTemplate(html, { template: chosen, around });
  if (around.some(isComposition)) return readPage(around);
  throw new CompositionError(
    "there is no <template>: put what a sub-composition shows, its styles and its scripts into one.",
    { file, line: 1, column: 1 },
  );
}

/** The content of one template of a file. */
export function readTemplate(
  html: string,
  { template, around }: { readonly template: HtmlNode; readonly around: readonly HtmlNode[] },
): PartContent {
  const { startTag, endTag } = template.sourceCodeLocation ?? {};
  // As it is written, so that lines and columns of scripts are those of the file.
  const inner =
    startTag && endTag
      ? html.slice(startTag.endOffset, endTag.startOffset)
      : serialize((template as DefaultTreeAdapterTypes.Template).content);
  return { html: inner, elements: templateElements(template), around };
}

function readPage(around: readonly HtmlNode[]): PartContent {
  const head = around.find(({ tagName }) => tagName === "head");
  const body = around.find(({ tagName }) => tagName === "body");
  const used = head ? [...allElements(head.childNodes)].filter(isUsed) : [];
  return {
    html: used.map((element) => serializeOuter(element)).join("") + (body ? serialize(body) : ""),
    elements: [...used, ...(body ? allElements(body.childNodes) : [])],
    around,
  };
}

function isUsed(element: HtmlNode): boolean {
  const { tagName } = element;
  return tagName === "style" || tagName === "script" || (tagName === "link" && isStylesheet(element));
}

function isStylesheet(element: HtmlNode): boolean {
  return /\bstylesheet\b/i.test(attribute(element, "rel") ?? "");
}

function isComposition(element: HtmlNode): boolean {
  return attribute(element, "data-composition-id") !== null;
}
