import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "../../components/controls";
import type {
  Field,
  FieldConfig,
  Link,
  Mapping,
  MappingResult,
  Matcher,
  PanelKind,
  Property,
} from "../../lib/board/model";
import styles from "./boards.module.css";
import { ColorField, SettingField } from "./SettingField";
import { overridable, type Setting } from "./settingsOf";

const t = (path: string, label: string, placeholder?: string): Setting => ({
  path,
  label,
  kind: "text",
  placeholder,
});
const n = (path: string, label: string): Setting => ({ path, label, kind: "number" });

type Thresholds = NonNullable<Field["thresholds"]>;
const FRESH: Thresholds = { mode: "absolute", steps: [{ value: null, color: "green" }] };

/** Values from which on another colour holds; the first step is everything below. */
export function ThresholdsEditor({
  value,
  onChange,
}: {
  value: Thresholds | undefined;
  onChange: (value: Thresholds | undefined) => void;
}) {
  const { mode, steps } = value ?? FRESH;
  const set = (next: Thresholds["steps"]) =>
    onChange({
      mode,
      steps: [...next].sort(
        (a, b) => (a.value ?? Number.NEGATIVE_INFINITY) - (b.value ?? Number.NEGATIVE_INFINITY),
      ),
    });
  const add = () => {
    const last = steps.at(-1)?.value;
    set([...steps, { value: last === null || last === undefined ? 80 : last + 10, color: "red" }]);
  };
  return (
    <div className={styles.form}>
      {steps.map((step, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps are told apart by their order
        <div key={i} className="row g6">
          <span style={{ width: 84, flex: "none" }}>
            {step.value === null ? (
              <span className="muted t12">below</span>
            ) : (
              <SettingField
                setting={{ path: "value", label: "", kind: "number" }}
                value={step.value}
                onChange={(next) =>
                  set(steps.map((s, j) => (j === i ? { ...s, value: Number(next ?? 0) } : s)))
                }
              />
            )}
          </span>
          <ColorField
            label={`Colour of step ${i + 1}`}
            value={step.color}
            onChange={(color) => set(steps.map((s, j) => (j === i ? { ...s, color } : s)))}
          />
          {step.value !== null && (
            <IconButton
              icon={X}
              label={`Remove step ${i + 1}`}
              onClick={() => set(steps.filter((_, j) => j !== i))}
            />
          )}
        </div>
      ))}
      <span className="row">
        <Button icon={Plus} onClick={add}>
          Step
        </Button>
        <label className="row g6 t12 end">
          <input
            type="checkbox"
            checked={mode === "percentage"}
            onChange={(event) => onChange({ mode: event.target.checked ? "percentage" : "absolute", steps })}
          />
          in percent of the ends
        </label>
      </span>
    </div>
  );
}

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

/** Links of a panel, of a value or of the board. */
export function LinksEditor({
  value = [],
  onChange,
  ofBoard = false,
}: {
  value?: Link[];
  onChange: (value: Link[] | undefined) => void;
  ofBoard?: boolean;
}) {
  const set = (next: Link[]) => onChange(next.length > 0 ? next : undefined);
  const settings: Setting[] = [
    t("title", "Title"),
    t("url", "Address", "dashboards/uid?var-host=$host"),
    ...(ofBoard
      ? [{ path: "tags", label: "or boards with", kind: "list", placeholder: "tag, tag" } as Setting]
      : []),
    ...(ofBoard ? [{ path: "dropdown", label: "As a menu", kind: "switch" } as Setting] : []),
    ...(ofBoard ? [{ path: "keepTime", label: "Keeps the time", kind: "switch" } as Setting] : []),
    ...(ofBoard ? [{ path: "keepVariables", label: "Keeps variables", kind: "switch" } as Setting] : []),
    { path: "newTab", label: "In a new tab", kind: "switch" },
  ];
  return (
    <div className={styles.form}>
      {value.map((link, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: links are told apart by their order
        <div key={i} className={styles.item}>
          {settings.map((setting) => (
            <SettingField
              key={setting.path}
              setting={setting}
              value={link[setting.path as keyof Link]}
              onChange={(next) =>
                set(value.map((l, j) => (j === i ? { ...l, title: l.title, [setting.path]: next } : l)))
              }
            />
          ))}
          <IconButton
            icon={X}
            label={`Remove link ${link.title}`}
            onClick={() => set(value.filter((_, j) => j !== i))}
          />
        </div>
      ))}
      <span>
        <Button icon={Plus} onClick={() => set([...value, { title: "Link", url: "" }])}>
          Link
        </Button>
      </span>
    </div>
  );
}

const MATCHERS: [Matcher["id"], string][] = [
  ["byName", "field named"],
  ["byRegexp", "fields like /pattern/"],
  ["byType", "fields of type"],
  ["byFrameRefID", "fields of query"],
  ["byNames", "fields named (list)"],
  ["numeric", "all numbers"],
  ["time", "all times"],
];

