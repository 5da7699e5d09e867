import DOMPurify from "dompurify";
import { marked } from "marked";
import { useMemo } from "react";
import { fillScope } from "../fieldConfig";
import type { KindProps } from "../types";
import styles from "./text.module.css";

/** Links open as they say; whatever could run, load unasked, or lay itself over the page is taken out. */
const CLEAN = {
  USE_PROFILES: { html: true, svg: true },
  FORBID_TAGS: ["style", "form", "input", "button", "iframe", "object", "embed", "base", "meta", "link"],
  FORBID_ATTR: ["srcset", "ping"],
  ADD_ATTR: ["target"],
};

const COVERING = /position\s*:\s*(?:fixed|sticky|absolute)|z-index|url\s*\(/i;

export function cleanHtml(html: string): string {
  const fragment = DOMPurify.sanitize(html, { ...CLEAN, RETURN_DOM_FRAGMENT: true });
  for (const node of fragment.querySelectorAll("[style]")) {
    if (COVERING.test(node.getAttribute("style") ?? "")) {
      node.removeAttribute("style");
    }
  }
  for (const anchor of fragment.querySelectorAll("a[target]")) {
    anchor.setAttribute("rel", "noopener noreferrer");
  }
  const holder = document.createElement("div");
  holder.append(fragment);
  return holder.innerHTML;
}

function Code({ content, numbers }: { content: string; numbers: boolean }) {
  return (
    <pre className={`mono ${styles.code}`}>
      {content.split("\n").map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its number
        <span key={i} className={styles.line}>
          {numbers && <i className="faint">{i + 1}</i>}
          {line}
          {"\n"}
        </span>
      ))}
    </pre>
  );
}

/** Words of the board's author: Markdown, HTML without what runs, or code. */
export default function TextPanel({ panel, size, replace, range }: KindProps) {
  const { content = "", textFormat = "markdown", showLineNumbers = false } = panel.options ?? {};
  const filled = useMemo(() => {
    const scope = { __from: String(range.from), __to: String(range.to) };
    return replace(fillScope(content, scope), scope);
  }, [content, replace, range.from, range.to]);
  const html = useMemo(() => {
    if (textFormat === "code") {
      return "";
    }
    return cleanHtml(
      textFormat === "html"
        ? filled
        : (marked.parse(filled, { async: false, gfm: true, breaks: false }) as string),
    );
  }, [filled, textFormat]);
  const style = { height: size.height, overflow: "auto" };
  if (textFormat === "code") {
    return (
      <div style={style}>
        <Code content={filled} numbers={showLineNumbers} />
      </div>
    );
  }
  // biome-ignore lint/security/noDangerouslySetInnerHtml: cleanHtml has taken out whatever could run
  return <div className={styles.text} style={style} dangerouslySetInnerHTML={{ __html: html }} />;
}
