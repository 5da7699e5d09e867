import { lazy, Suspense, useState } from "react";
import { Button } from "../../components/controls";
import { Loading } from "../../components/states";
import type { Annotation, Dashboard } from "../../lib/board/model";
import { DEFAULT_ANNOTATIONS } from "./annotations";
import styles from "./boards.module.css";
import type { Draft } from "./draft";
import { LinksEditor } from "./LinksEditor";
import { SettingField } from "./SettingField";
import { type Setting, valueAt, withValue } from "./settingsOf";
import { VariablesEditor } from "./VariablesEditor";

const YamlEditor = lazy(() => import("./YamlEditor").then((m) => ({ default: m.YamlEditor })));

const TABS = ["General", "Variables", "Annotations", "Links", "YAML"] as const;
type Tab = (typeof TABS)[number];

const GENERAL: Setting[] = [
  { path: "title", label: "Title", kind: "text" },
  { path: "uid", label: "uid", kind: "text", placeholder: "made when saved" },
  { path: "description", label: "Description", kind: "area" },
  { path: "tags", label: "Tags", kind: "list", placeholder: "linux, prod" },
  { path: "time.from", label: "From", kind: "text", placeholder: "now-1h" },
  { path: "time.to", label: "To", kind: "text", placeholder: "now" },
  { path: "refresh", label: "Refresh", kind: "text", placeholder: "by hand" },
  { path: "zone", label: "Time zone", kind: "text", placeholder: "browser, utc, Europe/Berlin" },
  {
    path: "crosshair",
    label: "Pointer",
    kind: "select",
    fallback: "line",
    choices: [
      ["off", "of each panel"],
      ["line", "a line through all"],
      ["tooltip", "a line and all values"],
    ],
  },
];

const MARK: Setting[] = [
  { path: "name", label: "Name", kind: "text" },
  {
    path: "source",
    label: "From",
    kind: "select",
    choices: [
      ["deployments", "deployments"],
      ["alerts", "alerts"],
      ["configuration", "configuration changes"],
      ["query", "a query"],
    ],
  },
  { path: "query", label: "Query", kind: "area" },
  { path: "match", label: "Only with", kind: "text", placeholder: 'env="prod"' },
  { path: "titleFormat", label: "Title", kind: "text", placeholder: "{{alertname}}" },
  { path: "textFormat", label: "Text", kind: "text", placeholder: "{{instance}}" },
  { path: "tagKeys", label: "Tags from", kind: "text", placeholder: "job, instance" },
  { path: "step", label: "Least step", kind: "text", placeholder: "60s" },
  { path: "valueIsTime", label: "The value is the time", kind: "switch" },
  { path: "color", label: "Colour", kind: "color" },
  { path: "off", label: "Off at first", kind: "switch" },
  { path: "hide", label: "Without a switch", kind: "switch" },
];

function General({ draft }: { draft: Draft }) {
  return (
    <div className={styles.form}>
      {GENERAL.map((setting) => (
        <SettingField
          key={setting.path}
          setting={setting}
          value={valueAt(draft.board, setting.path)}
          onChange={(value) =>
            draft.change((board) => {
              const next = withValue<Dashboard>(board, setting.path, value);
              // half a range is none
              const time = next.time && { from: next.time.from ?? "now-1h", to: next.time.to ?? "now" };
              return { ...next, uid: next.uid ?? "", title: next.title ?? "", ...(time && { time }) };
            }, setting.path)
          }
        />
      ))}
    </div>
  );
}

function Annotations({ draft }: { draft: Draft }) {
  const all = draft.board.annotations ?? DEFAULT_ANNOTATIONS;
  const set = (annotations: Annotation[], key?: string) =>
    draft.change((board) => ({ ...board, annotations }), key);
  return (
    <div className={styles.form}>
      <p className="muted t12">Marks over the time of every chart. Each has a switch beside the variables.</p>
      {all.map((annotation, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is edited
        <div key={i} className={styles.item}>
          {MARK.filter(
            (s) => annotation.source === "query" || !["query", "step", "valueIsTime"].includes(s.path),
          )
            .filter((s) => annotation.source !== "query" || s.path !== "match")
            .map((setting) => (
              <SettingField
                key={setting.path}
                setting={setting}
                value={valueAt(annotation, setting.path)}
                onChange={(value) =>
                  set(
                    all.map((a, j) => (j === i ? withValue(a, setting.path, value) : a)),
                    `mark ${i} ${setting.path}`,
                  )
                }
              />
            ))}
          <span>
            <Button onClick={() => set(all.filter((_, j) => j !== i))}>Remove {annotation.name}</Button>
          </span>
        </div>
      ))}
      <span>
        <Button onClick={() => set([...all, { name: "Marks", source: "query", query: "" }])}>
          Add an annotation
        </Button>
      </span>
    </div>
  );
}

/** What holds for the whole board; the text is the same board. */
export function Settings({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const [tab, setTab] = useState<Tab>("General");
  return (
    <div className="panel">
      <div className="ph">
        <h2>Settings</h2>
        <span className="end">
          <Button onClick={onClose}>Back to the panels</Button>
        </span>
      </div>
      <div className={`pb ${styles.settings}`}>
        <nav aria-label="Parts of the settings">
          {TABS.map((each) => (
            <Button
              key={each}
              kind="ghost"
              className={each === tab ? "on" : ""}
              aria-current={each === tab ? "page" : undefined}
              onClick={() => setTab(each)}
            >
              {each}
            </Button>
          ))}
        </nav>
        <div>
          {tab === "General" && <General draft={draft} />}
          {tab === "Variables" && <VariablesEditor draft={draft} />}
          {tab === "Annotations" && <Annotations draft={draft} />}
          {tab === "Links" && (
            <LinksEditor
              ofBoard
              value={draft.board.links}
              onChange={(links) => draft.change((board) => ({ ...board, links }))}
            />
          )}
          {tab === "YAML" && (
            <Suspense fallback={<Loading what="the text" height={240} />}>
              <YamlEditor draft={draft} />
            </Suspense>
          )}
        </div>
      </div>
    </div>
  );
}