function PropertyRow({
  property,
  settings,
  onChange,
  onRemove,
}: {
  property: Property;
  settings: Setting[];
  onChange: (property: Property) => void;
  onRemove: () => void;
}) {
  const setting = settings.find((s) => s.path === property.id);
  const [wrong, setWrong] = useState(false);
  return (
    <div className="row g4">
      <span className="grow">
        {setting ? (
          <SettingField
            setting={setting}
            value={property.value}
            onChange={(value) => onChange({ ...property, value })}
          />
        ) : (
          <SettingField
            setting={t(property.id, property.id, "JSON")}
            value={JSON.stringify(property.value)}
            onChange={(text) => {
              try {
                onChange({ ...property, value: JSON.parse(String(text ?? "null")) as unknown });
                setWrong(false);
              } catch {
                setWrong(true);
              }
            }}
          />
        )}
        {wrong && <span className="c-critical t12">this is no JSON</span>}
      </span>
      <IconButton icon={X} label={`Remove ${setting?.label ?? property.id}`} onClick={onRemove} />
    </div>
  );
}

type Override = NonNullable<FieldConfig["overrides"]>[number];

function OverrideItem({
  override,
  settings,
  names,
  onChange,
  onRemove,
}: {
  override: Override;
  settings: Setting[];
  names: string[];
  onChange: (override: Override) => void;
  onRemove: () => void;
}) {
  const { match, properties } = override;
  const options = Array.isArray(match.options)
    ? match.options.join(", ")
    : String((match.options as { names?: string[] } | undefined)?.names?.join(", ") ?? match.options ?? "");
  const setOptions = (text: string) => {
    const list = text.split(",").map((p) => p.trim());
    onChange({ ...override, match: { ...match, options: match.id === "byNames" ? { names: list } : text } });
  };
  const set = (next: Property[]) => onChange({ ...override, properties: next });
  return (
    <div className={styles.item}>
      <span className="row g6">
        <select
          className={styles.sel}
          aria-label="Which fields"
          value={match.id}
          onChange={(event) =>
            onChange({ ...override, match: { ...match, id: event.target.value as Matcher["id"] } })
          }
        >
          {!MATCHERS.some(([id]) => id === match.id) && <option value={match.id}>{match.id}</option>}
          {MATCHERS.map(([id, words]) => (
            <option key={id} value={id}>
              {words}
            </option>
          ))}
        </select>
        <span className="end">
          <IconButton icon={X} label="Remove override" onClick={onRemove} />
        </span>
      </span>
      {match.id === "byName" && names.length > 0 ? (
        <select
          className={styles.sel}
          aria-label="Field"
          value={options}
          onChange={(event) => setOptions(event.target.value)}
        >
          {!names.includes(options) && <option value={options}>{options || "choose a field"}</option>}
          {names.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      ) : (
        match.id !== "numeric" &&
        match.id !== "time" && (
          <SettingField
            setting={t("options", "Is")}
            value={options}
            onChange={(text) => setOptions(String(text ?? ""))}
          />
        )
      )}
      {properties.map((property, i) => (
        <PropertyRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a property may be set twice, the last holds
          key={i}
          property={property}
          settings={settings}
          onChange={(next) => set(properties.map((p, j) => (j === i ? next : p)))}
          onRemove={() => set(properties.filter((_, j) => j !== i))}
        />
      ))}
      <select
        className={styles.sel}
        aria-label="Add a setting"
        value=""
        onChange={(event) => set([...properties, { id: event.target.value }])}
      >
        <option value="">add a setting</option>
        {settings
          .filter((s) => !properties.some((p) => p.id === s.path))
          .map((s) => (
            <option key={s.path} value={s.path}>
              {s.label}
            </option>
          ))}
      </select>
    </div>
  );
}

/** Settings of some fields only. */
export function OverridesEditor({
  value = [],
  kind,
  names,
  onChange,
}: {
  value?: Override[];
  kind: PanelKind;
  /** Names of the fields that are there now. */
  names: string[];
  onChange: (value: Override[] | undefined) => void;
}) {
  const settings = overridable(kind);
  const set = (next: Override[]) => onChange(next.length > 0 ? next : undefined);
  return (
    <div className={styles.form}>
      {value.map((override, i) => (
        <OverrideItem
          // biome-ignore lint/suspicious/noArrayIndexKey: later ones win, so the order is the name
          key={i}
          override={override}
          settings={settings}
          names={names}
          onChange={(next) => set(value.map((o, j) => (j === i ? next : o)))}
          onRemove={() => set(value.filter((_, j) => j !== i))}
        />
      ))}
      <span>
        <Button
          icon={Plus}
          onClick={() =>
            set([...value, { match: { id: "byName", options: names[0] ?? "" }, properties: [] }])
          }
        >
          Override
        </Button>
      </span>
    </div>
  );
}
