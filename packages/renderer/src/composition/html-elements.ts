import type { DefaultTreeAdapterTypes } from "parse5";
import type { SourceLocation } from "../errors.ts";

/** An element as parse5 reads it. */
export type HtmlNode = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.ChildNode;

/** Every element below some nodes in document order; what is in a `<template>` is left out. */
export function* allElements(nodes: readonly Node[]): Generator<HtmlNode> {
  for (const node of nodes) {
    if (!("tagName" in node)) continue;
    yield node;
    yield* allElements(node.childNodes);
  }
}

/** The content of a `<template>`, without what is in templates inside of it. */
export function templateElements(template: HtmlNode): HtmlNode[] {
  return isTemplate(template) ? [...allElements(template.content.childNodes)] : [];
}

/** Whether an element is a `<template>`. */
export function isTemplate(element: HtmlNode): element is DefaultTreeAdapterTypes.Template {
  return element.tagName === "template" && "content" in element;
}

/** The value of an attribute; `null` where there is none. */
export function attribute(element: HtmlNode, name: string): string | null {
  return element.attrs.find((candidate) => candidate.name === name)?.value ?? null;
}

/** Where an element begins, or one of its attributes. */
export function locationOf(element: HtmlNode, file: string, name?: string): SourceLocation {
  const source = element.sourceCodeLocation;
  const place = (name === undefined ? undefined : source?.attrs?.[name]) ?? source;
  return { file, line: place?.startLine ?? 1, column: place?.startCol ?? 1 };
}
