import { ArrowLeft } from "lucide-react";
import { useMemo } from "react";
import { Button, Kbd } from "../../components/controls";
import { Empty } from "../../components/states";
import type { Field, Panel } from "../../lib/board/model";
import { allPanels, type PlacedPanel } from "../../lib/board/repeat";
import { nameOf } from "../../panels/frames";
import styles from "./boards.module.css";
import { useBoardView } from "./context";
import { shownFrames } from "./download";
import { withPanel } from "./edits";
import { KIND_ICONS, KIND_NAMES, KINDS } from "./kinds";
import { LinksEditor } from "./LinksEditor";
import { MappingsEditor } from "./Mappings";
import { OverridesEditor } from "./Overrides";
import { PanelCard, useAnswer } from "./PanelCard";
import { Queries } from "./Queries";
import { SettingField } from "./SettingField";
import { asKind, groupsOf, hasFields, valueAt, withValue } from "./settingsOf";
import { ThresholdsEditor } from "./Thresholds";
import { Transformations } from "./Transformations";

function KindPicker({ panel, onChange }: { panel: Panel; onChange: (panel: Panel) => void }) {
  return (
    <details className={styles.section} open>
      <summary>{KIND_NAMES[panel.kind]}</summary>
      <div className={styles.kinds}>
        {KINDS.map((kind) => {
          const Icon = KIND_ICONS[kind];
          return (
            <button
              key={kind}
              type="button"
              className="btn"
              aria-pressed={panel.kind === kind}
              onClick={() => onChange(asKind(panel, kind))}
            >
              <Icon className="i" aria-hidden />
              {KIND_NAMES[kind]}
            </button>
          );
        })}
      </div>
    </details>
  );
}

function useFieldNames(placed: PlacedPanel): string[] {
  const view = useBoardView();
  const { frames } = useAnswer(placed.key);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown follows from the frames that came
  return useMemo(() => {
    const all = shownFrames(view, { ...placed, panel: { ...placed.panel, fields: undefined } });
    return [...new Set(all.flatMap((frame) => frame.fields.map((field) => nameOf(field, frame))))];
  }, [frames, placed.panel.transformations]);
}

type Change = (change: (panel: Panel) => Panel, key?: string) => void;

function Side({ placed, change }: { placed: PlacedPanel; change: Change }) {
  const { panel } = placed;
  const names = useFieldNames(placed);
  const { defaults = {}, overrides } = panel.fields ?? { defaults: {} };
  const setField = <K extends keyof Field>(key: K, value: Field[K]) =>
    change((p) => ({ ...p, fields: { ...p.fields, defaults: { ...p.fields?.defaults, [key]: value } } }));
  return (
    <aside className={`panel ${styles.side}`} aria-label="Settings of the panel">
      <KindPicker panel={panel} onChange={(next) => change(() => next)} />
      {groupsOf(panel.kind).map((group) => (
        <details key={group.name} className={styles.section} open={group.open}>
          <summary>{group.name}</summary>
          <div className={styles.form}>
            {group.settings.map((setting) => (
              <SettingField
                key={setting.path}
                setting={setting}
                value={valueAt(panel, setting.path)}
                onChange={(value) => change((p) => withValue(p, setting.path, value), setting.path)}
              />
            ))}
          </div>
        </details>
      ))}
      {hasFields(panel.kind) && (
        <>
          <details className={styles.section} open>
            <summary>Thresholds</summary>
            <ThresholdsEditor
              value={defaults.thresholds}
              onChange={(value) => setField("thresholds", value)}
            />
          </details>
          <details className={styles.section}>
            <summary>Mappings {defaults.mappings?.length ?? ""}</summary>
            <MappingsEditor value={defaults.mappings} onChange={(value) => setField("mappings", value)} />
          </details>
          <details className={styles.section}>
            <summary>Links of values {defaults.links?.length ?? ""}</summary>
            <LinksEditor value={defaults.links} onChange={(value) => setField("links", value)} />
          </details>
          <details className={styles.section} open={overrides !== undefined}>
            <summary>Overrides {overrides?.length ?? ""}</summary>
            <OverridesEditor
              value={overrides}
              kind={panel.kind}
              names={names}
              onChange={(value) =>
                change((p) => ({ ...p, fields: { defaults: p.fields?.defaults ?? {}, overrides: value } }))
              }
            />
          </details>
        </>
      )}
      <details className={styles.section}>
        <summary>Links of the panel {panel.links?.length ?? ""}</summary>
        <LinksEditor value={panel.links} onChange={(links) => change((p) => ({ ...p, links }))} />
      </details>
    </aside>
  );
}

/** One panel with its queries, steps and settings; what is changed is drawn at once. */
export function PanelEditor({ id, onDone }: { id: number; onDone: () => void }) {
  const { placed, draft, board } = useBoardView();
  const mine = placed.find((p): p is PlacedPanel => p.kind === "panel" && p.panel.id === id);
  if (!mine || !draft) {
    return (
      <Empty
        kind="no-match"
        what="This panel is not on the dashboard"
        why="It may have been removed, or the address is of another dashboard."
        actions={[{ label: "Back to the dashboard", run: onDone }]}
      />
    );
  }
  const change: Change = (edit, key) =>
    draft.change((now) => withPanel(now, id, edit), key && `${id} ${key}`);
  const others = allPanels(board).filter((p) => p.id !== id && (p.queries?.length ?? 0) > 0);
  return (
    <div className={styles.editor}>
      <div className={styles.main}>
        <span className="row">
          <Button icon={ArrowLeft} onClick={onDone}>
            Back to the dashboard <Kbd>Esc</Kbd>
          </Button>
          <span className="muted t12 end">
            what you change is drawn at once and kept when the dashboard is saved
          </span>
        </span>
        <div className={styles.preview}>
          <PanelCard key={mine.key} placed={mine} />
        </div>
        {hasFields(mine.panel.kind) && (
          <>
            <Queries
              panel={mine.panel}
              panelKey={mine.key}
              others={others}
              onChange={(panel) => change((p) => ({ ...p, queries: panel.queries }))}
            />
            <Transformations
              value={mine.panel.transformations}
              onChange={(transformations) => change((p) => ({ ...p, transformations }))}
            />
          </>
        )}
      </div>
      <Side placed={mine} change={change} />
    </div>
  );
}
