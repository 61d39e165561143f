import type { TemplateText } from "./template-text.ts";

/** Where a node of a template is written. */
export interface NodePlace {
  readonly source: TemplateText;
  readonly offset: number;
}

/** Text that stays. */
export interface TextNode extends NodePlace {
  readonly kind: "text";
  readonly text: string;
}

/** A value that is written here. */
export interface OutputNode extends NodePlace {
  readonly kind: "output";
  /** Stable within one file. */
  readonly id: number;
  readonly expression: hbs.AST.Expression;
  /** Written with `<<{…}>>`: put in as it is. */
  readonly raw: boolean;
  /** Written with `<<vouch … "why">>`: the author says that no value can do harm here. */
  readonly vouched: boolean;
}

/** A block: its body is written never, once, or once per item, and its inverse otherwise. */
export interface BlockNode extends NodePlace {
  readonly kind: "block";
  readonly id: number;
  readonly helper: BlockHelper;
  readonly params: hbs.AST.Expression[];
  readonly blockParams: string[];
  readonly body: readonly TemplateNode[];
  readonly inverse: readonly TemplateNode[];
  /** Where `<</…>>` stands. */
  readonly end: NodePlace;
}

/** The blocks there are. */
export type BlockHelper = "if" | "unless" | "each" | "with";

/** A piece of a template. */
export type TemplateNode = TextNode | OutputNode | BlockNode;
