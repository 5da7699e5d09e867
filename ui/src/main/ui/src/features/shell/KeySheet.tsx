import { Modal } from "@mantine/core";
import { Kbd } from "../../components/controls";
import { useShortcutList } from "../../components/keys/Keys";
import { keyCaps } from "../../lib/keys";
import { isMac } from "./Header";
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
                    <span className="row g4">
                      {keyCaps(s.keys, isMac()).map((cap, i) => (
                        <Kbd key={`${i}${cap}`}>{cap}</Kbd>
                      ))}
                    </span>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </Modal>
  );
}
