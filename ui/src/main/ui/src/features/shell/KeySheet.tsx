import { Modal } from "@mantine/core";
import { KeyCaps } from "../../components/controls";
import { useShortcutList } from "../../components/keys/Keys";
import styles from "./shell.module.css";

/** Every key that works on the page as it is now. */
export function KeySheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const shortcuts = useShortcutList(open);
  const groups = [...new Set(shortcuts.map((s) => s.group))];
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title="Keyboard"
      size={640}
      closeButtonProps={{ "aria-label": "Close" }}
      attributes={{ header: { role: "presentation" } }}
    >
      <div className={styles.keys}>
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <ul>
              {shortcuts
                .filter((s) => s.group === group)
                .map((s) => (
                  <li key={s.keys}>
                    {s.label}
                    <KeyCaps keys={s.keys} />
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </Modal>
  );
}
