import { useId } from "react";
import { UNIT_CATEGORIES } from "../../lib/units/ids";
import { REDUCER_IDS, reducerName } from "../../panels/reduce";
import styles from "./boards.module.css";
import type { Setting } from "./settingsOf";
import { Typed } from "./Typed";

export interface SettingFieldProps {
  setting: Setting;
  value: unknown;
  onChange: (value: unknown) => void;
}

function UnitField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: unknown) => void;
}) {
  const id = useId();
  return (
    <>
      <Typed
        label={label}
        value={value}
        placeholder="none"
        list={id}
        onCommit={(text) => onChange(text.trim() || undefined)}
      />
      <datalist id={id}>
        {UNIT_CATEGORIES.flatMap(({ name, units }) =>
          units.map((unit) => (
            <option key={`${name} ${unit.id}`} value={unit.id}>
              {unit.name} ({name})
            </option>
          )),
        )}
      </datalist>
    </>
  );
}

const HEX = /^#[0-9a-f]{6}$/i;

export function ColorField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <span className="row g6">
      <input
        type="color"
        aria-label={`${label}: pick`}
        value={HEX.test(value) ? value : "#808080"}
        onChange={(event) => onChange(event.target.value)}
        style={{ width: 28, height: 28, padding: 0, border: 0, background: "none", flex: "none" }}
      />
      <Typed label={label} value={value} placeholder="red, #rrggbb, …" onCommit={onChange} />
    </span>
  );
}

function ReducersField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string[];
  onChange: (value: unknown) => void;
}) {
  const rest = REDUCER_IDS.filter((id) => !value.includes(id));
  return (
    <span className="row g4" style={{ flexWrap: "wrap" }}>
      {value.map((id) => (
        <button
          key={id}
          type="button"
          className="chip"
          title="Take away"
          onClick={() => {
            const next = value.filter((v) => v !== id);
            onChange(next.length > 0 ? next : undefined);
          }}
        >
          {reducerName(id)} <span className="muted">×</span>
        </button>
      ))}
      <select
        className={styles.sel}
        aria-label={`${label}: add`}
        value=""
        onChange={(event) => onChange([...value, event.target.value])}
      >
        <option value="">add</option>
        {rest.map((id) => (
          <option key={id} value={id}>
            {reducerName(id)}
          </option>
        ))}
      </select>
    </span>
  );
}

function SelectField({ setting, value, onChange }: SettingFieldProps) {
  const known = setting.choices ?? [];
  const now = value === undefined ? String(setting.fallback ?? "") : String(value);
  const pick = (picked: string) => {
    if (picked === String(setting.fallback ?? "")) {
      onChange(undefined);
    } else {
      const isNumber = /^-?\d+$/.test(picked) && setting.path.endsWith("barAlignment");
      onChange(picked === "true" ? true : picked === "false" ? false : isNumber ? Number(picked) : picked);
    }
  };
  return (
    <select
      className={styles.sel}
      aria-label={setting.label}
      value={now}
      onChange={(event) => pick(event.target.value)}
    >
      {!known.some(([v]) => v === now) && <option value={now}>{now}</option>}
      {known.map(([each, words]) => (
        <option key={each} value={each}>
          {words}
        </option>
      ))}
    </select>
  );
}

function Control({ setting, value, onChange }: SettingFieldProps) {
  const { kind, label, placeholder } = setting;
  const text = value === undefined || value === null ? "" : String(value);
  const list = Array.isArray(value) ? value.map(String) : [];
  switch (kind) {
    case "text":
      return (
        <Typed
          label={label}
          value={text}
          placeholder={placeholder}
          onCommit={(t) => onChange(t === "" ? undefined : t)}
        />
      );
    case "number":
      return (
        <Typed
          label={label}
          value={text}
          placeholder={placeholder}
          inputMode="decimal"
          onCommit={(t) => onChange(t.trim() === "" || Number.isNaN(Number(t)) ? undefined : Number(t))}
        />
      );
    case "area":
      return (
        <textarea
          className={styles.text}
          aria-label={label}
          value={text}
          onChange={(event) => onChange(event.target.value || undefined)}
        />
      );
    case "switch": {
      const on = value === undefined ? setting.fallback === true : value === true;
      return (
        <input
          type="checkbox"
          aria-label={label}
          checked={on}
          style={{ justifySelf: "start" }}
          onChange={(event) =>
            onChange(event.target.checked === (setting.fallback === true) ? undefined : event.target.checked)
          }
        />
      );
    }
    case "select":
      return <SelectField setting={setting} value={value} onChange={onChange} />;
    case "color":
      return <ColorField label={label} value={text} onChange={(t) => onChange(t || undefined)} />;
    case "unit":
      return <UnitField label={label} value={text} onChange={onChange} />;
    case "list":
      return (
        <Typed
          label={label}
          value={list.join(", ")}
          placeholder={placeholder}
          onCommit={(t) => {
            const parts = t
              .split(",")
              .map((p) => p.trim())
              .filter(Boolean);
            onChange(parts.length > 0 ? parts : undefined);
          }}
        />
      );
    case "reducer":
    case "reducers":
      return <ReducersField label={label} value={list} onChange={onChange} />;
  }
}

/** One line of a form. */
export function SettingField(props: SettingFieldProps) {
  return (
    <div className={styles.fieldrow}>
      <span>{props.setting.label}</span>
      <Control {...props} />
    </div>
  );
}
