import { Plus, X } from "lucide-react";
import { Button, IconButton } from "../../components/controls";
import type { Mapping, MappingResult } from "../../lib/board/model";
import styles from "./boards.module.css";
import { ColorField, SettingField } from "./SettingField";
import type { Setting } from "./settingsOf";

const t = (path: string, label: string, placeholder?: string): Setting => ({
  path,
  label,
  kind: "text",
  placeholder,
});
const n = (path: string, label: string): Setting => ({ path, label, kind: "number" });

function ResultFields({
  result,
  onChange,
}: {
  result: MappingResult;
  onChange: (result: MappingResult) => void;
}) {
  return (
    <>
      <SettingField
        setting={t("text", "Shown as")}
        value={result.text}
        onChange={(text) => onChange({ ...result, text: text as string | undefined })}
      />
      <div className={styles.fieldrow}>
        <span>Colour</span>
        <ColorField
          label="Colour of the value"
          value={result.color ?? ""}
          onChange={(color) => onChange({ ...result, color: color || undefined })}
        />
      </div>
    </>
  );
}

const SPECIAL = ["null", "nan", "null+nan", "true", "false", "empty"] as const;

function MappingItem({ mapping, onChange }: { mapping: Mapping; onChange: (mapping: Mapping) => void }) {
  switch (mapping.kind) {
    case "value":
      return Object.entries(mapping.options).map(([from, result], i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the value itself is what is edited
        <div key={i} style={{ display: "contents" }}>
          <SettingField
            setting={t("value", "Value")}
            value={from}
            onChange={(next) => {
              const entries = Object.entries(mapping.options).map(([k, v]) => [
                k === from ? String(next ?? "") : k,
                v,
              ]);
              onChange({ ...mapping, options: Object.fromEntries(entries) as Record<string, MappingResult> });
            }}
          />
          <ResultFields
            result={result}
            onChange={(next) => onChange({ ...mapping, options: { ...mapping.options, [from]: next } })}
          />
        </div>
      ));
    case "range":
      return (
        <>
          <SettingField
            setting={n("from", "From")}
            value={mapping.from}
            onChange={(v) => onChange({ ...mapping, from: (v as number | undefined) ?? null })}
          />
          <SettingField
            setting={n("to", "To")}
            value={mapping.to}
            onChange={(v) => onChange({ ...mapping, to: (v as number | undefined) ?? null })}
          />
          <ResultFields result={mapping.result} onChange={(result) => onChange({ ...mapping, result })} />
        </>
      );
    case "regex":
      return (
        <>
          <SettingField
            setting={t("pattern", "Pattern", "/(.*)\\.example/")}
            value={mapping.pattern}
            onChange={(v) => onChange({ ...mapping, pattern: String(v ?? "") })}
          />
          <ResultFields result={mapping.result} onChange={(result) => onChange({ ...mapping, result })} />
        </>
      );
    case "special":
      return (
        <>
          <div className={styles.fieldrow}>
            <span>When</span>
            <select
              className={styles.sel}
              aria-label="When"
              value={mapping.match}
              onChange={(event) =>
                onChange({ ...mapping, match: event.target.value as (typeof SPECIAL)[number] })
              }
            >
              {SPECIAL.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          </div>
          <ResultFields result={mapping.result} onChange={(result) => onChange({ ...mapping, result })} />
        </>
      );
  }
}

const NEW_MAPPING: Record<Mapping["kind"], Mapping> = {
  value: { kind: "value", options: { "0": { text: "" } } },
  range: { kind: "range", from: 0, to: 1, result: { text: "" } },
  regex: { kind: "regex", pattern: "", result: { text: "" } },
  special: { kind: "special", match: "null+nan", result: { text: "" } },
};

/** What values are called. */
export function MappingsEditor({
  value = [],
  onChange,
}: {
  value?: Mapping[];
  onChange: (value: Mapping[] | undefined) => void;
}) {
  const set = (next: Mapping[]) => onChange(next.length > 0 ? next : undefined);
  return (
    <div className={styles.form}>
      {value.map((mapping, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the first that fits holds, so the order is the name
        <div key={i} className={styles.item}>
          <span className="row">
            <b className="t12">{mapping.kind}</b>
            <span className="end">
              <IconButton
                icon={X}
                label={`Remove mapping ${i + 1}`}
                onClick={() => set(value.filter((_, j) => j !== i))}
              />
            </span>
          </span>
          <MappingItem
            mapping={mapping}
            onChange={(next) => set(value.map((m, j) => (j === i ? next : m)))}
          />
        </div>
      ))}
      <span className="row g4">
        {(Object.keys(NEW_MAPPING) as Mapping["kind"][]).map((kind) => (
          <Button key={kind} icon={Plus} onClick={() => set([...value, NEW_MAPPING[kind]])}>
            {kind}
          </Button>
        ))}
      </span>
    </div>
  );
}
