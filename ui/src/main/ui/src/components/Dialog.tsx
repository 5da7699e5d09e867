import { Modal } from "@mantine/core";
import type { ReactNode } from "react";

export interface DialogProps {
  open: boolean;
  title: string;
  onClose: () => void;
  children: ReactNode;
  size?: number;
}

/** What floats above a page until it is answered. */
export function Dialog({ open, title, onClose, children, size = 480 }: DialogProps) {
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={title}
      size={size}
      closeButtonProps={{ "aria-label": "Close" }}
      attributes={{ header: { role: "presentation" } }}
    >
      <div style={{ padding: "0 16px 16px" }}>{children}</div>
    </Modal>
  );
}
