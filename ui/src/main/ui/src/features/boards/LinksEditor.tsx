import { Plus, X } from "lucide-react";
import { Button, IconButton } from "../../components/controls";
import type { Link } from "../../lib/board/model";
import styles from "./boards.module.css";
import { SettingField } from "./SettingField";
import type { Setting } from "./settingsOf";

const t = (path: string, label: string, placeholder?: string): Setting => ({
  path,
  label,
  kind: "text",
  placeholder,
});

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
