import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const look = EditorView.theme({
  "&": { background: "none", color: "var(--text)", fontSize: "12px" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", fontFeatureSettings: '"zero"', lineHeight: "20px" },
  ".cm-content": { padding: "0", caretColor: "var(--accent)" },
  ".cm-line": { padding: "0" },
  ".cm-cursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "1.5px" },
  ".cm-placeholder": { color: "var(--muted)" },
  "&.cm-focused .cm-matchingBracket": { background: "var(--selected)", outline: "1px solid var(--border)" },
  ".cm-selectionBackground, &.cm-focused .cm-selectionBackground": { background: "var(--pick) !important" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--critical)" },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline wavy var(--warning)" },
  ".cm-tooltip": {
    background: "var(--raised)",
    border: "1px solid var(--border)",
    borderRadius: "var(--r-2)",
    boxShadow: "var(--shadow)",
    color: "var(--text)",
    overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete": { overflow: "visible" },
  ".cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--font-mono) !important",
    maxHeight: "296px !important",
    padding: "4px !important",
  },
  ".cm-tooltip-autocomplete > ul > li": {
    display: "flex",
    alignItems: "center",
    height: "28px",
    padding: "0 8px !important",
    borderRadius: "3px",
    fontSize: "12px",
  },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": {
    background: "var(--pick) !important",
    color: "var(--text) !important",
  },
  ".cm-completionMatchedText": { color: "var(--accent)", fontWeight: "600", textDecoration: "none" },
  ".cm-completionDetail": {
    color: "var(--muted)",
    fontStyle: "normal",
    marginLeft: "auto",
    paddingLeft: "16px",
  },
  ".cm-completionIcon": { display: "none" },
  ".cm-completionInfo": {
    background: "var(--raised)",
    border: "1px solid var(--border)",
    borderRadius: "var(--r-2)",
    boxShadow: "var(--shadow)",
    padding: "8px 12px",
    maxWidth: "280px",
    fontSize: "12px",
    lineHeight: "18px",
    color: "var(--muted)",
  },
  ".cm-diagnostic": {
    padding: "4px 10px",
    borderLeft: "3px solid var(--critical-fill)",
    fontSize: "12px",
    lineHeight: "18px",
  },
});

const colours = HighlightStyle.define([
  {
    tag: [tags.function(tags.variableName), tags.keyword, tags.modifier, tags.operatorKeyword],
    color: "var(--accent)",
  },
  { tag: tags.number, color: "var(--code-number)" },
  { tag: tags.string, color: "var(--code-string)" },
  { tag: tags.labelName, color: "var(--code-label)" },
  { tag: tags.comment, color: "var(--muted)" },
]);

export const editorTheme: Extension = [look, syntaxHighlighting(colours)];
