import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "../../components/controls";
import type { FieldConfig, Matcher, PanelKind, Property } from "../../lib/board/model";
import styles from "./boards.module.css";
import { SettingField } from "./SettingField";
import { overridable, type Setting } from "./settingsOf";

const t = (path: string, label: string, placeholder?: string): Setting => ({
  path,
  label,
  kind: "text",
  placeholder,
});

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
