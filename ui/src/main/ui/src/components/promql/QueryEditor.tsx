import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { lintKeymap } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import { drawSelection, EditorView, keymap, placeholder } from "@codemirror/view";
import { PromQLExtension } from "@prometheus-io/codemirror-promql";
import { useEffect, useLayoutEffect, useRef } from "react";
import { baseUrl, rawFetch } from "../../api/http";
import type { EditorProps } from "./EditorSlot";
import { editorTheme } from "./editorTheme";

function promql(variables: boolean): PromQLExtension {
  return new PromQLExtension().activateLinter(!variables).setComplete({
    remote: {
      url: baseUrl().href.replace(/\/$/, ""),
      fetchFn: rawFetch,
      httpMethod: "GET",
      cache: { maxAge: 60_000 },
      httpErrorHandler: () => undefined,
    },
  });
}

/** The query line with completion from the server's own metrics, labels and functions. */
export default function QueryEditor({
  value,
  label,
  autoFocus,
  variables,
  onChange,
  onRun,
  onFocus,
}: EditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef({ onChange, onRun, onFocus });
  const first = useRef({ value, label, autoFocus, variables });
  useLayoutEffect(() => {
    latest.current = { onChange, onRun, onFocus };
  });

  useEffect(() => {
    const parent = place.current;
    if (!parent) {
      return;
    }
    const run = () => {
      latest.current.onRun();
      return true;
    };
    const language = promql(first.current.variables === true);
    const editor = new EditorView({
      parent,
      state: EditorState.create({
        doc: first.current.value,
        // who jumps here by key goes on where the query ends
        selection: { anchor: first.current.value.length },
        extensions: [
          Prec.highest(
            keymap.of([
              { key: "Shift-Enter", run },
              { key: "Mod-Enter", run },
            ]),
          ),
          history(),
          drawSelection(),
          bracketMatching(),
          closeBrackets(),
          autocompletion({ icons: false }),
          keymap.of([
            ...closeBracketsKeymap,
            ...completionKeymap,
            ...defaultKeymap,
            ...historyKeymap,
            ...lintKeymap,
          ]),
          placeholder("Type a metric or a query"),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": first.current.label }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) {
              latest.current.onChange(update.state.doc.toString());
            }
            if (update.focusChanged && update.view.hasFocus) {
              latest.current.onFocus();
            }
          }),
          language.asExtension(),
          editorTheme,
        ],
      }),
    });
    view.current = editor;
    if (first.current.autoFocus) {
      editor.focus();
    }
    return () => {
      view.current = null;
      editor.destroy();
      language.destroy();
    };
  }, []);

  useEffect(() => {
    const editor = view.current;
    const now = editor?.state.doc.toString();
    if (editor && now !== value) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
    }
  }, [value]);

  return <div ref={place} className="grow" />;
}
